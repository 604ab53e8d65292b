"""RDF terms between pyoxigraph, which reads our files, and rdflib, on which pySHACL works."""

from collections.abc import Iterable
from typing import TypeAlias

import pyoxigraph as ox
from rdflib import BNode, Literal, URIRef

RdflibTerm: TypeAlias = URIRef | BNode | Literal
OxigraphTerm: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal

XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


def rdflib_triples(triples: Iterable[ox.Triple | ox.Quad]) -> Iterable[tuple[RdflibTerm, RdflibTerm, RdflibTerm]]:
    """The same triples in rdflib's terms, each term made once."""
    made: dict[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple, RdflibTerm] = {}
    for triple in triples:
        terms = (triple.subject, triple.predicate, triple.object)
        for term in terms:
            if term not in made:
                made[term] = rdflib_term(term)
        yield made[terms[0]], made[terms[1]], made[terms[2]]


def rdflib_term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> RdflibTerm:
    """The term in rdflib's form; the lexical form of a literal stays as it is.

    Raises:
        TypeError: the term is a triple, which rdflib does not know.
    """
    match term:
        case ox.NamedNode():
            return URIRef(term.value)
        case ox.BlankNode():
            return BNode(term.value)
        case ox.Literal():
            return _rdflib_literal(term)
    raise TypeError(f"rdflib has no triple terms: {term}")


def oxigraph_term(term: object) -> OxigraphTerm:
    """The term of rdflib in pyoxigraph's form.

    Raises:
        TypeError: it is not a term of RDF 1.1.
    """
    match term:
        case URIRef():
            return ox.NamedNode(term)
        case BNode():
            return ox.BlankNode(term)
        case Literal(language=str(language)):
            return ox.Literal(str(term), language=language)
        case Literal(datatype=URIRef() as datatype):
            return ox.Literal(str(term), datatype=ox.NamedNode(datatype))
        case Literal():
            return ox.Literal(str(term))
    raise TypeError(f"not a term of RDF 1.1: {term!r}")


def _rdflib_literal(literal: ox.Literal) -> Literal:
    # rdflib tells "a" from "a"^^xsd:string, RDF 1.1 does not; SPARQL text and Turtle give it the first, so all get it.
    if literal.language is not None:
        return Literal(literal.value, lang=literal.language)
    if literal.datatype.value == XSD_STRING:
        return Literal(literal.value)
    return Literal(literal.value, datatype=URIRef(literal.datatype.value), normalize=False)
