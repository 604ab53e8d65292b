"""Merging the authored files into the one graph that is published."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from intmk_kg.graph.authoring import check_authoring
from intmk_kg.graph.evidence import describe_evidence
from intmk_kg.graph.reading import AuthoredFile
from intmk_kg.graph.terms import CONTRADICTED, EVIDENCE_STATUS


@dataclass(frozen=True)
class Merged:
    """The published graph in its three parts, each sorted and without repetition.

    Attributes:
        default: the naming, all statements that the project adopts, and the vocabulary; without evidence.
        evidence: the evidence nodes, which are published in the default graph too.
        named: the statement sets as written, contradicted ones included.
    """

    default: tuple[ox.Triple, ...]
    evidence: tuple[ox.Triple, ...]
    named: tuple[ox.Quad, ...]

    def quads(self) -> Iterator[ox.Quad]:
        """Everything that is published: the default graph with the evidence, then the statement sets."""
        yield from as_quads(self.default)
        yield from as_quads(self.evidence)
        yield from self.named

    def store(self) -> ox.Store:
        """Everything that is published, in memory, ready to be asked."""
        store = ox.Store()
        store.bulk_extend(self.quads())
        return store


def as_quads(triples: Iterable[ox.Triple]) -> Iterator[ox.Quad]:
    """The triples as quads of the default graph."""
    return (ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples)


def merge(files: Iterable[AuthoredFile], vocabulary: Iterable[ox.Triple] = ()) -> Merged:
    """The published graph of the authored files and the vocabulary.

    A statement of a set is adopted into the default graph unless the set is marked `intmk:Contradicted`. The order of
    the files does not matter.

    Raises:
        DataError: the files break a rule of how facts are written, see `check_authoring`.
    """
    files = tuple(files)
    check_authoring(files)
    quads = {quad for file in files for quad in file.quads}
    statements = {quad for quad in quads if isinstance(quad.graph_name, ox.NamedNode)}
    naming = {quad.triple for quad in quads - statements}
    contradicted = {
        triple.subject for triple in naming if triple.predicate == EVIDENCE_STATUS and triple.object == CONTRADICTED
    }
    adopted = {quad.triple for quad in statements if quad.graph_name not in contradicted}
    return Merged(
        default=tuple(sorted(naming | adopted | set(vocabulary), key=str)),
        evidence=tuple(sorted(set(describe_evidence(statements, naming)), key=str)),
        named=tuple(sorted(statements, key=str)),
    )
