"""Terms between pyoxigraph and rdflib."""

import pyoxigraph as ox
import pytest
from rdflib import Literal, URIRef

from intmk_kg.validation.terms import oxigraph_term, rdflib_term, rdflib_triples

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    "term",
    [
        ox.NamedNode("https://w3id.org/intmk/id/land-he"),
        ox.BlankNode("b1"),
        ox.Literal("Hessen"),
        ox.Literal("Hesse", language="en"),
        ox.Literal("007", datatype=ox.NamedNode(XSD + "integer")),
        ox.Literal("no date", datatype=ox.NamedNode(XSD + "date")),
    ],
    ids=str,
)
def test_term_survives_the_way_to_rdflib_and_back(term: ox.NamedNode | ox.BlankNode | ox.Literal) -> None:
    """A term comes back as it was, its lexical form included."""
    assert oxigraph_term(rdflib_term(term)) == term


def test_plain_string_and_xsd_string_are_one_term_in_rdflib() -> None:
    """What RDF 1.1 holds for the same literal is the same in rdflib, with which sh:in and SPARQL compare."""
    typed = ox.Literal("a", datatype=ox.NamedNode(XSD + "string"))
    assert rdflib_term(typed) == rdflib_term(ox.Literal("a")) == Literal("a")


def test_triples_become_rdflib_triples() -> None:
    """Each triple arrives with its three terms in rdflib's form."""
    node = ox.NamedNode("https://example.org/a")
    triples = list(rdflib_triples([ox.Triple(node, node, ox.Literal("x"))]))
    assert triples == [(URIRef("https://example.org/a"), URIRef("https://example.org/a"), Literal("x"))]


def test_triple_term_is_refused() -> None:
    """A triple as a term, which rdflib does not know, is an error and never dropped."""
    node = ox.NamedNode("https://example.org/a")
    with pytest.raises(TypeError, match="no triple terms"):
        rdflib_term(ox.Triple(node, node, node))


def test_term_of_neither_kind_is_refused() -> None:
    """What is no term of RDF 1.1 is an error."""
    with pytest.raises(TypeError, match="not a term"):
        oxigraph_term("text")
