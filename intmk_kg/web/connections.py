"""Whether a client is still there, as far as the kernel knows."""

import ipaddress
import sys
from pathlib import Path

_ESTABLISHED = "01"
_TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))


def is_gone(address: str) -> bool:
    """Whether the client at an address has hung up: it has no open connection to this machine at all.

    The server tells an application nothing of a connection that ends, so the kernel's table of connections is asked. A
    client with several connections of which one ends is not noticed, nor one behind a proxy that keeps its own open.
    """
    wanted = _as_in_tables(address)
    return bool(wanted) and not any(_has_connection(table, wanted) for table in _TABLES)


def _has_connection(table: Path, wanted: frozenset[str]) -> bool:
    """Whether an open connection to one of these addresses is in a table (proc(5), /proc/net/tcp)."""
    try:
        lines = table.read_text(encoding="ascii").splitlines()[1:]
    except OSError:
        return table == _TABLES[0]  # without the table nothing is known, and nobody is taken to be gone
    for line in lines:
        _, _, remote, state, *_ = line.split(maxsplit=4)
        if state == _ESTABLISHED and remote.partition(":")[0] in wanted:
            return True
    return False


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
