"""Why a query is not answered: each reason with a name that never changes and, where there is one, the limit it met."""

from dataclasses import dataclass
from typing import Any, ClassVar, Literal, Self

from intmk_kg.errors import IntmkError

Kind = Literal[
    "syntax",  # not SPARQL
    "refused",  # SPARQL, but not allowed here
    "too-long",  # the query itself is over a limit
    "not-acceptable",  # no format that the client accepts
    "timeout",  # ran until its deadline
    "too-much",  # its result or its memory is over a limit
    "too-many",  # this client has too many queries under way
    "overloaded",  # all clients together have
    "evaluation",  # the engine cannot evaluate it
    "unsupported",  # it is SPARQL, and uses what is not here
    "cancelled",  # the client is gone
    "failed",  # our own fault
]


@dataclass(frozen=True)
class Limit:
    """A limit as it is announced and named in errors, e.g. `deadline_seconds` and 10.0; some are lists."""

    name: str
    value: float | tuple[str, ...]


class Refusal(IntmkError):  # noqa: N818 -- the name of what happens: the answer is refused
    """A query that is not answered; the message says what, where and how to mend it.

    Attributes:
        problem: a name that never changes.
        kind: what went wrong, without a word about HTTP.
        limit: the limit that was met, or None.
        retry_after: seconds after which it may be tried again, or None.
        line: the line of the query, counted from 1, or None.
        column: the column, counted from 1, or None.
        token: the offending token as it is written in the query, or None.
    """

    problem: ClassVar[str]
    kind: ClassVar[Kind]

    def __init__(self, message: str, *, limit: Limit | None = None, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.limit = limit
        self.retry_after = retry_after
        self.line: int | None = None
        self.column: int | None = None
        self.token: str | None = None

    def at(self, line: int, column: int, token: str) -> Self:
        """The same refusal with its place in the query."""
        self.line, self.column, self.token = line, column, token
        return self


class QueryRejected(Refusal):
    """A query that the guard does not let through."""

    problem = "query-refused"
    kind: ClassVar[Kind] = "refused"


class QuerySyntax(QueryRejected):
    """The query is not SPARQL."""

    problem = "query-syntax"
    kind: ClassVar[Kind] = "syntax"


class QueryTooLong(QueryRejected):
    """The query has more bytes than `query_bytes`."""

    problem = "query-too-long"
    kind: ClassVar[Kind] = "too-long"


class QueryTooDeep(QueryRejected):
    """The query nests deeper than `nesting_depth`."""

    problem = "query-too-deep"


class UpdateRefused(QueryRejected):
    """An update: this service only answers questions."""

    problem = "update-refused"


class ServiceRefused(QueryRejected):
    """SERVICE with an endpoint that is not on the allow-list, or with a variable."""

    problem = "service-refused"


class GraphUnknown(QueryRejected):
    """A graph of the query's dataset that the release does not have."""

    problem = "graph-unknown"


class NotAcceptable(Refusal):
    """None of the formats that the client accepts fits the query's form."""

    problem = "not-acceptable"
    kind: ClassVar[Kind] = "not-acceptable"

    def __init__(self, message: str, *, offered: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.offered = offered


class QueryTimeout(Refusal):
    """The query ran until its deadline and was stopped."""

    problem = "query-timeout"
    kind: ClassVar[Kind] = "timeout"


class ResultTooLarge(Refusal):
    """The result has more rows than `result_rows` or more bytes than `result_bytes`."""

    problem = "result-too-large"
    kind: ClassVar[Kind] = "too-much"


class MemoryExhausted(Refusal):
    """The query needs more memory than `worker_memory_bytes`."""

    problem = "memory-exhausted"
    kind: ClassVar[Kind] = "too-much"


class TooManyQueries(Refusal):
    """This client already has `queries_per_client` queries under way."""

    problem = "too-many-queries"
    kind: ClassVar[Kind] = "too-many"


class Overloaded(Refusal):
    """`queue_length` queries wait already, or this one waited until its deadline."""

    problem = "overloaded"
    kind: ClassVar[Kind] = "overloaded"


class EvaluationFailed(Refusal):
    """The engine cannot evaluate the query or write its result."""

    problem = "evaluation-failed"
    kind: ClassVar[Kind] = "evaluation"


class FunctionUnknown(EvaluationFailed):
    """The query calls a function that is not part of SPARQL and not here."""

    problem = "function-unknown"
    kind: ClassVar[Kind] = "unsupported"


class QueryCancelled(Refusal):
    """The client that asked is gone."""

    problem = "query-cancelled"
    kind: ClassVar[Kind] = "cancelled"


class EngineFailed(Refusal):
    """A worker died for a reason that is ours."""

    problem = "engine-failed"
    kind: ClassVar[Kind] = "failed"


REFUSALS: dict[str, type[Refusal]] = {
    refusal.problem: refusal
    for refusal in (
        QueryRejected,
        QuerySyntax,
        QueryTooLong,
        QueryTooDeep,
        UpdateRefused,
        ServiceRefused,
        GraphUnknown,
        NotAcceptable,
        QueryTimeout,
        ResultTooLarge,
        MemoryExhausted,
        TooManyQueries,
        Overloaded,
        EvaluationFailed,
        FunctionUnknown,
        QueryCancelled,
        EngineFailed,
    )
}


def refusal_as_json(refusal: Refusal) -> dict[str, Any]:
    """The refusal as plain values, to cross from a worker to the web process."""
    limit = refusal.limit
    return {
        "problem": refusal.problem,
        "message": refusal.message,
        "limit": [limit.name, limit.value] if limit else None,
        "place": [refusal.line, refusal.column, refusal.token] if refusal.line is not None else None,
        "offered": list(getattr(refusal, "offered", ())),
    }


def refusal_from_json(values: dict[str, Any]) -> Refusal:
    """The refusal that `refusal_as_json` made into `values`."""
    refusal = (
        NotAcceptable(values["message"], offered=tuple(values["offered"]))
        if values["problem"] == NotAcceptable.problem
        else REFUSALS[values["problem"]](values["message"])
    )
    if values["limit"]:
        name, value = values["limit"]
        refusal.limit = Limit(name, tuple(value) if isinstance(value, list) else value)
    if values["place"]:
        refusal.at(*values["place"])
    return refusal
