"""What a worker and the web process say to each other over their socket: frames of a kind, a length and bytes."""

import json
import struct
from collections.abc import Callable
from dataclasses import astuple
from socket import socket
from typing import Any

from intmk_kg.engine.description import Term
from intmk_kg.engine.requests import SparqlRequest, Wanted

DATA, END, REFUSAL = 0, 1, 2
_HEAD = struct.Struct(">BI")
_LENGTH = struct.Struct(">I")
_PIECE = 262_144


def request_bytes(request: SparqlRequest, wanted: Wanted) -> bytes:
    """A request as it is sent to a worker."""
    values = [
        request.query,
        request.default_graphs,
        request.named_graphs,
        wanted.solutions,
        wanted.boolean,
        wanted.graph,
        [(name, astuple(term)) for name, term in request.substitutions],
    ]
    text = json.dumps(values).encode()
    return _LENGTH.pack(len(text)) + text


def read_request(connection: socket) -> tuple[SparqlRequest, Wanted] | None:
    """The next request; None where the web process has closed the connection."""
    received = connection.recv(_PIECE)
    while len(received) < _LENGTH.size or len(received) < _LENGTH.size + _LENGTH.unpack_from(received)[0]:
        piece = connection.recv(_PIECE)
        if not piece:
            return None
        received += piece
    query, default_graphs, named_graphs, *media_types, terms = json.loads(received[_LENGTH.size :])
    substitutions = tuple((name, Term(*values)) for name, values in terms)
    return SparqlRequest(query, tuple(default_graphs), tuple(named_graphs), substitutions), Wanted(*media_types)


def frame(kind: int, content: bytes) -> bytes:
    """A frame as it is sent."""
    return _HEAD.pack(kind, len(content)) + content


def read_frames(receive: Callable[[int], bytes], deliver: Callable[[bytes], None]) -> tuple[int, Any]:
    """Read up to the frame that ends an answer.

    Args:
        receive: gives up to so many bytes, none where the connection is closed.
        deliver: is given the content of each data frame.

    Returns:
        The kind of the last frame, END or REFUSAL, and its content as values.

    Raises:
        EOFError: the connection was closed before.
    """
    buffer = bytearray()
    while True:
        while len(buffer) >= _HEAD.size:
            kind, length = _HEAD.unpack_from(buffer)
            if len(buffer) - _HEAD.size < length:
                break
            content = bytes(buffer[_HEAD.size : _HEAD.size + length])
            del buffer[: _HEAD.size + length]
            if kind != DATA:
                return kind, json.loads(content.decode())
            deliver(content)
        piece = receive(_PIECE)
        if not piece:
            raise EOFError
        buffer += piece
