"""Where the nodes and values of results are authored: the file and the line a person would open."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from intmk_kg.graph.locating import line_of
from intmk_kg.graph.reading import AuthoredFile
from intmk_kg.graph.terms import RDF_TYPE
from intmk_kg.validation.report import ValidationResult


@dataclass(frozen=True)
class Location:
    """A line of a file.

    Attributes:
        path: the file, relative to the project.
        line: the line, counted from 1.
    """

    path: Path
    line: int

    def __str__(self) -> str:
        return f"{self.path.as_posix()}:{self.line}"


@dataclass(frozen=True)
class Authorship:
    """Which file says what about which node.

    Attributes:
        files: the files, in any order.
    """

    files: tuple[AuthoredFile, ...]

    def locate(self, result: ValidationResult) -> Location | None:
        """The line of the value, else of the property, else of the node, else of what describes the value, or None."""
        focus, path, value = result.focus_node, result.result_path, result.value
        addresses = ((focus, path, value), (focus, path, None), (focus, None, None), (value, None, None))
        for address in addresses:
            if address[0] is not None and (file := self._homes.get(address)):
                return Location(file.path, line_of(file.text, address[0], address[1], address[2]))
        return None

    def is_authored_in(self, result: ValidationResult, paths: Iterable[Path]) -> bool:
        """Whether one of these files says something about the result's focus node or its value."""
        nodes = {result.focus_node, result.value}
        return any(nodes & self._subjects.get(path, set()) for path in paths)

    @cached_property
    def _homes(self) -> dict[tuple[str | None, str | None, str | None], AuthoredFile]:
        """The file that says something, by node, property and value; a node's own file is the one that types it."""
        homes: dict[tuple[str | None, str | None, str | None], AuthoredFile] = {}
        for file, quad in self._statements():
            if quad.predicate == RDF_TYPE:
                homes.setdefault((_text(quad.subject), None, None), file)
        for file, quad in self._statements():
            subject, predicate, object_ = _text(quad.subject), _text(quad.predicate), _text(quad.object)
            homes.setdefault((subject, predicate, object_), file)
            homes.setdefault((subject, predicate, None), file)
            homes.setdefault((subject, None, None), file)
        return homes

    @cached_property
    def _subjects(self) -> dict[Path, set[str | None]]:
        return {file.path: {_text(quad.subject) for quad in file.quads} for file in self.files}

    def _statements(self) -> Iterator[tuple[AuthoredFile, ox.Quad]]:
        return ((file, quad) for file in sorted(self.files, key=lambda file: file.path) for quad in file.quads)


def _text(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return str(term) if isinstance(term, ox.Triple) else term.value
