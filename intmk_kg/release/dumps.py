"""The files for download: the graph in five syntaxes, each also packed, the same bytes for the same graph."""

import gzip
import io
from collections.abc import Callable, Iterable, Iterator, Mapping

import pyoxigraph as ox
import zstandard

from intmk_kg.graph.merging import Merged, as_quads
from intmk_kg.graph.serialization import canonical_nquads, format_trig
from intmk_kg.release.jsonld import jsonld
from intmk_kg.vocabulary.prefixes import PREFIXES

_ZSTANDARD_LEVEL = 12


def dumps(merged: Merged) -> Iterator[tuple[str, bytes]]:
    """Name and content of each dump.

    Turtle, N-Triples, JSON-LD and RDF/XML hold the default graph, evidence included; TriG holds the statement sets too.
    """
    published = sorted((*merged.default, *merged.evidence), key=str)
    quads = list(as_quads(published))
    writers: Mapping[str, Callable[[], bytes]] = {
        "graph.jsonld": lambda: jsonld(published, PREFIXES),
        "graph.nt": lambda: canonical_nquads(quads),
        "graph.rdf": lambda: rdfxml(published, PREFIXES),
        "graph.trig": lambda: format_trig(merged.quads(), PREFIXES).encode(),
        "graph.ttl": lambda: format_trig(quads, PREFIXES).encode(),
    }
    for name, write in writers.items():
        content = write()
        yield name, content
        yield f"{name}.gz", gzipped(content)
        yield f"{name}.zst", zstandard.ZstdCompressor(_ZSTANDARD_LEVEL).compress(content)


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
