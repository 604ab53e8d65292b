"""Why a query is not answered, in the terms of HTTP."""

from typing import Any

from intmk_kg.engine.refusals import GraphUnknown, Kind, NotAcceptable, QueryTooDeep, Refusal
from intmk_kg.web.problems import Problem

_STATUSES: dict[Kind, int] = {
    "syntax": 400,
    "evaluation": 400,
    "refused": 403,
    "not-acceptable": 406,
    "too-long": 413,
    "too-many": 429,
    "failed": 500,
    "unsupported": 501,
    "cancelled": 503,
    "overloaded": 503,
    "too-much": 503,
    "timeout": 504,
}
_MALFORMED = (GraphUnknown, QueryTooDeep)


def as_problem(refusal: Refusal) -> Problem:
    """The problem that tells the client of a refusal: its name, its place in the query, the limit that it met."""
    status = 400 if isinstance(refusal, _MALFORMED) else _STATUSES[refusal.kind]
    members: dict[str, Any] = {"problem": refusal.problem}
    if refusal.line is not None:
        members |= {"line": refusal.line, "column": refusal.column, "token": refusal.token}
    if refusal.limit is not None:
        members |= {"limit": {"name": refusal.limit.name, "value": refusal.limit.value}}
    if isinstance(refusal, NotAcceptable):
        members |= {"available": list(refusal.offered)}
    headers = {"Retry-After": str(refusal.retry_after)} if refusal.retry_after else {}
    return Problem(status, refusal.message, members=members, headers=headers)
