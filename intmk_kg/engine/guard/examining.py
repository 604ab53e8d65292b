"""What a query asks for, and whether it may."""

from collections.abc import Iterator
from functools import cached_property
from typing import cast

import pyoxigraph as ox

from intmk_kg.engine.guard.examined import ExaminedQuery
from intmk_kg.engine.guard.parsing import parse
from intmk_kg.engine.guard.tokens import Token, place, unescaped
from intmk_kg.engine.refusals import GraphUnknown, Limit, QuerySyntax, QueryTooLong, ServiceRefused
from intmk_kg.engine.requests import QueryForm, SparqlRequest
from intmk_kg.settings import Settings
from intmk_kg.vocabulary.prefixes import PREFIXES

_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_AGGREGATES = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"})
_VOLATILE = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})
_PREFIXED = frozenset({"PNAME_NS", "PNAME_LN"})
_KNOWN = frozenset(f"{prefix}:" for prefix in PREFIXES)
_IRIS = frozenset({"IRIREF", "PNAME_LN", "PNAME_NS"})
_OPENING = frozenset({"(", "{"})
_CLOSING = frozenset({")", "}"})


def examine(request: SparqlRequest, settings: Settings, graphs: frozenset[str] | None = None) -> ExaminedQuery:
    """What `request` asks for, when it may be asked.

    Args:
        request: the query and its dataset.
        settings: `query_bytes` and `service_endpoints` are heeded.
        graphs: the names of all graphs that there are; None where they are not known, then every name passes.

    Raises:
        QueryRejected: it is no SPARQL query, too long, too deep, an update, or reaches for what is not here.
    """
    if len(request.query) > settings.query_bytes or len(request.query.encode(errors="replace")) > settings.query_bytes:
        message = f"The query is longer than {settings.query_bytes} bytes."
        raise QueryTooLong(message, limit=Limit("query_bytes", settings.query_bytes))
    tokens, declared, rest = parse(request.query)
    undeclared = _undeclared_prefixes(request.query, rest, declared)
    types = {token.type for token in rest}
    names = _Names(request.query, tokens, settings.base_iri)
    if types & _AGGREGATES:
        _refuse_nested_aggregates(request.query, tokens)
    services = tuple(_services(names, settings.service_endpoints)) if "SERVICE" in types else ()
    named = tuple(names.iri(_after(tokens, index, "NAMED")) for index in _places(tokens, "FROM") if "FROM" in types)
    dataset = request.default_graphs + request.named_graphs or named
    _refuse_unknown_graphs(dataset, graphs)
    form = next(token.type for token in rest if token.type in _FORMS)
    volatile = bool(services) or not types.isdisjoint(_VOLATILE)
    return ExaminedQuery(cast("QueryForm", form), named, services, volatile, undeclared)


class _Names:
    """The IRIs that the tokens of a query stand for: SPARQL 1.1 Query, 4.1.1."""

    def __init__(self, query: str, tokens: list[Token], base_iri: str) -> None:
        self.query = query
        self.tokens = tokens
        self._base_iri = base_iri

    def iri(self, token: Token) -> str:
        """The IRI in full: relative ones resolved, prefixes replaced, as the engine will do it."""
        base_iri, prefixes = self._prologue
        if token.type == "IRIREF":
            return _resolved(base_iri, token)
        prefix, _, local = token.text.partition(":")
        return prefixes[prefix] + local.replace("\\", "")

    @cached_property
    def _prologue(self) -> tuple[str, dict[str, str]]:
        """The base IRI and the prefixes that hold after the prologue; each declaration depends on those before it."""
        base_iri, prefixes = self._base_iri, dict(PREFIXES)
        for token, following, last in zip(self.tokens, self.tokens[1:], self.tokens[2:], strict=False):
            if token.type == "BASE":
                base_iri = _resolved(base_iri, following)
            elif token.type == "PREFIX":
                prefixes[following.text[:-1]] = _resolved(base_iri, last)
        return base_iri, prefixes


