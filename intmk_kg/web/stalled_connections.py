"""Closes connections over which nothing arrives any more, so that no client holds a thread or memory for ever.

The server tells an application nothing of its connections and has no time limits of its own for bodies, so the kernel
is asked (tcp(7), TCP_INFO). Where it does not say, nothing is closed.
"""

import contextlib
import os
import socket
import struct
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_OPEN_FILES = Path("/proc/self/fd")
_TCP_INFO = 11
_ACKED_AT, _NOT_SENT_AT, _INFO_BYTES = 120, 144, 148
_SLOWEST_READER = 1000
_SECONDS_BETWEEN_LOOKS = 2.0
_MOST_AT_REST = 200


class StalledConnections:
    """Watches the connections of this process to one port.

    A connection is closed when it has delivered nothing for `seconds`, whether the client sends its request byte by
    byte, does not send it at all or does not read the answer; and when there is more to send and the client has read
    fewer than 1000 bytes a second. Of one client no more than 200 connections are kept on which nothing is asked, so
    that nobody can take all that there may be.

    Args:
        port: that the server listens on.
        seconds: longer than any answer may take.
    """

    def __init__(self, port: int, seconds: float) -> None:
        self._port = port
        self._seconds = seconds
        self._seen: dict[str, _Stay] = {}

    def start(self) -> None:
        """Look again and again for as long as this process lives."""
        if sys.platform == "linux":
            threading.Thread(target=self._watch, name="stalled-connections", daemon=True).start()

    def look(self) -> int:
        """Look once; how many connections were closed."""
        closed, now_open = 0, {}
        at_rest: Counter[str] = Counter()
        for name, connection in _connections(self._port):
            with connection:
                seen = self._seen.get(name)
                found = now_open[name] = _look_at(connection, seen)
                client = name.partition(" ")[2]
                at_rest[client] += found.state == "resting"
                is_over = found.state == "resting" and at_rest[client] > _MOST_AT_REST
                if found is seen and time.monotonic() - seen.since > self._seconds:
                    now_open[name] = _look_at(connection, None)
                    is_over |= not seen.is_read(now_open[name])
                if is_over:
                    closed += 1
                    with contextlib.suppress(OSError):
                        connection.shutdown(socket.SHUT_RDWR)
        self._seen = now_open
        return closed

    def _watch(self) -> None:
        while True:
            time.sleep(min(_SECONDS_BETWEEN_LOOKS, self._seconds / 2))
            with contextlib.suppress(OSError):
                self.look()


@dataclass(frozen=True)
class _Counters:
    """The bytes that the client has taken, those that came from it, and those that wait for it."""

    delivered: int
    received: int
    waiting: int


@dataclass(frozen=True)
class _Stay:
    """A time in which a connection is in one state: at rest, with a request, or with an answer that is being read."""

    since: float
    state: str
    delivered: int
    answered: int

    def is_read(self, later: "_Stay") -> bool:
        """Whether an answer was taken at a bearable rate until a later time."""
        taken = later.delivered - self.delivered
        return self.state == "reading" and taken > _SLOWEST_READER * (later.since - self.since)


def _connections(port: int) -> Iterator[tuple[str, socket.socket]]:
    """The connections of this process to a port, by the kernel's name and the client's address, each opened anew."""
    for path in _OPEN_FILES.iterdir():
        with contextlib.suppress(OSError):
            name = str(path.readlink())
            if not name.startswith("socket:"):
                continue
            connection = socket.socket(fileno=os.dup(int(path.name)))
            try:
                address = connection.getsockname()
                is_ours = connection.family in {socket.AF_INET, socket.AF_INET6} and address[1] == port
                peer = connection.getpeername() if is_ours else None
            except OSError:
                peer = None  # it listens, or has ended
            if peer is None:
                connection.close()
            else:
                yield f"{name}:{peer[1]} {peer[0]}", connection


def _look_at(connection: socket.socket, seen: _Stay | None) -> _Stay:
    """The stay that a connection is in: the one that was seen, or another that begins now."""
    now = _counters(connection)
    has_taken = seen is None or now.delivered > seen.delivered
    answered = seen.answered if seen is not None and not has_taken else now.received if now.delivered else 0
    state = "reading" if now.waiting else "asking" if now.received > answered else "resting"
    if seen is not None and seen.state == state and (state == "reading" or not has_taken):
        return seen
    return _Stay(time.monotonic(), state, now.delivered, answered)


def _counters(connection: socket.socket) -> _Counters:
    """What the kernel counts; where it does not, every connection seems to be read."""
    info = connection.getsockopt(socket.IPPROTO_TCP, _TCP_INFO, 256)
    if len(info) < _INFO_BYTES:
        return _Counters(time.monotonic_ns(), 0, 0)
    delivered, received = struct.unpack_from("=QQ", info, _ACKED_AT)
    return _Counters(delivered, received, *struct.unpack_from("=I", info, _NOT_SENT_AT))
