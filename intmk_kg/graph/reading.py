"""Reading the authored files: the facts in TriG, the vocabulary in Turtle."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from intmk_kg.errors import DataError, DataSyntaxError
from intmk_kg.graph.blank_nodes import line_of_blank_node
from intmk_kg.project import Project

_WHERE = re.compile(r"^Parser error (?:at|between) line [^:]*: ")


@dataclass(frozen=True)
class AuthoredFile:
    """One data file as a person wrote it.

    Attributes:
        path: the file, relative to the project's root.
        quads: what it says, in the order of the file.
        text: its characters, for finding the line of a statement; empty where the quads come from elsewhere.
    """

    path: Path
    quads: tuple[ox.Quad, ...]
    text: str = field(default="", repr=False)


def read_files(project: Project) -> tuple[AuthoredFile, ...]:
    """All TriG files under the project's data/, sorted by path.

    Raises:
        DataSyntaxError: a file does not parse.
    """
    return tuple(read_file(path, project.root) for path in data_files(project))


def data_files(project: Project) -> tuple[Path, ...]:
    """The paths of all TriG files under the project's data/, sorted."""
    return _sorted(project.data.rglob("*.trig"))


def read_file(path: Path, root: Path) -> AuthoredFile:
    """The TriG file at `path`, named relative to `root` where it lies below it.

    Raises:
        DataSyntaxError: the file does not parse.
    """
    name = path.relative_to(root) if path.is_relative_to(root) else path
    written = path.read_bytes()
    quads = parse(written, name, ox.RdfFormat.TRIG)
    return AuthoredFile(name, quads, written.decode())


def read_vocabulary(project: Project) -> tuple[ox.Triple, ...]:
    """The ontology and its SKOS schemes: ontology/*.ttl and ontology/schemes/*.ttl, without the examples.

    Raises:
        DataSyntaxError: a file does not parse.
        DataError: a file has a blank node.
    """
    return tuple(
        triple for path in vocabulary_files(project) for triple in _read_turtle(path, path.relative_to(project.root))
    )


def vocabulary_files(project: Project) -> tuple[Path, ...]:
    """The paths of the files that hold the ontology and its schemes, sorted."""
    return _sorted([*project.ontology.glob("*.ttl"), *project.ontology.glob("schemes/*.ttl")])


def parse(written: bytes, name: Path, form: ox.RdfFormat) -> tuple[ox.Quad, ...]:
    """The quads of a TriG (https://www.w3.org/TR/trig/) or Turtle text.

    Args:
        written: the bytes of the file.
        name: how the file is called in an error.
        form: the syntax of the text.

    Raises:
        DataSyntaxError: the text does not parse; with line, column and what was expected there.
    """
    try:
        return tuple(ox.parse(written, format=form))
    except SyntaxError as error:
        expected = _WHERE.sub("", error.msg)
        raise DataSyntaxError(name, error.lineno or 0, error.offset or 0, expected) from error


def _read_turtle(path: Path, name: Path) -> tuple[ox.Triple, ...]:
    written = path.read_bytes()
    quads = parse(written, name, ox.RdfFormat.TURTLE)
    line = line_of_blank_node(quads, written.decode())
    if line is not None:
        raise DataError(f"{name}:{line}: a blank node; every term needs an IRI of its own")
    return tuple(quad.triple for quad in quads)


def _sorted(paths: Iterable[Path]) -> tuple[Path, ...]:
    return tuple(sorted(paths, key=Path.as_posix))
