"""Parts of the published graph, as queries of the project select them."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

import pyoxigraph as ox

from intmk_kg.errors import DataError
from intmk_kg.graph.merging import Merged, as_quads
from intmk_kg.graph.terms import PRIMARY_SOURCE, RDF_TYPE
from intmk_kg.vocabulary.prefixes import PREFIXES

_LABEL = ox.NamedNode(PREFIXES["rdfs"] + "label")


@dataclass(frozen=True)
class Part:
    """A part of the graph that can be understood without the rest.

    Attributes:
        things: what it is about.
        triples: all adopted statements on the things, and class and label of what they link to; sorted.
        sources: the statement sets that say something of the things, and their documents; sorted.
        named: what those sets say of the things; sorted.
    """

    things: frozenset[ox.NamedNode]
    triples: tuple[ox.Triple, ...]
    sources: tuple[ox.Triple, ...]
    named: tuple[ox.Quad, ...]

    def quads(self) -> tuple[ox.Quad, ...]:
        """The statements with their sources; none where no statement has one."""
        if not self.named:
            return ()
        return (*as_quads(sorted({*self.triples, *self.sources}, key=str)), *self.named)


class Selector:
    """Cuts parts out of a published graph.

    Args:
        merged: the graph.
        store: the same, to be asked.
    """

    def __init__(self, merged: Merged, store: ox.Store) -> None:
        self._store = store
        self._about: dict[object, list[ox.Triple]] = {}
        self._stated: dict[object, list[ox.Quad]] = {}
        for triple in merged.default:
            self._about.setdefault(triple.subject, []).append(triple)
        for quad in merged.named:
            self._stated.setdefault(quad.subject, []).append(quad)

    def part(self, query: str, name: str) -> Part:
        """The part about the solutions of a SELECT query with the variable ?thing.

        Args:
            query: SPARQL 1.1 over the default graph; the project's prefixes need no declaration.
            name: what the query is called in an error.

        Raises:
            DataError: the query does not parse or selects no IRI.
        """
        solutions = _asked(self._store, query, name)
        if not isinstance(solutions, ox.QuerySolutions) or "thing" not in {v.value for v in solutions.variables}:
            raise DataError(f"{name}: a SELECT query with the variable ?thing is expected")
        things = frozenset(row["thing"] for row in solutions if isinstance(row["thing"], ox.NamedNode))
        if not things:
            raise DataError(f"{name}: the query selects nothing")
        statements = set(chain.from_iterable(self._about.get(thing, ()) for thing in things))
        linked = {triple.object for triple in statements} - things
        named = set(chain.from_iterable(self._stated.get(thing, ()) for thing in things))
        return Part(
            things,
            _sorted(statements | set(self._names(linked))),
            _sorted(self._sources({quad.graph_name for quad in named})),
            tuple(sorted(named, key=str)),
        )

    def _names(self, nodes: Iterable[object]) -> Iterable[ox.Triple]:
        return (
            triple for node in nodes for triple in self._about.get(node, ()) if triple.predicate in {RDF_TYPE, _LABEL}
        )

    def _sources(self, sets: Iterable[object]) -> Iterable[ox.Triple]:
        described = {triple for name in sets for triple in self._about.get(name, ())}
        documents = {triple.object for triple in described if triple.predicate == PRIMARY_SOURCE}
        return described.union(*(self._about.get(document, ()) for document in documents))


def construct(store: ox.Store, queries: Iterable[str], name: str) -> tuple[ox.Triple, ...]:
    """What CONSTRUCT queries make of a graph together, sorted.

    Raises:
        DataError: a query does not parse, or is not a CONSTRUCT query.
    """
    made: set[ox.Triple] = set()
    for query in queries:
        triples = _asked(store, query, name)
        if not isinstance(triples, ox.QueryTriples):
            raise DataError(f"{name}: a CONSTRUCT query is expected")
        made.update(triples)
    return _sorted(made)


def _asked(store: ox.Store, query: str, name: str) -> object:
    try:
        return store.query(query, prefixes=PREFIXES)
    except SyntaxError as error:
        raise DataError(f"{name}: the query does not parse: {error}") from error


def _sorted(triples: Iterable[ox.Triple]) -> tuple[ox.Triple, ...]:
    return tuple(sorted(set(triples), key=str))
