"""Parsing a query by the grammar of SPARQL, to find what it is made of and where it goes wrong."""

from itertools import chain

from intmk_kg.engine.guard.grammar import END, START, Grammar, sparql_grammar
from intmk_kg.engine.guard.tokens import Token, place, tokenize
from intmk_kg.engine.refusals import Limit, QueryRejected, QuerySyntax, QueryTooDeep, UpdateRefused

NESTING_DEPTH = 100
"""How deep brackets of all kinds may nest; the engine's parser is recursive and has a stack to lose."""

_OPENING = frozenset({"{", "(", "[", "<<", "<<(", "{|"})
_CLOSING = frozenset({"}", ")", "]", ">>", ")>>", "|}"})
_SIGNS = frozenset({"!", "^"})
_UPDATES = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"},
)
_EXPECTED_SHOWN = 15
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


def parse(query: str) -> list[Token]:
    """The tokens of a query that is SPARQL.

    Raises:
        QuerySyntax: it is not; the error names line, column and token.
        QueryTooDeep: it nests deeper than `NESTING_DEPTH`.
        UpdateRefused: it is an update.
    """
    grammar = sparql_grammar()
    tokens: list[Token] = []
    stack = [END, START]
    depth = 0
    try:
        for token in chain(tokenize(query), (Token(END, "", len(query)),)):
            _read(token, stack, grammar, query)
            depth = _depth(token, depth, tokens)
            if depth > NESTING_DEPTH:
                raise _too_deep(query, token)
            tokens.append(token)
    except QuerySyntax as error:
        raise _update(tokens, error) or error from None
    return tokens[:-1]


def _read(token: Token, stack: list[str], grammar: Grammar, query: str) -> None:
    """Take from the stack what `token` completes, and put on it what must follow."""
    type_, steps, skipped = token.type, grammar.steps, grammar.skipped
    passed: list[str] = []
    while stack:
        symbol = stack.pop()
        if symbol == type_:
            return
        step = steps.get(symbol, {}).get(type_)
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
