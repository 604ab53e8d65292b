"""Whether servers give the same answer: rows or triples in any order."""

import json

import pyoxigraph as ox
from questions import SOLUTIONS, Question


def same(question: Question, one: bytes, other: bytes) -> bool:
    """Whether these answers to a question are one."""
    return _content(question, one) == _content(question, other)


def _content(question: Question, body: bytes) -> list[str]:
    """The rows or triples of an answer, sorted; GROUP_CONCAT may join in any order, so its words are sorted too."""
    if question.accept != SOLUTIONS:
        return _triples(body)
    joins = "GROUP_CONCAT" in question.text
    rows = json.loads(body)["results"]["bindings"]
    terms = ({name: _term(term, joins=joins) for name, term in row.items()} for row in rows)
    return sorted(json.dumps(row, sort_keys=True) for row in terms)


def _triples(body: bytes) -> list[str]:
    """The triples of a Turtle document; what is none, for rdflib-endpoint answers DESCRIBE in RDF/XML, is as it is."""
    try:
        return sorted(map(str, ox.parse(body, format=ox.RdfFormat.TURTLE)))
    except SyntaxError:
        return [body.decode(errors="replace")]


def _term(term: dict[str, str], *, joins: bool) -> list[str]:
    kind = "literal" if term["type"] == "typed-literal" else term["type"]
    value = " ".join(sorted(term["value"].split())) if joins else term["value"]
    return [kind, value, term.get("xml:lang", "").lower(), term.get("datatype", "")]
