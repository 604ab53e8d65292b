"""A WSGI layer that sends large answers packed, each coding with an entity tag of its own (RFC 9110, 8.4 and 8.8.3.3).

It stands behind the layer of cached answers, so that what is kept there is packed once. An answer that is packed is
packed whole before it is sent: its length is known, and HEAD has GET's headers.
"""

import re
import zlib
from collections.abc import Iterable
from typing import Any, Protocol
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import zstandard
from flask import Flask, request

from intmk_kg.engine.body import ArrivingBody
from intmk_kg.engine.requests import SpooledBody
from intmk_kg.web.content_coding import CODINGS, GZIP, IDENTITY, AcceptedCoding, accepted_coding
from intmk_kg.web.problems import Problem
from intmk_kg.web.wsgi_answers import Headers, Write, close, is_held, run, value_of, without_content

UNENCODABLE = "intmk_kg.unencodable"
"""Where the environment says that the client accepts no coding in which this could be answered."""

CODING = "intmk_kg.coding"
"""Where the environment names the coding that is wanted, for those that have the answer packed already."""

THRESHOLD = 1000
"""Shorter answers are one packet either way."""

_PACKED = (".gz", ".zst")
_VARYING = ("200", "206", "304", "406")
_TEXT = re.compile(r"text/|\w+/(?:[\w.-]+\+)?(?:json|xml)\b|application/(?:javascript|n-quads|n-triples|trig)\b")
_GZIP_WINDOW = 31
# Measured on RDF of 1 MB: gzip 23 ms at level 6 for 13 %, 5 ms at level 1 for 16 %; Zstandard 3 ms at level 3 for 12 %
_LEVEL, _LEVEL_OF_LARGE, _LARGE = 6, 1, 1_000_000
_ZSTANDARD_LEVEL = 3


