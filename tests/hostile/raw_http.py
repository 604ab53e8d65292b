"""Requests written byte by byte, since no decent client sends what hostile ones do."""

import json
import socket
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

SECONDS_TO_ANSWER = 30.0


@dataclass(frozen=True)
class Response:
    """What came back over one connection.

    Attributes:
        status: the status code; 0 where the connection was closed without an answer.
        headers: by their names in small letters.
        body: its bytes.
        rest: what came after the answer.
        is_whole: whether the body has the length that was announced.
        seconds: from the end of the request to the end of the answer.
    """

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    rest: bytes = b""
    is_whole: bool = True
    seconds: float = 0.0

    @property
    def problem(self) -> str | None:
        """The name of the problem that the body describes; None where it describes none."""
        if self.headers.get("content-type") != "application/problem+json":
            return None
        document: dict[str, Any] = json.loads(self.body)
        return str(document.get("problem", ""))


def connect(port: int, client: str = "127.0.0.1") -> socket.socket:
    """A connection to the server from one of the addresses of this machine."""
    return socket.create_connection(("127.0.0.1", port), SECONDS_TO_ANSWER, (client, 0))


def exchange(port: int, request: bytes, client: str = "127.0.0.1") -> Response:
    """The answer to a request that asks for the connection to be closed after it."""
    with connect(port, client) as connection:
        with suppress(BrokenPipeError, ConnectionResetError):  # refused before all of it was sent
            connection.sendall(request)
        began = time.monotonic()
        answer = received(connection)
        return read_response(answer, is_head=request.startswith(b"HEAD "), seconds=time.monotonic() - began)


def received(connection: socket.socket) -> bytes:
    """Everything that comes until the other side closes."""
    pieces = []
    with suppress(ConnectionResetError):
        while piece := connection.recv(65_536):
            pieces.append(piece)
    return b"".join(pieces)


def read_response(answer: bytes, *, is_head: bool = False, seconds: float = 0.0) -> Response:
    """The first response in what was received (RFC 9112)."""
    head, separator, rest = answer.partition(b"\r\n\r\n")
    if not separator:
        return Response(0, rest=answer, is_whole=False, seconds=seconds)
    first, *lines = head.decode("latin-1").split("\r\n")
    status = int(first.split(" ")[1])
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if status == 100:
        return read_response(rest, is_head=is_head, seconds=seconds)
    if headers.get("transfer-encoding") == "chunked":
        body, rest, is_whole = _dechunked(rest)
        return Response(status, headers, body, rest, is_whole, seconds)
    length = 0 if is_head or status in {204, 304} else int(headers.get("content-length", len(rest)))
    return Response(status, headers, rest[:length], rest[length:], len(rest) >= length, seconds)


def get(target: str, *lines: str, method: str = "GET", host: str = "kg.example") -> bytes:
    """A request without a body."""
    head = [f"{method} {target} HTTP/1.1", f"Host: {host}", "Connection: close", *lines]
    return "\r\n".join([*head, "", ""]).encode()


def post(body: bytes, content_type: str = "application/sparql-query", *lines: str, target: str = "/sparql") -> bytes:
    """A request with a body."""
    more = [f"Content-Type: {content_type}", f"Content-Length: {len(body)}", *lines]
    return get(target, *more, method="POST") + body


def _dechunked(rest: bytes) -> tuple[bytes, bytes, bool]:
    body = []
    while True:
        size, separator, rest = rest.partition(b"\r\n")
        if not separator:
            return b"".join(body), b"", False
        length = int(size, 16)
        if len(rest) < length + 2:
            return b"".join(body), b"", False
        body.append(rest[:length])
        rest = rest[length + 2 :]
        if length == 0:
            return b"".join(body), rest, True
