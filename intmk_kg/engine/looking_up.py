"""Looking things up in a store by patterns of quads: what pages and descriptions are made of."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyoxigraph as ox

from intmk_kg.engine.description import SourceDocument, Term
from intmk_kg.vocabulary.iri import is_evidence_iri
from intmk_kg.vocabulary.prefixes import PREFIXES

_RDF, _RDFS, _INTMK = PREFIXES["rdf"], PREFIXES["rdfs"], PREFIXES["intmk"]
TYPE = ox.NamedNode(_RDF + "type")
LABEL = ox.NamedNode(_RDFS + "label")
COMMENT = ox.NamedNode(_RDFS + "comment")
SUBJECT = ox.NamedNode(_RDF + "subject")
STATUS = ox.NamedNode(_INTMK + "evidenceStatus")
QUOTE = ox.NamedNode(_INTMK + "quote")
LOCATOR = ox.NamedNode(_INTMK + "locator")
PRIMARY_SOURCE = ox.NamedNode(PREFIXES["prov"] + "hadPrimarySource")
URL = ox.NamedNode(PREFIXES["schema"] + "url")
CITATION = ox.NamedNode(PREFIXES["dct"] + "bibliographicCitation")
_PUBLISHER = PREFIXES["dc"] + "publisher"
_PUBLISHED = PREFIXES["schema"] + "datePublished"
_PRECISION = _INTMK + "startPrecision"

_DEFAULT = ox.DefaultGraph()
_NUMBER = re.compile(r"(\d+)")


@dataclass(frozen=True)
class StatementSet:
    """What a statement set says of its statements."""

    iri: str
    status: str
    documents: tuple[SourceDocument, ...]
    quote: tuple[Term, ...]
    locator: tuple[Term, ...]
    comments: tuple[Term, ...]


class LookUp:
    """The default graph of a release and its statement sets, read by pattern.

    Args:
        store: the release.
    """

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def triples(self, subject: ox.NamedNode) -> list[ox.Triple]:
        """What the default graph says of a subject."""
        return [quad.triple for quad in self._store.quads_for_pattern(subject, None, None, _DEFAULT)]

    def says_something_of(self, subject: ox.NamedNode) -> bool:
        """Whether the default graph says anything of a subject."""
        return next(self._store.quads_for_pattern(subject, None, None, _DEFAULT), None) is not None

    def values(self, subject: ox.NamedNode, predicate: ox.NamedNode) -> list[Any]:
        """The objects of a subject by a predicate, sorted."""
        found = [quad.object for quad in self._store.quads_for_pattern(subject, predicate, None, _DEFAULT)]
        return sorted(found, key=str)

    def in_sets(self, subject: ox.NamedNode) -> Iterator[ox.Quad]:
        """What the statement sets say of a subject, each as a quad of the set's graph."""
        for quad in self._store.quads_for_pattern(subject, None, None, None):
            if isinstance(quad.graph_name, ox.NamedNode):
                yield quad

    def links_to(self, object_: ox.NamedNode) -> Iterator[tuple[str, str]]:
        """Predicate and subject of each triple with this object, without those of evidence nodes."""
        for quad in self._store.quads_for_pattern(None, None, object_, _DEFAULT):
            subject = quad.subject
            if isinstance(subject, ox.NamedNode) and not is_evidence_iri(subject.value):
                yield quad.predicate.value, subject.value

    def users(self, predicate: ox.NamedNode) -> set[str]:
        """The subjects that have anything by a predicate, without evidence nodes."""
        found = (quad.subject for quad in self._store.quads_for_pattern(None, predicate, None, _DEFAULT))
        return {node.value for node in found if isinstance(node, ox.NamedNode) and not is_evidence_iri(node.value)}

    def in_graph(self, name: ox.NamedNode) -> list[ox.Quad]:
        """What a named graph holds."""
        return list(self._store.quads_for_pattern(None, None, None, name))

    def subjects(self, predicate: ox.NamedNode, object_: ox.NamedNode) -> list[ox.NamedNode]:
        """The subjects that have this object by this predicate, sorted."""
        found = (quad.subject for quad in self._store.quads_for_pattern(None, predicate, object_, _DEFAULT))
        return sorted((node for node in found if isinstance(node, ox.NamedNode)), key=natural_order)

    def statement_set(self, node: ox.NamedNode) -> StatementSet:
        """What a statement set says of its statements."""
        statuses = self.values(node, STATUS)
        return StatementSet(
            node.value,
            local_name(statuses[0].value) if statuses else "",
            tuple(self.document(source) for source in self.values(node, PRIMARY_SOURCE)),
            tuple(map(term, self.values(node, QUOTE))),
            tuple(map(term, self.values(node, LOCATOR))),
            tuple(map(term, self.values(node, COMMENT))),
        )

    def document(self, node: ox.NamedNode) -> SourceDocument:
        """A source document with where it stands, who published it and when."""
        said: dict[str, str] = {}
        for triple in sorted(self.triples(node), key=lambda triple: str(triple.object), reverse=True):
            if not isinstance(triple.object, ox.Triple):
                said[triple.predicate.value] = triple.object.value
        return SourceDocument(
            node.value,
            said.get(URL.value),
            said.get(CITATION.value),
            said.get(_PUBLISHER, ""),
            said.get(_PUBLISHED, ""),
            local_name(said.get(_PRECISION, "")),
        )

    def labels(self, iris: Iterable[str]) -> dict[str, dict[str, str]]:
        """The labels of those that have any, by language."""
        found: dict[str, dict[str, str]] = {}
        for iri in sorted(set(iris)):
            for value in self.values(ox.NamedNode(iri), LABEL):
                if isinstance(value, ox.Literal):
                    found.setdefault(iri, {})[value.language or ""] = value.value
        return found

    @cached_property
    def graph_names(self) -> frozenset[str]:
        """The names of all graphs."""
        return frozenset(name.value for name in self._store.named_graphs())


def named_node(iri: str) -> ox.NamedNode | None:
    """The node of an IRI, or None where the text is none."""
    try:
        return ox.NamedNode(iri)
    except ValueError:
        return None


def term(node: ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple) -> Term:
    """A node in plain values."""
    if isinstance(node, ox.Literal):
        return Term("literal", node.value, node.language or "", node.datatype.value)
    return Term("iri", node.value if isinstance(node, ox.NamedNode) else str(node))


def node(value: Term) -> ox.NamedNode | ox.Literal:
    """The node of plain values, as `term` makes them.

    Raises:
        ValueError: they are no IRI, or no language tag.
    """
    if value.kind == "iri":
        return ox.NamedNode(value.value)
    if value.language:
        return ox.Literal(value.value, language=value.language)
    return ox.Literal(value.value, datatype=ox.NamedNode(value.datatype)) if value.datatype else ox.Literal(value.value)


def natural_order(node: ox.NamedNode | str) -> list[str]:
    """The key that sorts IRIs with the numbers in them by size: conference-9 before conference-18."""
    iri = node if isinstance(node, str) else node.value
    return [part.zfill(12) if part.isdigit() else part for part in _NUMBER.split(iri)]


def statement_order(statement: tuple[str, Term]) -> tuple[str, list[str], Term]:
    """The key that sorts statements, each a predicate and an object, with the numbers in them by size."""
    return statement[0], natural_order(statement[1].value), statement[1]


def local_name(iri: str) -> str:
    """What follows the last `#` or `/`."""
    return iri.replace("#", "/").rpartition("/")[2]
