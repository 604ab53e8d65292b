"""Whether a client is still there, as far as the kernel knows."""

import ipaddress
import math
import sys
import threading
import time
from pathlib import Path

_ESTABLISHED = "01"
_SECONDS_FRESH = 0.4
_TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))


def is_gone(address: str) -> bool:
    """Whether the client at an address has hung up: it has no open connection to this machine at all.

    The server tells an application nothing of a connection that ends, so the kernel's table of connections is asked. A
    client with several connections of which one ends is not noticed, nor one behind a proxy that keeps its own open.
    """
    wanted = _as_in_tables(address)
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
        self._peers: frozenset[str] | None = None

    def are_missing(self, addresses: frozenset[str], since: float) -> bool:
        """Whether no address had a connection at that time of the monotonic clock or later; False where none knows."""
        with self._lock:
            if self._read_at < since:
                self._read_at = time.monotonic()
                self._peers = _connected()
            return self._peers is not None and self._peers.isdisjoint(addresses)


_OPEN = _Connections()


def _connected() -> frozenset[str] | None:
    """The addresses at the other ends of all open connections (proc(5), /proc/net/tcp); None where that is not told."""
    found: set[str] = set()
    for table in _TABLES:
        try:
            lines = table.read_text(encoding="ascii").splitlines()[1:]
        except OSError:
            if table == _TABLES[0]:
                return None
            continue
        states = (line.split(maxsplit=4)[2:4] for line in lines)
        found.update(remote.partition(":")[0] for remote, state in states if state == _ESTABLISHED)
    return frozenset(found)


def _as_in_tables(address: str) -> frozenset[str]:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return frozenset()
    words = [parsed]
    if parsed.version == 4:  # noqa: PLR2004 -- the version of the protocol
        words.append(ipaddress.ip_address(f"::ffff:{address}"))
    return frozenset(_words(word.packed) for word in words)


def _words(packed: bytes) -> str:
    """The bytes as the kernel prints them: words of 32 bits in the order of this machine."""
    step = -1 if sys.byteorder == "little" else 1
    return "".join(packed[start : start + 4][::step].hex().upper() for start in range(0, len(packed), 4))
