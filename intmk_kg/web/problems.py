"""Every error as `application/problem+json` (RFC 9457, https://www.rfc-editor.org/rfc/rfc9457) or as a page."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import structlog
from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from intmk_kg.engine.refusals import Refusal
from intmk_kg.web.negotiation import negotiate
from intmk_kg.web.pages import render

MEDIA_TYPE = "application/problem+json"
_OFFERED = (MEDIA_TYPE, "text/html", "application/json")
_RETRY_SECONDS = 5

TITLES = {
    400: "Bad Request",
    404: "Not Found",
    405: "Method Not Allowed",
    406: "Not Acceptable",
    410: "Gone",
    413: "Content Too Large",
    414: "URI Too Long",
    415: "Unsupported Media Type",
    416: "Range Not Satisfiable",
    429: "Too Many Requests",
    500: "Internal Server Error",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}

DETAILS = {
    400: "The request cannot be understood.",
    404: "There is nothing at this address. It may be misspelt; nothing was ever published here.",
    405: "This address does not answer that method. It can only be read.",
    406: "None of the formats that the request accepts is available here.",
    410: "What was described here has been withdrawn.",
    413: "The request is larger than this service accepts.",
    414: "The address is longer than this service accepts.",
    415: "The request's media type is not understood here.",
    416: "The file has no such part.",
    429: "Too many requests of yours are under way. Please wait and ask again.",
    500: "This service failed to answer. The fault is ours and has been recorded.",
    503: "This service is busy or not ready. Please ask again in a moment.",
    504: "The answer took longer than the deadline, so the work was stopped. There is no partial answer.",
}


class Problem(Exception):  # noqa: N818 - RFC 9457 calls it a problem
    """An error that the client is told of.

    Attributes:
        status: the HTTP status.
        detail: what happened and what to do, in English; the status's own sentence where none is given.
        members: further members of the problem document, such as `limit` or `available`.
        headers: further headers of the answer, such as Retry-After.
        type: an IRI of the kind of problem.
    """

    status = 500

    def __init__(
        self,
        status: int | None = None,
        detail: str | None = None,
        *,
        members: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        type_: str = "about:blank",
    ) -> None:
        self.status = status or self.status
        self.detail = detail or DETAILS.get(self.status, "")
        self.members = dict(members or {})
        self.headers = dict(headers or {})
        self.type = type_
        super().__init__(f"{self.status} {self.detail}")

    @property
    def title(self) -> str:
        """The name of the status."""
        return TITLES.get(self.status) or HTTPStatus(self.status).phrase


class NotFound(Problem):
    """There is nothing at this address."""

    status = 404


class NotAcceptable(Problem):
    """The client accepts nothing of what there is; the answer lists it."""

    def __init__(self, available: Sequence[str]) -> None:
        super().__init__(406, members={"available": list(available)})


def register_problems(app: Flask) -> None:
    """Answer every exception of the application's routes as a problem."""
    app.register_error_handler(Problem, problem_response)
    app.register_error_handler(HTTPException, _http_response)
    app.register_error_handler(Refusal, _refusal_response)
    app.register_error_handler(Exception, _failure_response)


def problem_response(problem: Problem) -> Response:
    """A problem as the current request can read it: a page where it asks for HTML, else JSON."""
    if negotiate(request.headers.get("Accept"), _OFFERED) == "text/html":
        response = Response(render("problem.html", problem=problem), content_type="text/html; charset=utf-8")
        response.headers["Content-Language"] = g.language
    else:
        document = {"type": problem.type, "title": problem.title, "status": problem.status, "detail": problem.detail}
        body = json.dumps(document | problem.members, ensure_ascii=False, indent=2) + "\n"
        response = Response(body, content_type=MEDIA_TYPE)
    response.status_code = problem.status
    response.headers["Vary"] = "Accept, Accept-Language"
    response.headers["Cache-Control"] = "no-store"
    response.headers.update(problem.headers)
    return response


def _http_response(error: HTTPException) -> Response:
    status = error.code or 500
    headers = {}
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return problem_response(Problem(max(status, HTTPStatus.BAD_REQUEST), headers=headers))


def _refusal_response(refusal: Refusal) -> Response:
    """The engine refuses a question of our own pages: they are not ready, whatever the reason."""
    structlog.get_logger().warning("page without its data", path=request.path, reason=refusal.problem)
    return problem_response(Problem(503, headers={"Retry-After": str(refusal.retry_after or _RETRY_SECONDS)}))


def _failure_response(error: Exception) -> Response:
    structlog.get_logger().error("request failed", path=request.path, exc_info=error)
    return problem_response(Problem(500))
