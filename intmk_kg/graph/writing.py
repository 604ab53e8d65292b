"""How a single term is written in TriG and Turtle, and in which order terms come."""

import re
from collections.abc import Mapping

import pyoxigraph as ox

from intmk_kg.vocabulary.prefixes import PREFIXES

_PLAIN_LOCAL_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?", re.ASCII)
_XSD = PREFIXES["xsd"]
_STRING = _XSD + "string"
# The lexical forms that Turtle reads without quotes, https://www.w3.org/TR/turtle/#abbrev
_BARE = {
    _XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    _XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    _XSD + "boolean": re.compile(r"true|false"),
}
# What must be escaped in a string, and what some editors would take for the end of a line
_ESCAPED = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]')
_SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_NUMBER = re.compile(r"([0-9]+)")

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class TermWriter:
    """Writes terms with a set of prefixes and remembers which of them it used."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        # The longest namespace first, so that the nearest prefix is taken
        self._namespaces = sorted(((iri, name) for name, iri in prefixes.items()), reverse=True)
        self.used: set[str] = set()

    def term(self, term: Term) -> str:
        """The term in Turtle's notation (https://www.w3.org/TR/turtle/#sec-grammar)."""
        if isinstance(term, ox.NamedNode):
            return self._iri(term.value)
        if isinstance(term, ox.Literal):
            return self._literal(term)
        if isinstance(term, ox.Triple):
            return f"<<( {self.term(term.subject)} {self.term(term.predicate)} {self.term(term.object)} )>>"
        return str(term)

    def _iri(self, iri: str) -> str:
        for namespace, name in self._namespaces:
            if iri.startswith(namespace) and _PLAIN_LOCAL_NAME.fullmatch(iri, len(namespace)):
                self.used.add(name)
                return f"{name}:{iri[len(namespace) :]}"
        return f"<{iri}>"

    def _literal(self, literal: ox.Literal) -> str:
        datatype = literal.datatype.value
        if datatype in _BARE and _BARE[datatype].fullmatch(literal.value):
            return literal.value
        quoted = '"' + _ESCAPED.sub(_escape, literal.value) + '"'
        if literal.language:
            direction = f"--{literal.direction.value}" if literal.direction else ""
            return f"{quoted}@{literal.language.lower()}{direction}"
        return quoted if datatype == _STRING else f"{quoted}^^{self._iri(datatype)}"


def natural_order(term: Term) -> tuple[object, ...]:
    """A sort key: IRIs, blank nodes, then literals by language and text, numbers within a text by their value."""
    if isinstance(term, ox.NamedNode):
        return (0, natural(term.value), term.value)
    if isinstance(term, ox.Literal):
        return (2, term.language or "", natural(term.value), str(term))
    return (1 if isinstance(term, ox.BlankNode) else 3, natural(str(term)), str(term))


def natural(text: str) -> tuple[str | int, ...]:
    """A sort key under which `conference-2` comes before `conference-10`; text and numbers alternate in it."""
    return tuple(int(part) if place % 2 else part for place, part in enumerate(_NUMBER.split(text)))


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return _SHORT_ESCAPES.get(character, f"\\u{ord(character):04X}")
