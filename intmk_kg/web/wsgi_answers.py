"""What layers do with the answer of the application behind them (PEP 3333, https://peps.python.org/pep-3333/)."""

from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.types import WSGIApplication, WSGIEnvironment

Headers = list[tuple[str, str]]

Write = Callable[[bytes], object]
"""What `start_response` gives, and nothing here uses."""

_NOT_IN_304 = frozenset({"content-encoding", "content-language", "content-length", "content-type"})


def run(application: WSGIApplication, environ: WSGIEnvironment) -> tuple[str, Headers, Iterable[bytes]]:
    """The status, headers and body of an application's answer to a request; the body is not yet read."""
    given: list[Any] = []
    written: list[bytes] = []

    def start_response(status: str, headers: Headers, _exc_info: object = None) -> Write:
        given[:] = [status, headers]
        return written.append

    parts = application(environ, start_response)
    status, headers = given
    return status, list(headers), [*written, *parts] if written else parts


def joined(parts: Iterable[bytes]) -> bytes:
    """The whole body, which is closed then."""
    try:
        return b"".join(parts)
    finally:
        close(parts)


def close(parts: Iterable[bytes]) -> None:
    """Let go of a body, read or not."""
    if (closing := getattr(parts, "close", None)) is not None:
        closing()


def value_of(headers: Headers, name: str) -> str:
    """The value of the first header of this name, which is given in small letters; empty where there is none."""
    return next((value for given, value in headers if given.lower() == name), "")


def is_held(if_none_match: str, etag: str) -> bool:
    """Whether the header If-None-Match names the tag, by weak comparison (RFC 9110, 13.1.2)."""
    return if_none_match.strip() == "*" or etag in (tag.strip().removeprefix("W/") for tag in if_none_match.split(","))


def without_content(headers: Headers) -> Headers:
    """The headers of a 304 in the place of a 200 (RFC 9110, 15.4.5)."""
    return [(name, value) for name, value in headers if name.lower() not in _NOT_IN_304]
