"""Evaluating one query on a store and writing its result, within the limits."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from intmk_kg.engine.counting import row_counter
from intmk_kg.engine.counts import Counts
from intmk_kg.engine.guard import ExaminedQuery, examine, glance
from intmk_kg.engine.guard.tokens import tokenize
from intmk_kg.engine.looking_up import node
from intmk_kg.engine.refusals import (
    EvaluationFailed,
    FunctionUnknown,
    Limit,
    NotAcceptable,
    QuerySyntax,
    Refusal,
    ResultTooLarge,
)
from intmk_kg.engine.requests import (
    BOOLEAN_MEDIA_TYPES,
    GRAPH_MEDIA_TYPES,
    SOLUTIONS_MEDIA_TYPES,
    QueryForm,
    SparqlRequest,
    Wanted,
)
from intmk_kg.engine.writing import with_sorted_prefixes, write
from intmk_kg.settings import Settings
from intmk_kg.vocabulary.prefixes import PREFIXES

_PIECE = 131_072
_PLACE = re.compile(r"error at (\d+):(\d+): ")
_SENTENCES = re.compile(r"(?:one of |, |expected )([A-Z][a-z]*(?: [\w*'-]+){3,})")
_UNKNOWN_FUNCTION = re.compile(r"custom function (<[^>]*>) is not supported")
_QNAME = re.compile(r"[^\W\d][\w.-]*\Z")
_OFFERED = {"SELECT": SOLUTIONS_MEDIA_TYPES, "ASK": BOOLEAN_MEDIA_TYPES}


@dataclass(frozen=True)
class Result:
    """What is to be said about a result whose bytes are written."""

    media_type: str
    form: QueryForm
    rows: int
    volatile: bool


class Evaluator:
    """Answers queries on one store.

    Args:
        store: the release.
        graphs: the names of its graphs.
        settings: the limits, the base IRI, the endpoints that SERVICE may name.
        counts: of the release, where it has them.
    """

    def __init__(
        self, store: ox.Store, graphs: frozenset[str], settings: Settings, counts: Counts | None = None
    ) -> None:
        self._store = store
        self._counts = counts
        self._settings = settings
        self._graphs = graphs

    def answer(self, request: SparqlRequest, wanted: Wanted, send: Callable[[bytes], None]) -> Result:
        """Evaluate `request` and send its result piece by piece.

        Raises:
            Refusal: it may not be asked, cannot be evaluated or its result is over a limit.
        """
        examined = glance(request, self._settings) or self._examine(request)
        media_type = wanted.for_form(examined.form)
        if media_type is None:
            self._examine(request)
            offered = _OFFERED.get(examined.form, GRAPH_MEDIA_TYPES)
            message = f"The result of {examined.form} is offered as {', '.join(offered)}."
            raise NotAcceptable(message, offered=offered)
        try:
            rows = self._write(self._query(request, examined), media_type, send)
        except Refusal:
            raise
        except SyntaxError as error:
            self._examine(request)  # it tells most errors better than the engine
            raise _rule_broken(request.query, str(error)) from None
        except (RuntimeError, ValueError, OSError) as error:
            if unknown := _UNKNOWN_FUNCTION.search(str(error)):
                # SPARQL 1.1 Protocol, 2.1.7: 400 is for what is not SPARQL, and this is
                raise FunctionUnknown(f"There is no function {unknown[1]} here.") from None
            raise EvaluationFailed(f"The query cannot be evaluated: {error}.") from None
        return Result(media_type, examined.form, rows, examined.volatile)

    def _examine(self, request: SparqlRequest) -> ExaminedQuery:
        return examine(request, self._settings, self._graphs)

    def _query(self, request: SparqlRequest, examined: ExaminedQuery) -> Any:
        if (counted := self._answered_by_counts(request, examined)) is not None:
            return self._store.query(counted)
        # Handing over all prefixes would take a third of the time of a light query
        options: dict[str, Any] = {"prefixes": {prefix: PREFIXES[prefix] for prefix in examined.undeclared}}
        if request.default_graphs or request.named_graphs:
            # SPARQL 1.1 Protocol, 2.1.4: the dataset of the protocol takes the place of the query's, whole.
            options["default_graph"] = [ox.NamedNode(iri) for iri in request.default_graphs]
            options["named_graphs"] = [ox.NamedNode(iri) for iri in request.named_graphs]
        if request.substitutions:
            options["substitutions"] = {ox.Variable(name): node(term) for name, term in request.substitutions}
        return self._store.query(request.query, base_iri=self._settings.base_iri, **options)

    def _answered_by_counts(self, request: SparqlRequest, examined: ExaminedQuery) -> str | None:
        if self._counts is None or examined.start is None or request.substitutions:
            return None
        return self._counts.rewritten(request.query, examined.start)

    def _write(self, result: Any, media_type: str, send: Callable[[bytes], None]) -> int:
        if isinstance(result, ox.QueryBoolean):
            send(result.serialize(format=ox.QueryResultsFormat.from_media_type(media_type)) or b"")
            return 1
        if isinstance(result, ox.QuerySolutions):
            counted = row_counter(media_type)
            output = _Output(send, self._settings, counted)
            result.serialize(output, ox.QueryResultsFormat.from_media_type(media_type))  # type: ignore[arg-type] # has write
            output.finish()
            return output.rows
        output = _Output(send, self._settings, beginning=with_sorted_prefixes)
        triples = self._limited(result, output)
        if media_type == "application/rdf+xml":
            triples = _named_in_xml(triples)
        write(triples, output, media_type)
        output.finish()
        return output.rows

    def _limited(self, triples: Iterable[ox.Triple], output: "_Output") -> Iterator[ox.Triple]:
        for triple in triples:
            output.rows += 1
            if output.rows > self._settings.result_rows:
                raise _too_large("result_rows", self._settings.result_rows, "triples")
            yield triple


class _Output:
    """Takes what a serializer writes, counts it and sends it in large pieces."""

    def __init__(
        self,
        send: Callable[[bytes], None],
        settings: Settings,
        count: Callable[[bytes], int] | None = None,
        beginning: Callable[[bytes], bytes] | None = None,
    ) -> None:
        self.rows = 0
        self._send = send
        self._settings = settings
        self._count = count
        self._beginning = beginning
        self._bytes = 0
        self._pieces: list[bytes] = []
        self._waiting = 0

    def write(self, piece: bytes) -> int:
        self._bytes += len(piece)
        if self._bytes > self._settings.result_bytes:
            raise _too_large("result_bytes", self._settings.result_bytes, "bytes")
        self._pieces.append(piece)
        self._waiting += len(piece)
        if self._waiting >= _PIECE:
            self.finish()
        return len(piece)

    def flush(self) -> None:
        """Serializers flush when they end; `finish` sends."""

    def finish(self) -> None:
        piece = b"".join(self._pieces)
        self._pieces, self._waiting = [], 0
        if self._beginning is not None:
            piece, self._beginning = self._beginning(piece), None
        if self._count is not None:
            self.rows = self._count(piece)
            if self.rows > self._settings.result_rows:
                raise _too_large("result_rows", self._settings.result_rows, "rows")
        self._send(piece)


def _too_large(limit: str, value: int, what: str) -> ResultTooLarge:
    message = f"The result has more than {value} {what}. Narrow the query, or ask for a part with LIMIT and OFFSET."
    return ResultTooLarge(message, limit=Limit(limit, value))


def _named_in_xml(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """The same triples; RDF/XML has no way to write a predicate that does not end in an XML name."""
    for triple in triples:
        if _QNAME.search(triple.predicate.value) is None:
            raise EvaluationFailed(f"RDF/XML cannot express the predicate <{triple.predicate.value}>; ask for Turtle.")
        yield triple


def _rule_broken(query: str, message: str) -> QuerySyntax:
    """The error of a query that keeps the grammar and breaks one of the standard's other rules."""
    sentences = sorted(set(_SENTENCES.findall(message)))
    place = _PLACE.match(message)
    line, column = (int(place[1]), int(place[2])) if place else (1, 1)
    lines = query.splitlines() or [""]
    if line > len(lines):
        line, column = len(lines), len(lines[-1]) + 1
    reason = "; ".join(sentences) or "a variable, a blank node or a row of VALUES stands where it may not"
    shown = f"Up to line {line}, column {column} the query keeps the grammar but breaks a rule: {reason}."
    return QuerySyntax(shown).at(line, column, _token_before(query, line, column))


def _token_before(query: str, line: int, column: int) -> str:
    position = sum(len(text) for text in query.splitlines(keepends=True)[: line - 1]) + column
    before = [token.text for token in tokenize(query) if token.start < position]
    return before[-1] if before else ""
