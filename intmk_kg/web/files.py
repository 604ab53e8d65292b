"""A file as an answer, whole or in part, which is opened only when its bytes are sent."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from flask import Response, request
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from intmk_kg.web.problems import Problem

_CHUNK = 1 << 20


def file_response(path: Path, media_type: str, size: int, etag: str, modified: str | None) -> Response:
    """The answer to a request for a file: 200, 206 for a part (RFC 9110, 14), or 304.

    Args:
        path: the file.
        media_type: of its content.
        size: its bytes.
        etag: without quotes.
        modified: when its content last changed, as xsd:dateTime, or None where that is not known.

    Raises:
        Problem: 416, the file has no such part.
    """
    content_type = f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
    response = Response(_Chunks(path), content_type=content_type, direct_passthrough=True)
    response.content_length = size
    response.set_etag(etag)
    if modified:
        response.last_modified = datetime.fromisoformat(modified)
    environ = dict(request.environ)
    if request.method == "HEAD":
        environ.pop("HTTP_RANGE", None)  # defined for GET only
    try:
        response.make_conditional(environ, accept_ranges=True, complete_length=size)
    except RequestedRangeNotSatisfiable as error:
        raise Problem(416, headers={"Content-Range": f"bytes */{size}"}) from error
    response.headers.pop("Date", None)  # the server's to say
    return response


class _Chunks:
    """The bytes of a file from a place on, with what werkzeug's answers in parts ask of a stream.

    The file is open for the moment of a reading only, so that no answer that is broken off leaves it open.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._place = 0

    def seekable(self) -> bool:
        return True

    def seek(self, place: int) -> None:
        self._place = place

    def tell(self) -> int:
        return self._place

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        with self._path.open("rb") as file:
            file.seek(self._place)
            chunk = file.read(_CHUNK)
        if not chunk:
            raise StopIteration
        self._place += len(chunk)
        return chunk
