"""What the search index of a release holds: asked from its graph by the questions in queries/."""

from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from intmk_kg.engine.looking_up import natural_order
from intmk_kg.linking.index_file import Entry, Naming, write_index
from intmk_kg.release.parts import Ask, Part

_DEFAULT_WEIGHT = 0.7


def entries(ask: Ask) -> Iterator[Entry]:
    """The things of a graph that have a name, sorted by IRI with numbers in their order.

    Args:
        ask: answers SELECT queries on the graph.
    """
    classes = _classes(ask)
    namings: dict[str, set[Naming]] = defaultdict(set)
    for row in ask(_query("names")):
        text = row["text"]
        namings[row["thing"].value].add(Naming(row["kind"].value, row["property"].value, text.value, text.language))
    for row in ask(_query("surroundings")):
        text = row["text"]
        namings[row["thing"].value].add(Naming("surroundings", row["property"].value, text.value, text.language))
    for iri in sorted(classes, key=natural_order):
        weight, class_ = classes[iri]
        yield Entry(iri, class_, weight, frozenset(namings[iri]))


def _classes(ask: Ask) -> dict[str, tuple[float, str]]:
    """Of each thing the class that a search prefers, with its weight."""
    found: dict[str, tuple[float, str]] = {}
    for row in ask(_query("things")):
        weight = float(row["weight"].value) if "weight" in row else _DEFAULT_WEIGHT
        thing, candidate = row["thing"].value, (weight, row["class"].value)
        found[thing] = max(found.get(thing, candidate), candidate)
    return found


def _query(name: str) -> str:
    return (files("intmk_kg.linking") / "queries" / f"{name}.rq").read_text(encoding="utf-8")


def _write(path: Path, ask: Ask) -> None:
    write_index(path, entries(ask))


SEARCH_INDEX = Part("search.sqlite", "Writing the search index", _write)
"""The part of a release that searches are answered from."""
