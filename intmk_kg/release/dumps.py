"""The files for download: a graph in up to five syntaxes, each also packed, the same bytes for the same graph."""

import gzip
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox
import zstandard

from intmk_kg.graph.merging import Merged, as_quads
from intmk_kg.graph.serialization import canonical_nquads, format_trig
from intmk_kg.release.jsonld import jsonld
from intmk_kg.vocabulary.prefixes import PREFIXES

_GRAPH_KEYWORD = re.compile(r"^GRAPH (?=\S+ \{$)", re.MULTILINE)
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
        writers["trig"] = lambda: trig(quads, prefixes)
    for suffix, write in sorted(writers.items()):
        content = write()
        yield f"{stem}.{suffix}", content
        yield f"{stem}.{suffix}.gz", gzipped(content)
        yield f"{stem}.{suffix}.zst", zstandard.ZstdCompressor(_ZSTANDARD_LEVEL).compress(content)


def trig(quads: Iterable[ox.Quad], prefixes: Mapping[str, str]) -> bytes:
    """The quads in TriG, readable by all: raptor 2.0.15 does not know the keyword GRAPH, which the grammar leaves open.

    https://www.w3.org/TR/trig/#grammar-production-block
    """
    # Literals have no line breaks in this layout, so that only a graph's block can begin like this
    return _GRAPH_KEYWORD.sub("", format_trig(quads, prefixes)).encode()


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
