"""The body of an answer while it arrives: in memory, and from a size on in a file without a name."""

import os
import tempfile

from intmk_kg.engine.requests import SpooledBody

_LARGEST_IN_MEMORY = 2_000_000


class ArrivingBody:
    """Collects pieces until the answer is whole."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._length = 0
        self._descriptor: int | None = None

    def add(self, piece: bytes) -> None:
        """Take one piece more."""
        self._length += len(piece)
        if self._descriptor is None and self._length > _LARGEST_IN_MEMORY:
            self._descriptor = _unnamed_file()
            for earlier in self._pieces:
                _write(self._descriptor, earlier)
            self._pieces = []
        if self._descriptor is None:
            self._pieces.append(piece)
        else:
            _write(self._descriptor, piece)

    def whole(self) -> bytes | SpooledBody:
        """The body, when all of it is there."""
        if self._descriptor is None:
            return b"".join(self._pieces)
        descriptor, self._descriptor = self._descriptor, None
        return SpooledBody(descriptor, self._length)

    def drop(self) -> None:
        """Let go of what is there, when the rest will not come."""
        self._pieces = []
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _unnamed_file() -> int:
    descriptor, name = tempfile.mkstemp(prefix="intmk-kg-")
    os.unlink(name)  # noqa: PTH108 -- the descriptor is what is used
    return descriptor


def _write(descriptor: int, piece: bytes) -> None:
    view = memoryview(piece)
    while view:
        view = view[os.write(descriptor, view) :]
