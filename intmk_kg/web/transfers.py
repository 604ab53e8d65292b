"""A WSGI layer in which slow senders and slow readers hold up nobody but themselves.

A thread that reads a body, or that sends a long one, is held for as long as the client likes. So each client may have
only so many transfers under way, and all together fewer than there are threads; a short answer is handed to the server
whole and holds no thread at all.
"""

import io
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from intmk_kg.engine.refusals import Limit
from intmk_kg.settings import Settings
from intmk_kg.web.plain_problems import plain_problem
from intmk_kg.web.wsgi_answers import Headers, Write, close, joined

_Refused = tuple[int, str, str, Limit | None]

_PATH_WITH_BODIES = "/sparql"
_SHORT_BYTES = 262_144
_DRAINED_BYTES = 16_000_000
_FOR_FIRST = 2


class Transfers:
    """Bounds the bodies that are being received and sent, for each client and for all.

    Attributes:
        application: the WSGI application behind.
    """

    def __init__(self, application: WSGIApplication, settings: Settings) -> None:
        self.application = application
        self._receiving, self._sending = _Gate(settings), _Gate(settings)
        self._longest = longest_body(settings)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request (PEP 3333)."""
        if _has_body(environ) and (refusal := self._receive(environ)):
            return plain_problem(start_response, *refusal)
        given: list[Any] = []

        def noting(status: str, headers: Headers, exc_info: Any = None) -> Write:
            given[:] = [status, headers, exc_info]
            return _no_writing

        parts = self.application(environ, noting)
        if isinstance(parts, list) and sum(map(len, parts)) <= _SHORT_BYTES:
            start_response(*given)
            return parts
        return self._send(environ, parts, given, start_response)

    def _receive(self, environ: WSGIEnvironment) -> _Refused | None:
        """Put the whole body in the place of its stream, or say why not."""
        client = environ.get("REMOTE_ADDR", "")
        if environ.get("PATH_INFO") != _PATH_WITH_BODIES:
            return None
        if limit := self._receiving.enter(client):
            return limit
        try:
            body, size = _received(environ["wsgi.input"], self._longest + 1)
        finally:
            self._receiving.leave(client)
        announced = int(environ.get("CONTENT_LENGTH") or size)
        if size < min(announced, _DRAINED_BYTES):
            return 400, "The body ended before its announced length.", "body-cut", None
        environ["wsgi.input"] = io.BytesIO(body)
        environ["CONTENT_LENGTH"] = str(max(announced, size))
        return None

    def _send(
        self, environ: WSGIEnvironment, parts: Iterable[bytes], given: list[Any], start_response: StartResponse
    ) -> Iterable[bytes]:
        client = environ.get("REMOTE_ADDR", "")
        if _announced(given[1]) <= _SHORT_BYTES:
            whole = joined(parts)
            start_response(*given)
            return [whole]
        if limit := self._sending.enter(client):
            close(parts)
            return plain_problem(start_response, *limit)
        start_response(*given)
        return _Sent(parts, self._sending, client)


def longest_body(settings: Settings) -> int:
    """The bytes that the body of a request may have: percent-encoding makes three bytes of one."""
    return 3 * settings.query_bytes + 10_000


class _Gate:
    """Counts the transfers under way; the limits of queries hold for them too.

    A client that has none may have its first one even beyond, so that a few addresses cannot shut out all others.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._under_way: Counter[str] = Counter()

    def enter(self, client: str) -> _Refused | None:
        """Count one more; where there are too many, the status, the sentence and the name of the problem."""
        most, all_ = self._settings.queries_per_client, self._settings.queue_length
        with self._lock:
            if self._under_way[client] >= most:
                return (
                    429,
                    f"You have {most} transfers under way; wait until one of them is done.",
                    "too-many-transfers",
                    Limit("queries_per_client", most),
                )
            first = self._under_way[client] == 0
            if self._under_way.total() >= (_FOR_FIRST * all_ if first else all_):
                message = f"{all_} transfers are under way already; try again in a moment."
                return 503, message, "overloaded", Limit("queue_length", all_)
            self._under_way[client] += 1
            return None

    def leave(self, client: str) -> None:
        """Count one less."""
        with self._lock:
            self._under_way[client] -= 1
            if not self._under_way[client]:
                del self._under_way[client]


class _Sent:
    """A long body that gives its place back when it has been sent or given up."""

    def __init__(self, parts: Iterable[bytes], gate: _Gate, client: str) -> None:
        self._parts = parts
        self._gate = gate
        self._client = client
        self._lock = threading.Lock()
        self._is_open = True

    def __iter__(self) -> Iterator[bytes]:
        return chain.from_iterable(map(_pieces, self._parts))

    def close(self) -> None:
        """Release the body and its place."""
        with self._lock:
            was_open, self._is_open = self._is_open, False
        if was_open:
            self._gate.leave(self._client)
            close(self._parts)


def _has_body(environ: WSGIEnvironment) -> bool:
    return environ.get("CONTENT_LENGTH", "0") not in {"", "0"} or "HTTP_TRANSFER_ENCODING" in environ


def _received(stream: Any, most: int) -> tuple[bytes, int]:
    """At most so many bytes of a stream, and how many came; more is read and dropped, so that the answer is heard."""
    body = stream.read(most)
    size = len(body)
    while size < _DRAINED_BYTES and (piece := stream.read(_SHORT_BYTES)):
        size += len(piece)
    return body, size


def _pieces(part: bytes) -> Iterator[bytes]:
    return (part[start : start + _SHORT_BYTES] for start in range(0, len(part), _SHORT_BYTES))


def _announced(headers: Headers) -> int:
    lengths = [int(value) for name, value in headers if name.lower() == "content-length"]
    return lengths[0] if lengths else _SHORT_BYTES + 1


def _no_writing(_: bytes) -> object:
    raise TypeError("nothing here uses the callable write, which PEP 3333 discourages")
