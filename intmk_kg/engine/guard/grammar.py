"""The SPARQL grammar as a table for a predictive parser that needs no recursion, so that no query can overflow a stack.

The text of the grammar is `sparql.ebnf`. It is LL(1), as section 19.8 of SPARQL 1.1 says
(https://www.w3.org/TR/sparql11-query/#sparqlGrammar), so one token decides each step.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import count

Symbols = tuple[str, ...]

START = "QueryUnit"
END = "end of query"

_EBNF = re.compile(r"'[^']+'|[A-Za-z][A-Za-z0-9_]*|[()|?*+]")


_KEYWORD = re.compile(r"'[A-Z][A-Z0-9_]*'")


@dataclass(frozen=True)
class Grammar:
    """What the parser needs to know.

    Attributes:
        steps: for each rule and each token that can begin it, the symbols that are left to read after that token,
            last first.
        skipped: the rules that may be empty.
        beginnings: for each rule the tokens that can begin it.
        keywords: the words of the language, in capitals.
    """

    steps: dict[str, dict[str, Symbols]]
    skipped: frozenset[str]
    beginnings: dict[str, frozenset[str]]
    keywords: frozenset[str]


@cache
def sparql_grammar() -> Grammar:
    """The grammar of SPARQL 1.2 queries."""
    rules = _Rules()
    for line in files(__package__).joinpath("sparql.ebnf").read_text(encoding="utf-8").splitlines():
        if "::=" in line:
            name, _, body = line.partition("::=")
            rules.read(name.strip(), body)
    return rules.grammar()


@dataclass
class _Rules:
    """The productions without `?`, `*`, `+` and brackets, which become rules of their own."""

    productions: dict[str, list[Symbols]] = field(default_factory=dict)
    keywords: set[str] = field(default_factory=set)
    made: "count[int]" = field(default_factory=count)

    def read(self, name: str, body: str) -> None:
        tokens = _EBNF.findall(body)
        self.keywords.update(word.strip("'") for word in tokens if _KEYWORD.fullmatch(word))
        tokens.reverse()
        self.productions[name] = self._alternatives(name, tokens)

    def _alternatives(self, name: str, tokens: list[str]) -> list[Symbols]:
        alternatives: list[list[str]] = [[]]
        while tokens and tokens[-1] != ")":
            part = tokens.pop()
            if part == "|":
                alternatives.append([])
                continue
            symbol = self._bracket(name, tokens) if part == "(" else part.strip("'")
            alternatives[-1].append(self._repeated(name, symbol, tokens))
        return [tuple(symbols) for symbols in alternatives]

    def _bracket(self, name: str, tokens: list[str]) -> str:
        inner = self._new(name)
        self.productions[inner] = self._alternatives(name, tokens)
        tokens.pop()
        return inner

    def _repeated(self, name: str, symbol: str, tokens: list[str]) -> str:
        if not tokens or tokens[-1] not in {"?", "*", "+"}:
            return symbol
        mark, repeated = tokens.pop(), self._new(name)
        if mark == "?":
            self.productions[repeated] = [(symbol,), ()]
            return repeated
        self.productions[repeated] = [(symbol, repeated), ()]
        if mark == "*":
            return repeated
        once = self._new(name)
        self.productions[once] = [(symbol, repeated)]
        return once

    def _new(self, name: str) -> str:
        return f"{name}#{next(self.made)}"

    def grammar(self) -> Grammar:
        skipped = self._skipped()
        beginnings = self._beginnings(skipped)
        steps: dict[str, dict[str, Symbols]] = {}
        for name in self.productions:
            steps[name] = {token: self._step(name, token, beginnings, skipped) for token in beginnings[name]}
        return Grammar(steps, skipped, beginnings, frozenset(self.keywords))

    def _skipped(self) -> frozenset[str]:
        skipped: set[str] = set()
        while True:
            more = {
                name
                for name, alternatives in self.productions.items()
                if any(all(symbol in skipped for symbol in symbols) for symbols in alternatives)
            }
            if more == skipped:
                return frozenset(skipped)
            skipped = more

    def _beginnings(self, skipped: frozenset[str]) -> dict[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = dict.fromkeys(self.productions, frozenset())
        while True:
            more = {
                name: frozenset().union(*(self._first(symbols, found, skipped) for symbols in alternatives))
                for name, alternatives in self.productions.items()
            }
            if more == found:
                return found
            found = more

    def _first(self, symbols: Symbols, found: dict[str, frozenset[str]], skipped: frozenset[str]) -> frozenset[str]:
        first: frozenset[str] = frozenset()
        for symbol in symbols:
            first |= found[symbol] if symbol in self.productions else {symbol}
            if symbol not in skipped:
                break
        return first

    def _step(self, name: str, token: str, beginnings: dict[str, frozenset[str]], skipped: frozenset[str]) -> Symbols:
        """What is left to read of the rule when `token` is read as its first token."""
        fitting = [symbols for symbols in self.productions[name] if token in self._first(symbols, beginnings, skipped)]
        if len(fitting) != 1:
            raise ValueError(f"the grammar is not LL(1): {token} can begin {len(fitting)} alternatives of {name}")
        symbols = fitting[0]
        for place, symbol in enumerate(symbols):
            if symbol == token:
                return tuple(reversed(symbols[place + 1 :]))
            if symbol in self.productions and token in beginnings[symbol]:
                inner = self._step(symbol, token, beginnings, skipped)
                return tuple(reversed(symbols[place + 1 :])) + inner
        raise ValueError(f"{token} does not begin {name}")
