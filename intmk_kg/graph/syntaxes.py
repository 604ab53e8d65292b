"""Turtle documents of a release in other syntaxes, and their statements as plain values."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from intmk_kg.vocabulary.prefixes import PREFIXES

_STRING = PREFIXES["xsd"] + "string"
_FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
}


@dataclass(frozen=True)
class PlainTriple:
    """A triple in plain values.

    Attributes:
        subject: an IRI, or `_:` and a label.
        predicate: an IRI.
        object: an IRI, `_:` and a label, or a lexical form.
        is_literal: whether the object is a literal.
        language: the language tag of a literal, or "".
        datatype: the datatype of a literal that is neither a plain nor a language-tagged string, or "".
    """

    subject: str
    predicate: str
    object: str
    is_literal: bool = False
    language: str = ""
    datatype: str = ""


def rewrite(turtle: bytes, media_type: str) -> bytes:
    """A Turtle document in another syntax, the same bytes for the same document.

    Args:
        turtle: the document, well formed.
        media_type: one of Turtle, JSON-LD, RDF/XML and N-Triples.

    Raises:
        LookupError: there is no such syntax.
    """
    written = io.BytesIO()
    ox.serialize(_triples(turtle), written, format=_FORMATS[media_type], prefixes=PREFIXES)
    return written.getvalue()


def plain_triples(turtle: bytes) -> tuple[PlainTriple, ...]:
    """The triples of a well-formed Turtle document, in its order."""
    return tuple(_plain(triple) for triple in _triples(turtle))


def _triples(turtle: bytes) -> Iterator[ox.Triple]:
    """The triples with blank nodes numbered by first appearance: a parser gives them labels by chance."""
    names: dict[ox.BlankNode, ox.BlankNode] = {}

    def renamed(node: ox.BlankNode) -> ox.BlankNode:
        return names.setdefault(node, ox.BlankNode(f"b{len(names)}"))

    for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE):
        subject = renamed(quad.subject) if isinstance(quad.subject, ox.BlankNode) else quad.subject
        object_ = renamed(quad.object) if isinstance(quad.object, ox.BlankNode) else quad.object
        yield ox.Triple(subject, quad.predicate, object_)


def _plain(triple: ox.Triple) -> PlainTriple:
    subject, predicate, value = _name(triple.subject), triple.predicate.value, triple.object
    if isinstance(value, ox.Literal):
        language, datatype = value.language or "", value.datatype.value
        datatype = "" if language or datatype == _STRING else datatype
        return PlainTriple(subject, predicate, value.value, is_literal=True, language=language, datatype=datatype)
    return PlainTriple(subject, predicate, _name(value))


def _name(node: object) -> str:
    return f"_:{node.value}" if isinstance(node, ox.BlankNode) else str(getattr(node, "value", node))
