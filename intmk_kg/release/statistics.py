"""How much of what is in a graph: the numbers of its VoID description, by the queries in release/queries/."""

from collections import Counter
from collections.abc import Iterable
from importlib.resources import files
from typing import Any, cast

import pyoxigraph as ox

from intmk_kg.vocabulary.prefixes import PREFIXES

_URI_SPACE = ox.NamedNode(PREFIXES["void"] + "uriSpace")


def statistics(store: ox.Store) -> dict[str, Any]:
    """The default graph in numbers: `triples`, `subjects`, `objects`; rows of `classes`, `properties`, `partitions`.

    A partition is one property of one class.
    """
    [totals] = _rows(store, "totals")
    return totals | {name: _rows(store, name) for name in ("classes", "properties", "partitions")}


def coverage(triples: Iterable[ox.Triple]) -> dict[str, str]:
    """The first and the last day of what the triples date, as `start` and `end`; empty where they date nothing."""
    store = ox.Store()
    store.bulk_extend(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    [row] = _rows(store, "coverage")
    return {name: str(value) for name, value in row.items()}


def links(triples: Iterable[ox.Triple], targets: bytes) -> list[dict[str, Any]]:
    """The links to datasets of others, as rows of `predicate`, `target` and `triples`.

    Args:
        triples: the graph.
        targets: Turtle that gives each target its `void:uriSpace`, with which the IRIs in it begin.
    """
    spaces = {
        quad.object.value: quad.subject.value
        for quad in ox.parse(targets, format=ox.RdfFormat.TURTLE)
        if quad.predicate == _URI_SPACE
    }
    counted = Counter(
        (triple.predicate.value, target)
        for triple in triples
        if isinstance(triple.object, ox.NamedNode)
        for space, target in spaces.items()
        if triple.object.value.startswith(space)
    )
    return [
        {"predicate": predicate, "target": target, "triples": number}
        for (predicate, target), number in sorted(counted.items())
    ]


def _rows(store: ox.Store, name: str) -> list[dict[str, Any]]:
    query = (files("intmk_kg.release") / "queries" / f"{name}.rq").read_text(encoding="utf-8")
    solutions = cast("ox.QuerySolutions", store.query(query))
    names = [variable.value for variable in solutions.variables]
    return [{name: _plain(row[name]) for name in names if row[name] is not None} for row in solutions]


def _plain(term: Any) -> str | int:
    is_number = isinstance(term, ox.Literal) and term.datatype.value == PREFIXES["xsd"] + "integer"
    return int(term.value) if is_number else str(term.value)
