"""Parsing a query by the grammar of SPARQL, to find what it is made of and where it goes wrong."""

from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from intmk_kg.engine.guard.grammar import END, START, Grammar, sparql_grammar
from intmk_kg.engine.guard.tokens import Token, declarations, place, tokenize
from intmk_kg.engine.refusals import Limit, QueryRejected, QuerySyntax, QueryTooDeep, UpdateRefused

NESTING_DEPTH = 100
"""How deep brackets of all kinds may nest; the engine's parser is recursive and has a stack to lose."""

_OPENING = frozenset({"{", "(", "[", "<<", "<<(", "{|"})
_CLOSING = frozenset({"}", ")", "]", ">>", ")>>", "|}"})
_SIGNS = frozenset({"!", "^"})
_NESTING = _OPENING | _CLOSING | _SIGNS
_UPDATES = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"},
)
_EXPECTED_SHOWN = 15
_LONGEST_KEPT = 8192
_KINDS = {
    "IRIREF": "an IRI",
    "PNAME": "an IRI",
    "VAR": "a variable",
    "STRING_LITERAL": "a string",
    "INTEGER": "a number",
    "DECIMAL": "a number",
    "DOUBLE": "a number",
    "BLANK_NODE_LABEL": "a blank node",
    "ANON": "a blank node",
    "LANG_DIR": "a language tag",
    "NIL": "'()'",
}


class ParsedQuery(NamedTuple):
    """A query that keeps the grammar.

    Attributes:
        tokens: all of them.
        declared: the prefixes that it declares first, each with its colon.
        rest: the tokens after these declarations.
    """

    tokens: list[Token]
    declared: frozenset[str]
    rest: list[Token]


def parse(query: str) -> ParsedQuery:
    """The tokens of a query that is SPARQL.

    Raises:
        QuerySyntax: it is not; the error names line, column and token.
        QueryTooDeep: it nests deeper than `NESTING_DEPTH`.
        UpdateRefused: it is an update.
    """
    prologue = declarations(query)
    begun = _begun(prologue) if len(prologue) <= _LONGEST_KEPT else None
    before, declared, expected = begun or _NOTHING_READ
    rest = _read_all(query, len(prologue) if begun else 0, before, expected)
    return ParsedQuery([*before, *rest], declared, rest)


def declared_prefixes(prologue: str) -> frozenset[str] | None:
    """The prefixes, each with its colon, that declarations declare; None where they are none or very long."""
    begun = _begun(prologue) if len(prologue) <= _LONGEST_KEPT else None
    return begun.declared if begun else None


class _Begun(NamedTuple):
    """The tokens of declarations, the prefixes that they declare, and what may follow, last first."""

    tokens: tuple[Token, ...]
    declared: frozenset[str]
    expected: tuple[str, ...]


_NOTHING_READ = _Begun((), frozenset(), (END, START))


@lru_cache(maxsize=256)
def _begun(prologue: str) -> "_Begun | None":
    """The declarations that a query begins with; None where they are none. Clients send few different ones."""
    stack = [END, START]
    try:
        tokens = tuple(tokenize(prologue))
        for token in tokens:
            _read(token, stack, sparql_grammar(), prologue)
    except QuerySyntax:
        return None
    declared = frozenset(token.text for token in tokens if token.type == "PNAME_NS")
    return _Begun(tokens, declared, tuple(stack))


def _read_all(query: str, position: int, before: tuple[Token, ...], expected: tuple[str, ...]) -> list[Token]:
    """The tokens of a query from a position on, where those before it are read and leave this to be expected."""
    grammar = sparql_grammar()
    tokens: list[Token] = []
    stack = list(expected)
    depth, nests = 0, False
    try:
        for token in chain(tokenize(query, position), (Token(END, "", len(query)),)):
            _read(token, stack, grammar, query)
            if nests or token.type in _NESTING:
                depth = _depth(token, depth, tokens)
                if depth > NESTING_DEPTH:
                    raise _too_deep(query, token)
                nests = token.type in _SIGNS
            tokens.append(token)
    except QuerySyntax as error:
        raise _update([*before, *tokens], error) or error from None
    return tokens[:-1]


def _read(token: Token, stack: list[str], grammar: Grammar, query: str) -> None:
    """Take from the stack what `token` completes, and put on it what must follow."""
    type_, steps, skipped = token.type, grammar.steps, grammar.skipped
    passed: list[str] = []
    while stack:
        symbol = stack.pop()
        if symbol == type_:
            return
        if symbol in steps:
            step = steps[symbol].get(type_)
            if step is not None:
                stack.extend(step)
                return
        passed.append(symbol)
        if symbol not in skipped:
            break
    raise _unexpected(query, token, _expected(passed, grammar))


def _depth(token: Token, depth: int, before: list[Token]) -> int:
    """How deep the query nests after `token`; signs in a row nest as well."""
    if token.type in _OPENING or token.type in _SIGNS:
        return depth + 1
    if token.type in _CLOSING:
        depth -= 1
    place_ = len(before) - 1
    while place_ >= 0 and before[place_].type in _SIGNS:
        depth, place_ = depth - 1, place_ - 1
    return depth


def _expected(passed: list[str], grammar: Grammar) -> list[str]:
    """What could stand here, in words, brackets and other signs first."""
    expected: set[str] = set()
    for symbol in passed:
        expected |= grammar.beginnings.get(symbol, {symbol})
    words = {_in_words(type_) for type_ in expected}
    return sorted(words, key=lambda word: (word[0] not in "'a", word))


def _in_words(type_: str) -> str:
    for beginning, words in _KINDS.items():
        if type_.startswith(beginning):
            return words
    return type_ if type_.replace("_", "").isalnum() or type_ == END else f"'{type_}'"


def _unexpected(query: str, token: Token, expected: list[str]) -> QuerySyntax:
    line, column = place(query, token.start)
    found = repr(token.text) if token.text else "the end"
    wanted = ", ".join(expected[:_EXPECTED_SHOWN]) + (", …" if len(expected) > _EXPECTED_SHOWN else "")
    message = f"Line {line}, column {column}: {found} cannot stand here; expected {wanted}."
    return QuerySyntax(message).at(line, column, token.text)


def _too_deep(query: str, token: Token) -> QueryRejected:
    line, column = place(query, token.start)
    message = f"Line {line}, column {column}: the query nests deeper than {NESTING_DEPTH} levels."
    return QueryTooDeep(message, limit=Limit("nesting_depth", NESTING_DEPTH)).at(line, column, token.text)


def _update(tokens: list[Token], error: QuerySyntax) -> QueryRejected | None:
    """The refusal of an update, where the query goes wrong at the word that begins one."""
    in_prologue = all(
        token.type in {"BASE", "PREFIX", "VERSION", "IRIREF", "PNAME_NS"} or "STRING" in token.type for token in tokens
    )
    if not in_prologue or (error.token or "").upper() not in _UPDATES:
        return None
    message = f"{error.token} is an update; this service only answers queries."
    return UpdateRefused(message).at(error.line or 1, error.column or 1, error.token or "")
