"""Problems of the layers before Flask, which know no page and no language (RFC 9457)."""

import json
from http import HTTPStatus
from typing import Any
from wsgiref.types import StartResponse

from intmk_kg.engine.refusals import Limit
from intmk_kg.web.headers import ALWAYS
from intmk_kg.web.problems import MEDIA_TYPE, TITLES

_RETRY_AFTER = "5"


def plain_problem(
    start_response: StartResponse, status: int, detail: str, problem: str, limit: Limit | None = None
) -> list[bytes]:
    """Answer a request with a problem document.

    Args:
        start_response: of the request (PEP 3333).
        status: the HTTP status.
        detail: what happened and what to do.
        problem: a name for it that never changes.
        limit: that was met, or None.
    """
    title = TITLES[status]
    document: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    document["problem"] = problem
    if limit is not None:
        document["limit"] = {"name": limit.name, "value": limit.value}
    body = json.dumps(document, indent=2).encode() + b"\n"
    headers = [("Content-Type", MEDIA_TYPE), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")]
    if status != HTTPStatus.BAD_REQUEST:
        headers.append(("Retry-After", _RETRY_AFTER))
    start_response(f"{status} {title.upper()}", [*headers, *ALWAYS.items()])
    return [body]
