"""A WSGI layer that writes one structured line per request."""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from intmk_kg.log import event_writer
from intmk_kg.web.wsgi_answers import Headers, Write


class AccessLog:
    """Logs method, path, status, bytes, milliseconds, client and media type of every answer.

    Attributes:
        application: the WSGI application behind.

    Args:
        write: is given each line's event; by default it goes to the log.
    """

    def __init__(self, application: WSGIApplication, write: Callable[[dict[str, Any]], None] | None = None) -> None:
        self.application = application
        self._write = write or event_writer()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request (PEP 3333)."""
        began = time.perf_counter()
        given: list[Any] = []

        def noting(status: str, headers: Headers, exc_info: Any = None) -> Write:
            given[:] = status, headers
            return start_response(status, headers, exc_info)

        def written(size: int) -> None:
            self._write({**_event(environ, *given), "bytes": size, "ms": _milliseconds_since(began)})

        body = self.application(environ, noting)
        if isinstance(body, list):
            written(sum(map(len, body)))
            return body
        return _Counted(body, written)


def _event(environ: WSGIEnvironment, status: str, headers: Headers) -> dict[str, Any]:
    return {
        "event": "request",
        "method": environ["REQUEST_METHOD"],
        "path": environ.get("PATH_INFO", ""),
        "client": environ.get("REMOTE_ADDR"),
        "status": int(status[:3]),
        "media_type": next((value for name, value in headers if name.lower() == "content-type"), None),
    }


def _milliseconds_since(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 2)


class _Counted:
    """A body that tells its size when it has been sent."""

    def __init__(self, parts: Iterable[bytes], sent: Callable[[int], None]) -> None:
        self._parts = parts
        self._sent = sent
        self._size = 0

    def __iter__(self) -> Iterator[bytes]:
        for part in self._parts:
            self._size += len(part)
            yield part

    def close(self) -> None:
        """Release the body and report its size."""
        if (close := getattr(self._parts, "close", None)) is not None:
            close()
        self._sent(self._size)
