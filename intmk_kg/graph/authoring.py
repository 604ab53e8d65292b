"""The rules of how facts are written that must hold before files can be merged at all."""

from collections.abc import Iterable, Iterator
from itertools import chain

import pyoxigraph as ox

from intmk_kg.errors import DataError
from intmk_kg.graph.blank_nodes import line_of_blank_node
from intmk_kg.graph.locating import line_of
from intmk_kg.graph.reading import AuthoredFile
from intmk_kg.graph.terms import RDF_TYPE, STATEMENT_SET


def check_authoring(files: Iterable[AuthoredFile]) -> None:
    """Refuse what cannot be merged.

    Raises:
        DataError: a blank node, a named graph that its file does not describe, a described statement set without
            statements, or a set id in two files; one line for each, with file and line.
    """
    files = tuple(files)
    complaints = [*chain.from_iterable(map(_complaints, files)), *_sets_in_two_files(files)]
    if complaints:
        raise DataError("\n".join(complaints))


def described_sets(file: AuthoredFile) -> frozenset[ox.NamedNode]:
    """The statement sets that the file's default graph describes."""
    return frozenset(
        quad.subject
        for quad in file.quads
        if quad.predicate == RDF_TYPE
        and quad.object == STATEMENT_SET
        and isinstance(quad.graph_name, ox.DefaultGraph)
        and isinstance(quad.subject, ox.NamedNode)
    )


def written_sets(file: AuthoredFile) -> frozenset[ox.NamedNode]:
    """The statement sets that the file holds as named graphs."""
    return frozenset(quad.graph_name for quad in file.quads if isinstance(quad.graph_name, ox.NamedNode))


def _complaints(file: AuthoredFile) -> Iterator[str]:
    blank_node = line_of_blank_node(file.quads, file.text)
    if blank_node is not None:
        yield f"{file.path}:{blank_node}: a blank node; every thing needs an IRI of its own"
    described, written = described_sets(file), written_sets(file)
    for name in sorted(written - described, key=str):
        yield (
            f"{file.path}:{line_of(file.text, name.value)}: the graph {name} is not described in this file; "
            "add its type intmk:StatementSet, its intmk:evidenceStatus and its documents"
        )
    for name in sorted(described - written, key=str):
        yield (
            f"{file.path}:{line_of(file.text, name.value)}: the statement set {name} has no statements; "
            "write its graph or remove its description"
        )


def _sets_in_two_files(files: tuple[AuthoredFile, ...]) -> Iterator[str]:
    first: dict[ox.NamedNode, AuthoredFile] = {}
    for file in files:
        for name in sorted(described_sets(file) | written_sets(file), key=str):
            other = first.setdefault(name, file)
            if other is not file:
                yield (
                    f"{file.path}:{line_of(file.text, name.value)}: the statement set {name} is also in "
                    f"{other.path}:{line_of(other.text, name.value)}; give one of them another number"
                )
