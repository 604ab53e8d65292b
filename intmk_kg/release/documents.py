"""Documents made of plain triples when they are asked for, such as the catalogue: the same bytes each time."""

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from intmk_kg.graph.merging import as_quads
from intmk_kg.graph.serialization import canonical_nquads, format_trig
from intmk_kg.graph.syntaxes import PlainTriple
from intmk_kg.release.dumps import rdfxml
from intmk_kg.release.jsonld import jsonld


def document(triples: Iterable[PlainTriple], media_type: str, prefixes: Mapping[str, str]) -> bytes:
    """The triples as a document, sorted; the order in which they are given does not matter.

    Args:
        triples: without blank nodes.
        media_type: one of Turtle, JSON-LD, RDF/XML and N-Triples.
        prefixes: prefix and namespace of those that may be used.

    Raises:
        LookupError: there is no such syntax.
    """
    nodes = sorted({_triple(triple) for triple in triples}, key=str)
    if media_type == "text/turtle":
        return format_trig(as_quads(nodes), prefixes).encode()
    if media_type == "application/ld+json":
        return jsonld(nodes, prefixes)
    if media_type == "application/rdf+xml":
        return rdfxml(nodes, prefixes)
    if media_type == "application/n-triples":
        return canonical_nquads(as_quads(nodes))
    raise LookupError(media_type)


def _triple(triple: PlainTriple) -> ox.Triple:
    return ox.Triple(ox.NamedNode(triple.subject), ox.NamedNode(triple.predicate), _value(triple))


def _value(triple: PlainTriple) -> ox.NamedNode | ox.Literal:
    if not triple.is_literal:
        return ox.NamedNode(triple.object)
    if triple.language:
        return ox.Literal(triple.object, language=triple.language)
    if triple.datatype:
        return ox.Literal(triple.object, datatype=ox.NamedNode(triple.datatype))
    return ox.Literal(triple.object)
