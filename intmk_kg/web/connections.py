"""Whether a client is still there, as far as the kernel knows."""

import ipaddress
import math
import socket
import struct
import sys
import threading
import time
from collections.abc import Iterator

_SECONDS_FRESH = 0.4
_SECONDS_TO_TELL = 1.0
_PIECE = 1 << 16
_SOCK_DIAG = 4
_SOCK_DIAG_BY_FAMILY = 20
_DONE = 3
_REQUEST_ALL = 0x301
_ESTABLISHED = 1
_PEER_IN_MESSAGE = 40
_MESSAGE_HEAD = struct.Struct("=IHHII")
_QUESTION = struct.Struct("=BBBxI48x")


def is_gone(address: str) -> bool:
    """Whether the client at an address has hung up: it has no open connection to this machine at all.

    The server tells an application nothing of a connection that ends, so the kernel's table of connections is asked. A
    client with several connections of which one ends is not noticed, nor one behind a proxy that keeps its own open.
    """
    wanted = _as_in_table(address)
    if not wanted:
        return False
    now = time.monotonic()
    # A connection may be younger than what was read last, so that only the table of now can say that it is gone
    return all(_OPEN.are_missing(wanted, since) for since in (now - _SECONDS_FRESH, now))


class _Connections:
    """The kernel's table of connections, read once for all who ask at the same time: it is long under attack."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._read_at = -math.inf
        self._peers: frozenset[bytes] | None = None

    def are_missing(self, addresses: frozenset[bytes], since: float) -> bool:
        """Whether no address had a connection at that time of the monotonic clock or later; False where none knows."""
        with self._lock:
            if self._read_at < since:
                self._read_at = time.monotonic()
                self._peers = connected_addresses()
            return self._peers is not None and self._peers.isdisjoint(addresses)


_OPEN = _Connections()


def connected_addresses() -> frozenset[bytes] | None:
    """The packed addresses at the other ends of all open connections of this machine; None where it does not tell.

    It is asked by netlink (sock_diag(7), Linux): the table that proc(5) has as a file takes fifty times as long to read
    (8 ms), in which the core does nothing else.
    """
    if sys.platform != "linux":
        return None
    try:
        with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, _SOCK_DIAG) as kernel:
            kernel.settimeout(_SECONDS_TO_TELL)
            return frozenset((*_peers(kernel, socket.AF_INET, 4), *_peers(kernel, socket.AF_INET6, 16)))
    except OSError:
        return None


def _peers(kernel: socket.socket, family: int, length: int) -> Iterator[bytes]:
    """The addresses, of `length` bytes each, at the other ends of the open connections of one family.

    Raises:
        OSError: the kernel does not tell.
    """
    question = _QUESTION.pack(family, socket.IPPROTO_TCP, 0, 1 << _ESTABLISHED)
    size = _MESSAGE_HEAD.size + len(question)
    kernel.send(_MESSAGE_HEAD.pack(size, _SOCK_DIAG_BY_FAMILY, _REQUEST_ALL, 0, 0) + question)
    while True:
        piece = kernel.recv(_PIECE)
        start = 0
        while start < len(piece):
            size, kind, *_ = _MESSAGE_HEAD.unpack_from(piece, start)
            if kind != _SOCK_DIAG_BY_FAMILY:
                _check_end(kind, piece[start + _MESSAGE_HEAD.size :])
                return
            peer = start + _PEER_IN_MESSAGE
            yield piece[peer : peer + length]
            start += (size + 3) & ~3


def _check_end(kind: int, content: bytes) -> None:
    """The last message has the number of an error, or zero."""
    (code,) = struct.unpack_from("=i", content)
    if kind != _DONE or code:
        raise OSError(-code, "the kernel does not tell its connections")


def _as_in_table(address: str) -> frozenset[bytes]:
    """The packed forms in which a peer's address may be in the table: an IPv4 address is also one of IPv6."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return frozenset()
    if parsed.version == 4:  # noqa: PLR2004 -- the version of the protocol
        return frozenset((parsed.packed, ipaddress.ip_address(f"::ffff:{address}").packed))
    return frozenset((parsed.packed,))
