"""The difference of two graphs."""

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox


@dataclass(frozen=True)
class Difference:
    """What one graph says that the other does not, each side sorted.

    Attributes:
        added: quads of the new graph only.
        removed: quads of the old graph only.
    """

    added: tuple[ox.Quad, ...]
    removed: tuple[ox.Quad, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed)


def difference(old_quads: Iterable[ox.Quad], new_quads: Iterable[ox.Quad]) -> Difference:
    """The quads that were added and removed between two graphs without blank nodes."""
    old, new = set(old_quads), set(new_quads)
    return Difference(tuple(sorted(new - old, key=str)), tuple(sorted(old - new, key=str)))
