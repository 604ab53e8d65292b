"""Where the nodes and values of results are authored: the file and the line a person would open."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from intmk_kg.graph.locating import line_of
from intmk_kg.graph.reading import AuthoredFile
from intmk_kg.graph.terms import RDF_TYPE
from intmk_kg.validation.report import ValidationResult

# Subject, predicate and object as texts; None where any will do.
Address: TypeAlias = tuple[str | None, str | None, str | None]


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
        for subject, predicate, object_ in addresses:
            if subject is not None and (statement := self._statements.get((subject, predicate, object_))):
                file, quad = statement
                # A line is found by its property, which a result need not name where it names the value
                known = predicate if object_ is None else quad.predicate.value
                return Location(file.path, line_of(file.text, subject, known, object_))
        return None

    def is_authored_in(self, result: ValidationResult, paths: Iterable[Path]) -> bool:
        """Whether one of these files says something about the result's focus node or its value."""
        nodes = {result.focus_node, result.value}
        return any(nodes & self._subjects.get(path, set()) for path in paths)

    @cached_property
    def _statements(self) -> dict[Address, tuple[AuthoredFile, ox.Quad]]:
        """The first statement about a node, property and value, any of which but the node may be left open.

        The first one about a node alone is its type, so that a node's own file comes before those that mention it.
        """
        statements: dict[Address, tuple[AuthoredFile, ox.Quad]] = {}
        authored = [(file, quad) for file in sorted(self.files, key=lambda file: file.path) for quad in file.quads]
        for file, quad in sorted(authored, key=lambda statement: statement[1].predicate != RDF_TYPE):
            subject, predicate, object_ = _text(quad.subject), _text(quad.predicate), _text(quad.object)
            for address in (
                (subject, predicate, object_),
                (subject, predicate, None),
                (subject, None, object_),
                (subject, None, None),
            ):
                statements.setdefault(address, (file, quad))
        return statements

    @cached_property
    def _subjects(self) -> dict[Path, set[str | None]]:
        return {file.path: {_text(quad.subject) for quad in file.quads} for file in self.files}


def _text(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return str(term) if isinstance(term, ox.Triple) else term.value
