"""Describing single things for pages by looking quads up; bounded, so that it needs no process of its own."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from intmk_kg.engine.describing import described
from intmk_kg.engine.description import (
    Description,
    Evidence,
    IncomingLinks,
    StatedInSet,
    Statement,
    Term,
    TermUsers,
)
from intmk_kg.engine.loading import open_store
from intmk_kg.engine.looking_up import (
    TYPE,
    LookUp,
    StatementSet,
    named_node,
    natural_order,
    statement_order,
    term,
)
from intmk_kg.engine.outlining import outlines
from intmk_kg.engine.writing import serialize
from intmk_kg.graph.compact_jsonld import compact_jsonld
from intmk_kg.vocabulary.iri import evidence_iri
from intmk_kg.vocabulary.precision import DATE, precision_of
from intmk_kg.vocabulary.prefixes import PREFIXES

CONTRADICTED = "Contradicted"
_THINGS = PREFIXES["r"]


def open_entities(release_path: Path) -> "Entities":
    """The things of the release in the directory `release_path`."""
    return Entities(open_store(release_path / "graph.nq", release_path / "store"))


class Entities:
    """The things of a release; see `interface.EntityReader`. Safe to use from many threads.

    Args:
        store: the release.
    """

    def __init__(self, store: ox.Store) -> None:
        self._look_up = LookUp(store)

    def exists(self, iri: str) -> bool:
        """Whether anything is said about `iri` in the default graph."""
        node = named_node(iri)
        return node is not None and self._look_up.says_something_of(node)

    def describe(self, iri: str, offset: int = 0, limit: int = 100) -> Description | None:
        """What is known about `iri`; see `interface.EntityReader.describe`."""
        node = named_node(iri)
        if node is None or not self._look_up.says_something_of(node):
            return None
        evidence = self._evidence(node)
        outgoing = tuple(self._outgoing(node, evidence))
        contradicted = tuple(self._contradicted(outgoing, evidence))
        incoming = tuple(self._incoming(node, offset, limit))
        types = tuple(sorted(value.value for value in self._look_up.values(node, TYPE)))
        shown = {iri, *types, *_iris_of(outgoing), *_iris_of(contradicted), *_iris_of_links(incoming)}
        return Description(iri, types, outgoing, incoming, contradicted, self._look_up.labels(shown))

    def outlines(self, iris: frozenset[str], predicates: frozenset[str]) -> Mapping[str, Description]:
        """What is said of some things by some predicates; see `interface.EntityReader.outlines`."""
        return outlines(self._look_up, iris, predicates)

    def serialize(self, iri: str, media_type: str) -> bytes | None:
        """The representation of `iri`; see `interface.EntityReader.serialize`."""
        node = named_node(iri)
        if node is None or not self._look_up.says_something_of(node):
            return None
        if media_type == "application/ld+json":
            return compact_jsonld(described(self._look_up, node))
        return serialize(described(self._look_up, node, with_graphs=media_type == "application/trig"), media_type)

    def labels(self, iris: frozenset[str]) -> dict[str, dict[str, str]]:
        """The labels of each of `iris` that has any, by language."""
        return self._look_up.labels(iri for iri in iris if named_node(iri) is not None)

    def stated_in(self, statement_set: str, limit: int) -> StatedInSet:
        """What a statement set says; see `interface.EntityReader.stated_in`."""
        node = named_node(statement_set)
        quads = self._look_up.in_graph(node) if node else []
        stated = sorted(
            ((str(quad.subject).strip("<>"), quad.predicate.value, term(quad.object)) for quad in quads),
            key=lambda statement: (natural_order(statement[0]), statement[1], natural_order(statement[2].value)),
        )[:limit]
        named = {iri for subject, predicate, _ in stated for iri in (subject, predicate)}
        named |= {value.value for _, _, value in stated if value.kind == "iri"}
        precisions = dict(self._precisions(node, quads)) if node else {}
        return StatedInSet(len(quads), tuple(stated), self._look_up.labels(named), precisions)

    def users(self, terms: frozenset[str], offset: int = 0, limit: int = 100) -> Mapping[str, TermUsers]:
        """The things that use each of some terms; see `interface.EntityReader.users`."""
        return {term: self._users(term, offset, limit) for term in terms}

    @property
    def graph_names(self) -> frozenset[str]:
        """The names of all named graphs: the statement sets."""
        return self._look_up.graph_names

    def _users(self, term: str, offset: int, limit: int) -> TermUsers:
        node = named_node(term)
        if node is None:
            return TermUsers(0, (), {})
        users = self._look_up.users(node) | {subject for _, subject in self._look_up.links_to(node)}
        # What a vocabulary says of its own terms is no use of them
        found = [iri for iri in users if iri.startswith(_THINGS)]
        page = tuple(sorted(found, key=natural_order)[offset : offset + limit])
        return TermUsers(len(found), page, self._look_up.labels({term, *page}))

    def _precisions(self, name: ox.NamedNode, quads: Iterable[ox.Quad]) -> Iterator[tuple[tuple[str, str], str]]:
        """For each subject and predicate of a date that a set states, how exactly it is known."""
        is_adopted = self._look_up.statement_set(name).status != CONTRADICTED
        stated = [quad.triple for quad in quads]
        for subject, predicate, value in stated:
            beside = self._look_up.triples(subject) if is_adopted else [said for said in stated if said[0] == subject]
            exactly = _precision(predicate.value, term(value), ((said[1].value, term(said[2])) for said in beside))
            if exactly:
                yield (subject.value, predicate.value), exactly

    def _evidence(self, node: ox.NamedNode) -> dict[tuple[str, Term], list[Evidence]]:
        """What each statement about the thing rests on, adopted or not."""
        sets: dict[str, StatementSet] = {}
        found: dict[tuple[str, Term], list[Evidence]] = defaultdict(list)
        for quad in self._look_up.in_sets(node):
            name = quad.graph_name
            if not isinstance(name, ox.NamedNode):
                continue
            if name.value not in sets:
                sets[name.value] = self._look_up.statement_set(name)
            found[quad.predicate.value, term(quad.object)].append(_evidence_of(quad, sets[name.value]))
        for evidence in found.values():
            evidence.sort(key=lambda item: natural_order(item.statement_set))
        return found

    def _outgoing(self, node: ox.NamedNode, evidence: dict[tuple[str, Term], list[Evidence]]) -> Iterator[Statement]:
        statements = {(triple.predicate.value, term(triple.object)) for triple in self._look_up.triples(node)}
        for predicate, object_ in sorted(statements, key=statement_order):
            adopting = (item for item in evidence.get((predicate, object_), ()) if item.status != CONTRADICTED)
            exactly = _precision(predicate, object_, statements)
            yield Statement(predicate, object_, tuple(adopting), exactly)

    def _contradicted(
        self, outgoing: tuple[Statement, ...], evidence: dict[tuple[str, Term], list[Evidence]]
    ) -> Iterator[Statement]:
        adopted = {(statement.predicate, statement.object) for statement in outgoing}
        for predicate, object_ in sorted(evidence.keys() - adopted, key=statement_order):
            stating = evidence[predicate, object_]
            beside = (said for said, others in evidence.items() if _is_in(stating[0].statement_set, others))
            yield Statement(predicate, object_, tuple(stating), _precision(predicate, object_, beside))

    def _incoming(self, node: ox.NamedNode, offset: int, limit: int) -> Iterator[IncomingLinks]:
        by_predicate: dict[str, list[str]] = defaultdict(list)
        for predicate, subject in self._look_up.links_to(node):
            by_predicate[predicate].append(subject)
        for predicate, subjects in sorted(by_predicate.items()):
            page = sorted(subjects, key=natural_order)[offset : offset + limit] if limit else []
            yield IncomingLinks(predicate, len(subjects), tuple(page), offset)


def _precision(predicate: str, value: Term, said: Iterable[tuple[str, Term]]) -> str:
    """How exactly a date is known, by what is said beside it; "" for what is no date."""
    return precision_of(predicate, ((name, other.value) for name, other in said)) if value.datatype == DATE else ""


def _is_in(statement_set: str, evidence: Iterable[Evidence]) -> bool:
    return any(item.statement_set == statement_set for item in evidence)


def _evidence_of(quad: ox.Quad, statement_set: StatementSet) -> Evidence:
    iri = evidence_iri(str(quad.subject), str(quad.predicate), str(quad.object), str(quad.graph_name))
    return Evidence(
        iri,
        statement_set.status,
        statement_set.iri,
        statement_set.documents,
        statement_set.quote,
        statement_set.locator,
        statement_set.comments,
    )


def _iris_of(statements: Iterable[Statement]) -> Iterator[str]:
    for statement in statements:
        yield statement.predicate
        if statement.object.kind == "iri":
            yield statement.object.value
        for evidence in statement.evidence:
            yield evidence.statement_set
            yield from (document.iri for document in evidence.documents)


def _iris_of_links(incoming: Iterable[IncomingLinks]) -> Iterator[str]:
    for links in incoming:
        yield links.predicate
        yield from links.subjects
