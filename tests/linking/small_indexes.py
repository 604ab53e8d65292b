"""Indexes of a few invented things."""

from collections.abc import Callable

from intmk_kg.linking.index_file import Entry, Naming
from intmk_kg.linking.search_index import SearchIndex

MakeIndex = Callable[..., SearchIndex]


def entry(iri: str, name: str, class_: str = "c", weight: float = 1.0) -> Entry:
    """A thing with one German name."""
    return Entry(iri, class_, weight, frozenset({Naming("label", "p", name, "de")}))