class Compression:
    """Packs what the application answers, in the coding that the client likes best.

    Attributes:
        application: the WSGI application behind.
    """

    def __init__(self, application: WSGIApplication) -> None:
        self.application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request (PEP 3333)."""
        accepted = accepted_coding(environ.get("HTTP_ACCEPT_ENCODING"))
        is_packed = environ.get("PATH_INFO", "").endswith(_PACKED)
        if accepted.coding is None or (is_packed and accepted.is_identity_refused):
            return self._as_it_is({**environ, UNENCODABLE: True}, start_response)
        if is_packed or accepted.coding == IDENTITY:
            return self._as_it_is(environ, start_response)
        return self._coded(accepted.coding, accepted, environ, start_response)

    def _as_it_is(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def varied(status: str, headers: Headers, exc_info: Any = None) -> Write:
            return start_response(status, _varied(status, headers), exc_info)

        return self.application(environ, varied)

    def _coded(
        self, coding: str, accepted: AcceptedCoding, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        status, headers, parts = run(self.application, _asked(environ, coding, accepted))
        headers = _varied(status, headers)
        if status.startswith("304") or value_of(headers, "content-encoding") == coding:
            headers = _tagged(headers, coding)
        elif status.startswith("200") and _is_worth_coding(headers, accepted):
            body = _packed(parts, coding, headers)
            headers = _described(headers, coding, body)
            parts = [body] if isinstance(body, bytes) else body.chunks()
        elif accepted.is_identity_refused and status.startswith("20"):
            close(parts)
            return self._as_it_is({**environ, UNENCODABLE: True}, start_response)
        held, tag = environ.get("HTTP_IF_NONE_MATCH"), value_of(headers, "etag")
        if held and tag and status.startswith("200") and is_held(held, tag):
            status, headers = "304 NOT MODIFIED", without_content(headers)
        start_response(status, headers)
        if environ["REQUEST_METHOD"] == "HEAD" or status.startswith("304"):
            close(parts)
            return [b""]
        return parts


def register_compression(app: Flask) -> None:
    """Answer 406 where this layer asks for it."""
    app.before_request(_refuse)


def _refuse() -> None:
    if UNENCODABLE in request.environ:
        detail = "The request accepts none of the content codings that this is available in."
        is_packed = request.path.endswith(_PACKED)
        raise Problem(406, detail, members={"available": [IDENTITY] if is_packed else [*CODINGS, IDENTITY]})


class _Compressor(Protocol):
    def compress(self, data: bytes, /) -> bytes: ...

    def flush(self) -> bytes: ...


def _asked(environ: WSGIEnvironment, coding: str, accepted: AcceptedCoding) -> WSGIEnvironment:
    """The request as the application is to see it, which knows nothing of codings.

    HEAD is asked as GET, for the length that the packed body has. Of the entity tags that the client holds, those of
    the coding go on without its name; whether it holds another one is decided here, when the answer is known. The parts
    of a file that it asks for are those of the packed file, where the tag that it names is of that.
    """
    asked = {**environ, CODING: coding}
    ending = f'-{coding}"'
    if "HTTP_IF_NONE_MATCH" in asked:
        tags = (tag.strip() for tag in asked.pop("HTTP_IF_NONE_MATCH").split(","))
        if held := [f'{tag.removesuffix(ending)}"' for tag in tags if tag.endswith(ending)]:
            asked["HTTP_IF_NONE_MATCH"] = ", ".join(held)
    if_range = asked.pop("HTTP_IF_RANGE", None)
    if if_range is not None and if_range.endswith(ending):
        asked["HTTP_IF_RANGE"] = f'{if_range.removesuffix(ending)}"'
        if_range = None
    if environ["REQUEST_METHOD"] == "HEAD":
        asked["REQUEST_METHOD"] = "GET"
    if if_range is not None or environ["REQUEST_METHOD"] == "HEAD" or accepted.is_identity_refused:
        asked.pop("HTTP_RANGE", None)
    return asked


def _is_worth_coding(headers: Headers, accepted: AcceptedCoding) -> bool:
    if value_of(headers, "content-encoding") or not _TEXT.match(value_of(headers, "content-type")):
        return False
    return accepted.is_identity_refused or int(value_of(headers, "content-length") or THRESHOLD) >= THRESHOLD


def _packed(parts: Iterable[bytes], coding: str, headers: Headers) -> bytes | SpooledBody:
    """The whole body in a coding; a large one in a file."""
    compressor = _compressor(coding, int(value_of(headers, "content-length") or _LARGE))
    body = ArrivingBody()
    try:
        for part in parts:
            if part:
                body.add(compressor.compress(part))
        body.add(compressor.flush())
    except BaseException:
        body.drop()
        raise
    finally:
        close(parts)
    return body.whole()


def _compressor(coding: str, size: int) -> _Compressor:
    if coding == GZIP:
        # Without a time in its head, so that the same bytes stay the same (RFC 1952, 2.3.1)
        return zlib.compressobj(_LEVEL if size < _LARGE else _LEVEL_OF_LARGE, zlib.DEFLATED, _GZIP_WINDOW)
    # Its window is far below the 8 MB that clients are sure to have (RFC 9659, 3)
    return zstandard.ZstdCompressor(level=_ZSTANDARD_LEVEL).compressobj()


def _described(headers: Headers, coding: str, body: bytes | SpooledBody) -> Headers:
    length = len(body) if isinstance(body, bytes) else body.length
    others = [(name, value) for name, value in _tagged(headers, coding) if name.lower() != "content-length"]
    return [*others, ("Content-Length", str(length)), ("Content-Encoding", coding)]


def _tagged(headers: Headers, coding: str) -> Headers:
    """The headers with the entity tag of the coding in the place of the representation's own."""
    return [(name, f'{value[:-1]}-{coding}"' if name.lower() == "etag" else value) for name, value in headers]


def _varied(status: str, headers: Headers) -> Headers:
    """The headers with Vary where the answer could have been another in another coding (RFC 9110, 12.5.5)."""
    if not status.startswith(_VARYING):
        return headers
    varying = ", ".join(value for name, value in headers if name.lower() == "vary")
    others = [(name, value) for name, value in headers if name.lower() != "vary"]
    return [*others, ("Vary", f"{varying}, Accept-Encoding" if varying else "Accept-Encoding")]
