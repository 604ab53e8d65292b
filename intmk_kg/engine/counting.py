"""Counting the rows of a result in its bytes while they are written, so that a limit is met before the end.

The serializers of the engine write bytes, and turning every row into Python's objects only to count it would cost ten
times as much as writing it.
"""

import re
from collections.abc import Callable

_JSON_ROW = re.compile(rb'[\[}],?\{(?="[^"\\]*":\{"|\}[,\]])')
_QUOTED = re.compile(rb'"[^"]*"')
_OVERLAP = 1024


def row_counter(media_type: str) -> Callable[[bytes], int]:
    """A function that is given a result piece by piece and says how many rows it has seen so far, at least."""
    counters: dict[str, Callable[[], Callable[[bytes], int]]] = {
        "application/sparql-results+json": _JsonRows,
        "application/sparql-results+xml": _XmlRows,
        "text/csv": _CsvRows,
        "text/tab-separated-values": _TsvRows,
    }
    return counters[media_type]()


class _XmlRows:
    """Counts `<result>`; in a value it would be escaped."""

    def __init__(self) -> None:
        self.rows = 0
        self.rest = b""

    def __call__(self, piece: bytes) -> int:
        text = self.rest + piece
        self.rows += text.count(b"<result>")
        self.rest = text[-len(b"<result>") + 1 :]
        return self.rows


class _TsvRows:
    """Counts line ends after the header; in a value they would be escaped."""

    def __init__(self) -> None:
        self.rows = -1

    def __call__(self, piece: bytes) -> int:
        self.rows += piece.count(b"\n")
        return max(self.rows, 0)


class _CsvRows:
    """Counts line ends that are not within quotation marks."""

    def __init__(self) -> None:
        self.rows = -1
        self.quoted = b""

    def __call__(self, piece: bytes) -> int:
        text = self.quoted + piece
        self.quoted = b""
        if b'"' in text:
            text = _QUOTED.sub(b"", text)
            text, mark, rest = text.partition(b'"')
            self.quoted = mark + rest
        self.rows += text.count(b"\n")
        return max(self.rows, 0)


class _JsonRows:
    """Counts the openings of solutions: an object after an object or a bracket, holding a variable or nothing.

    No string can look like the former, because its quotation marks would be escaped; a literal that contains `[{},`
    counts as the latter.
    """

    def __init__(self) -> None:
        self.rows = 0
        self.rest = b""

    def __call__(self, piece: bytes) -> int:
        text = self.rest + piece
        last = 0
        for match in _JSON_ROW.finditer(text):
            self.rows += 1
            last = match.end()
        self.rest = text[max(last, len(text) - _OVERLAP) :]
        return self.rows
