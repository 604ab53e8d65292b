"""Turtle documents in other syntaxes: the same graph, the same bytes each time."""

import pyoxigraph as ox
import pytest

from intmk_kg.graph.syntaxes import PlainTriple, plain_triples, rewrite

TURTLE = b'@prefix e: <http://e/> . e:a e:b [ e:c "x"@de , "y" , 5 ] , ( e:d e:e ) .'
FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
}


@pytest.mark.parametrize("media_type", FORMATS)
def test_document_keeps_its_graph_and_its_bytes(media_type: str) -> None:
    """Another syntax holds an isomorphic graph, and writing it again gives the same bytes, blank nodes included."""
    written = rewrite(TURTLE, media_type)
    assert written == rewrite(TURTLE, media_type)
    expected = ox.Dataset(ox.parse(TURTLE, format=ox.RdfFormat.TURTLE))
    found = ox.Dataset(ox.parse(written, format=FORMATS[media_type]))
    for dataset in (expected, found):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    assert found == expected


def test_plain_triples_tell_iris_literals_and_blank_nodes_apart() -> None:
    """A literal keeps its language, a blank node its place."""
    found = plain_triples(TURTLE)
    assert PlainTriple("_:b0", "http://e/c", "x", is_literal=True, language="de") in found
    assert PlainTriple("_:b0", "http://e/c", "y", is_literal=True) in found
    assert any(triple.subject == "http://e/a" and triple.object == "_:b0" for triple in found)


def test_unknown_syntax_is_an_error() -> None:
    """Only the syntaxes that are published are known."""
    with pytest.raises(LookupError):
        rewrite(TURTLE, "image/png")
