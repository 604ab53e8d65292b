"""The files for download: a graph in up to five syntaxes, each also packed, the same bytes for the same graph."""

import gzip
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox
import zstandard

from intmk_kg.graph.merging import Merged, as_quads
from intmk_kg.graph.serialization import canonical_nquads, format_trig
from intmk_kg.release.jsonld import jsonld
from intmk_kg.vocabulary.prefixes import PREFIXES

_ZSTANDARD_LEVEL = 12


def dumps(merged: Merged) -> Iterator[tuple[str, bytes]]:
    """Name and content of each dump of the whole graph.

    Turtle, N-Triples, JSON-LD and RDF/XML hold the default graph, evidence included; TriG holds the statement sets too.
    """
    published = sorted((*merged.default, *merged.evidence), key=str)
    return dump_files("graph", published, merged.quads())


def dump_files(
    stem: str,
    triples: Sequence[ox.Triple],
    quads: Iterable[ox.Quad] = (),
    prefixes: Mapping[str, str] = PREFIXES,
) -> Iterator[tuple[str, bytes]]:
    """Name and content of a graph's files, each plain, packed by gzip and packed by Zstandard.

    Args:
        stem: the names without their suffixes.
        triples: sorted by subject; triple terms are written in Turtle and N-Triples only.
        quads: what TriG holds; without any there is no TriG.
        prefixes: prefix and namespace of those that may be used.
    """
    as_default = list(as_quads(triples))
    quads = tuple(quads)
    writers: dict[str, Callable[[], bytes]] = {
        "nt": lambda: canonical_nquads(as_default),
        "ttl": lambda: format_trig(as_default, prefixes).encode(),
    }
    if not any(isinstance(triple.object, ox.Triple) for triple in triples):
        writers |= {"jsonld": lambda: jsonld(triples, prefixes), "rdf": lambda: rdfxml(triples, prefixes)}
    if quads:
        writers["trig"] = lambda: format_trig(quads, prefixes).encode()
    for suffix, write in sorted(writers.items()):
        content = write()
        yield f"{stem}.{suffix}", content
        yield f"{stem}.{suffix}.gz", gzipped(content)
        yield f"{stem}.{suffix}.zst", zstandard.ZstdCompressor(_ZSTANDARD_LEVEL).compress(content)


def rdfxml(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> bytes:
    """The triples in RDF/XML (https://www.w3.org/TR/rdf-syntax-grammar/), in the order given."""
    written = io.BytesIO()
    ox.serialize(triples, written, ox.RdfFormat.RDF_XML, prefixes=dict(prefixes))
    return written.getvalue()


def gzipped(content: bytes) -> bytes:
    """The content packed by gzip, without a time (https://www.rfc-editor.org/rfc/rfc1952#page-7)."""
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, mtime=0) as file:
        file.write(content)
    return packed.getvalue()
