"""Comparing two states of the graph, each a release or a project's tree."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from intmk_kg.errors import ReleaseError
from intmk_kg.graph.difference import Difference, difference
from intmk_kg.graph.writing import TermWriter
from intmk_kg.project import Project, open_project
from intmk_kg.release.directory import open_release
from intmk_kg.release.manifest import MANIFEST
from intmk_kg.release.source import read_source
from intmk_kg.vocabulary.iri import thing_iri
from intmk_kg.vocabulary.prefixes import PREFIXES

_RELEASE_ID = re.compile(r"[0-9a-f]{16}")
_CURRENT = "current"
_EVIDENCE = thing_iri("evidence-")


@dataclass(frozen=True)
class Change:
    """One statement that two states differ in.

    Attributes:
        is_added: whether the new state has it, else the old one.
        subject: the subject, in the notation that was asked for.
        predicate: the predicate.
        object: the object.
        graph: the statement set, or "" for the default graph.
        is_evidence: whether it belongs to an evidence node, which only repeats what a statement set says.
    """

    is_added: bool
    subject: str
    predicate: str
    object: str
    graph: str
    is_evidence: bool


def compare(project: Project, old: str, new: str) -> Difference:
    """The difference of two states.

    Args:
        project: whose releases may be named by id.
        old: the directory of a release or of a project, the id of a release, or `current`.
        new: the same.

    Raises:
        ReleaseError: there is no such state.
        DataError: a tree does not merge.
    """
    return difference(_quads(project, old), _quads(project, new))


def changes(found: Difference, *, is_short: bool) -> Iterator[Change]:
    """The changes, those of one subject together, removed before added.

    Args:
        found: the difference.
        is_short: names with the project's prefixes, else terms in the notation of N-Triples.
    """
    writer = TermWriter(PREFIXES if is_short else {})
    marked = [*((quad, False) for quad in found.removed), *((quad, True) for quad in found.added)]
    for quad, is_added in sorted(marked, key=lambda pair: (str(pair[0].subject), pair[1], str(pair[0]))):
        parts = (quad.subject, quad.predicate, quad.object)
        subject, predicate, value = (writer.term(part) if is_short else str(part) for part in parts)
        name = quad.graph_name
        graph = "" if isinstance(name, ox.DefaultGraph) else writer.term(name)
        is_evidence = str(quad.subject).startswith(f"<{_EVIDENCE}")
        yield Change(is_added, subject, predicate, value, graph, is_evidence)


def patch(found: Difference) -> Iterator[str]:
    """The difference as N-Quads, each line after `D` (removed) or `A` (added), as RDF Patch has it.

    https://afs.github.io/rdf-delta/rdf-patch.html
    """
    for mark, quads in (("D", found.removed), ("A", found.added)):
        for quad in quads:
            yield f"{mark} {quad} ."


def _quads(project: Project, name: str) -> Iterable[ox.Quad]:
    if name == _CURRENT:
        return _release_quads(project.current)
    if _RELEASE_ID.fullmatch(name) and not Path(name).exists():
        return _release_quads(project.releases / name)
    path = Path(name)
    if not path.is_dir():
        raise ReleaseError(f"{name} is neither a directory nor the id of a release in {project.releases}")
    return _release_quads(path) if (path / MANIFEST).is_file() else read_source(open_project(path)).merged.quads()


def _release_quads(path: Path) -> Iterable[ox.Quad]:
    return ox.parse(path=str(open_release(path).nquads), format=ox.RdfFormat.N_QUADS)
