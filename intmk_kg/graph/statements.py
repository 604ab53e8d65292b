"""The statements of a TriG text with the lines of their parts, which a parser does not keep."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from intmk_kg.graph.tokens import Token, tokens
from intmk_kg.vocabulary.prefixes import PREFIXES

_OPENING = frozenset({"[", "(", "<<", "<<(", "{|"})
_CLOSING = frozenset({"]", ")", ">>", ")>>", "|}"})
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_CONTROL = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_VALUES = frozenset({"iri", "name", "string", "number", "word", "blank"})


@dataclass(frozen=True, slots=True)
class AuthoredStatement:
    """One statement and where its parts stand.

    Attributes:
        graph: the IRI of its named graph, empty for the default graph.
        subject: its IRI.
        predicate: its IRI.
        value: the IRI of the object, or its lexical form.
        subject_line: the line of the subject, counted from 1.
        predicate_line: the line of the predicate.
        value_line: the line where the object begins.
    """

    graph: str
    subject: str
    predicate: str
    value: str
    subject_line: int
    predicate_line: int
    value_line: int


def authored_statements(text: str) -> Iterator[AuthoredStatement]:
    """The statements of a well-formed TriG text, in order; what stands inside blank nodes and lists is left out."""
    reader = _Reader()
    depth = 0
    for token in tokens(text):
        if token.kind == "comment":
            continue
        depth -= token.text in _CLOSING and token.kind != "string"
        if depth == 0:
            statement = reader.take(token)
            if statement is not None:
                yield statement
        depth += token.text in _OPENING and token.kind != "string"


class _Reader:
    """Takes the tokens of a TriG text one by one and says when a statement is complete."""

    def __init__(self) -> None:
        self._prefixes: dict[str, str] = {}
        self._base = ""
        self._graph = ""
        self._terms: list[tuple[str, int]] = []
        self._directive: list[Token] | None = None
        self._after_datatype = False

    def take(self, token: Token) -> AuthoredStatement | None:
        """Take the next token; the statement that it completes, if it does."""
        if self._directive is not None or self._begins_directive(token):
            self._take_directive(token)
            return None
        if token.kind == "punctuation":
            self._take_punctuation(token.text)
            return None
        if token.kind == "datatype":
            self._after_datatype = True
            return None
        if token.kind not in _VALUES or (token.kind == "word" and token.text.upper() == "GRAPH" and not self._terms):
            return None
        if self._after_datatype:
            self._after_datatype = False
            return None
        return self._take_term(token)

    def _take_term(self, token: Token) -> AuthoredStatement | None:
        self._terms.append((self._resolve(token), token.line))
        if len(self._terms) < 3:  # noqa: PLR2004 - subject, predicate, object
            return None
        (subject, subject_line), (predicate, predicate_line), (value, value_line) = self._terms[:3]
        del self._terms[2:]
        return AuthoredStatement(self._graph, subject, predicate, value, subject_line, predicate_line, value_line)

    def _take_punctuation(self, mark: str) -> None:
        if mark == "{":
            self._graph = self._terms[0][0] if self._terms else ""
            self._terms.clear()
        elif mark == "}":
            self._graph = ""
            self._terms.clear()
        elif mark == ".":
            self._terms.clear()
        elif mark == ";":
            del self._terms[1:]
        elif mark in {"]", ")"} and len(self._terms) < 2:  # noqa: PLR2004 - a blank node stands as the subject
            self._terms.append(("", 0))

    def _begins_directive(self, token: Token) -> bool:
        if self._terms:
            return False
        is_sparql_form = token.kind == "word" and token.text.upper() in {"PREFIX", "BASE"}
        return is_sparql_form or (token.kind == "at" and token.text in {"@prefix", "@base"})

    def _take_directive(self, token: Token) -> None:
        """Collect `@prefix name: <iri> .` or `PREFIX name: <iri>`; the full stop of the first form is of no account."""
        self._directive = [*(self._directive or []), token]
        if token.kind != "iri":
            return
        names = [part.text[:-1] for part in self._directive if part.kind == "name"]
        if names:
            self._prefixes[names[0]] = self._resolve(token)
        else:
            self._base = self._resolve(token)
        self._directive = None

    def _resolve(self, token: Token) -> str:
        if token.kind == "iri":
            iri = _unescape(token.text[1:-1])
            return iri if ":" in iri else self._base + iri
        if token.kind == "name":
            prefix, _, local_name = token.text.partition(":")
            return self._prefixes.get(prefix, "") + _unescape(local_name)
        if token.kind == "string":
            quotes = 3 if token.text[:3] in {'"""', "'''"} and len(token.text) >= 6 else 1  # noqa: PLR2004 - long form
            return _unescape(token.text[quotes:-quotes])
        if token.kind == "word" and token.text == "a":
            return PREFIXES["rdf"] + "type"
        return token.text


def _unescape(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    code = match.group(1) or match.group(2)
    return chr(int(code, 16)) if code else _CONTROL.get(match.group(3), match.group(3))