def _resolved(base_iri: str, token: Token) -> str:
    """The IRI of an IRIREF, resolved by the engine's own parser; what it cannot resolve is as it is written."""
    try:
        (statement,) = ox.parse(f"<> <> {token.text} .", format=ox.RdfFormat.TURTLE, base_iri=base_iri)
    except (SyntaxError, ValueError):
        return unescaped(token.text[1:-1])
    return str(statement.object.value)


def _places(tokens: list[Token], type_: str) -> Iterator[int]:
    return (index for index, token in enumerate(tokens) if token.type == type_)


def _after(tokens: list[Token], index: int, optional: str) -> Token:
    """The token after the one at `index`, or the next where that is the word that may stand between."""
    following = tokens[index + 1]
    return tokens[index + 2] if following.type == optional else following


def _services(names: _Names, allowed: tuple[str, ...]) -> Iterator[str]:
    """The endpoints of SERVICE; only one that is written out in full can be on the list."""
    for index in _places(names.tokens, "SERVICE"):
        token = _after(names.tokens, index, "SILENT")
        endpoint = names.iri(token) if token.type in _IRIS else token.text
        if endpoint not in allowed:
            line, column = place(names.query, token.start)
            listed = ", ".join(allowed) or "none"
            message = f"Line {line}, column {column}: SERVICE {token.text} is refused; allowed endpoints: {listed}."
            limit = Limit("service_endpoints", allowed)
            raise ServiceRefused(message, limit=limit).at(line, column, token.text)
        yield endpoint


def _undeclared_prefixes(query: str, tokens: list[Token], declared: frozenset[str]) -> frozenset[str]:
    """The prefixes among these tokens that the query has declared neither before nor here, without their colons.

    Raises:
        QuerySyntax: the project does not declare one of them either.
    """
    undeclared = {token.text[: token.text.index(":") + 1] for token in tokens if token.type in _PREFIXED}
    undeclared -= declared
    undeclared.difference_update(tokens[index + 1].text for index in _places(tokens, "PREFIX"))
    if undeclared <= _KNOWN:
        return frozenset(prefix[:-1] for prefix in undeclared)
    strange = tuple(undeclared - _KNOWN)
    unknown = next(token for token in tokens if token.type in _PREFIXED and token.text.startswith(strange))
    line, column = place(query, unknown.start)
    prefix = unknown.text.partition(":")[0]
    message = f"Line {line}, column {column}: the prefix '{prefix}:' is not declared."
    raise QuerySyntax(message).at(line, column, unknown.text)


def _refuse_unknown_graphs(dataset: tuple[str, ...], graphs: frozenset[str] | None) -> None:
    if graphs is None:
        return
    for graph in dataset:
        if graph not in graphs:
            message = (
                f"There is no graph <{graph}> here; `SELECT DISTINCT ?g {{ GRAPH ?g {{}} }}` lists those there are."
            )
            raise GraphUnknown(message)


def _refuse_nested_aggregates(query: str, tokens: list[Token]) -> None:
    """SPARQL 1.2, 11.2: the argument of an aggregate cannot contain an aggregate, but in a subquery of its own."""
    open_: list[str] = []
    for index, token in enumerate(tokens):
        if token.type in _AGGREGATES:
            enclosing = open_[len(open_) - open_[::-1].index("{") :] if "{" in open_ else open_
            if "aggregate" in enclosing:
                line, column = place(query, token.start)
                message = f"Line {line}, column {column}: an aggregate cannot contain the aggregate {token.text}."
                raise QuerySyntax(message).at(line, column, token.text)
        elif token.type in _OPENING:
            of_aggregate = index > 0 and tokens[index - 1].type in _AGGREGATES
            open_.append("aggregate" if of_aggregate else token.type)
        elif token.type in _CLOSING:
            open_.pop()
