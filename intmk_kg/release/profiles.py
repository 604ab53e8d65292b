"""Profiles: the whole graph in other terms, as CONSTRUCT queries of the project make it."""

import re
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from intmk_kg.release.dumps import dump_files
from intmk_kg.release.selecting import construct
from intmk_kg.vocabulary.prefixes import PREFIXES

_DECLARATION = re.compile(r"^PREFIX (\w[\w-]*): <([^>]*)>", re.MULTILINE)


def profile_dumps(store: ox.Store, profiles: Mapping[str, tuple[str, ...]], stem: str) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file of each profile.

    Args:
        store: the graph.
        profiles: the CONSTRUCT queries of each profile, by its name.
        stem: what the names of the files begin with.

    Raises:
        DataError: a query does not parse, or is not a CONSTRUCT query.
    """
    for name, queries in sorted(profiles.items()):
        triples = construct(store, queries, f"data/profiles/{name}")
        yield from dump_files(f"{stem}-{name}", triples, prefixes=_declared(queries))


def _declared(queries: Iterable[str]) -> dict[str, str]:
    """The project's prefixes and those that the queries declare beside them."""
    declared = {prefix: iri for query in queries for prefix, iri in _DECLARATION.findall(query)}
    return declared | PREFIXES
