"""Parts of a release that layers above make from its graph, such as the search index.

A library writes such a file, and its bytes may differ from one version of the library to the next, as the store's do.
So the manifest names the file without a hash, and opening a release sees only that it is there.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from intmk_kg.engine.description import Term
from intmk_kg.engine.loading import open_store
from intmk_kg.engine.looking_up import term
from intmk_kg.release.directory import NQUADS, STORE
from intmk_kg.vocabulary.prefixes import PREFIXES

Row = Mapping[str, Term]
Ask = Callable[[str], Iterable[Row]]


@dataclass(frozen=True)
class Part:
    """A file that is made from the graph of a release.

    Attributes:
        name: of the file in the release.
        stage: what is announced when it begins.
        write: given the file's path and a function that answers SELECT queries on the graph; raises OSError where the
            file cannot be written.
    """

    name: str
    stage: str
    write: Callable[[Path, Ask], None]


def write_parts(directory: Path, parts: Iterable[Part], announce: Callable[[str], None]) -> tuple[str, ...]:
    """Write the parts into the directory of a release whose graph and store are written; the names of their files.

    Raises:
        OSError: the disk refuses.
    """
    store = open_store(directory / NQUADS, directory / STORE)
    names = []
    for part in parts:
        announce(part.stage)
        part.write(directory / part.name, partial(_solutions, store))
        names.append(part.name)
    return tuple(names)


def _solutions(store: ox.Store, query: str) -> Iterator[Row]:
    """The solutions of one of our own SELECT queries; a variable without a value is missing in its row."""
    solutions = store.query(query, prefixes=PREFIXES)
    if not isinstance(solutions, ox.QuerySolutions):
        raise TypeError("a part of a release asks SELECT queries")
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {name: term(value) for name, value in zip(names, solution, strict=True) if value is not None}
