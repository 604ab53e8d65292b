"""Names beside the dots of a map, so that none hides another."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from intmk_kg.publication.map_parts import Site

Box = tuple[float, float, float, float]

_LETTER = 6.6
_LINE = 14.0


def labelled(sites: Iterable[Site], width: float) -> Iterator[Site]:
    """The sites of a map with places for their names that hide neither a dot nor another name, as far as can be."""
    every = tuple(sites)
    beyond = [(-width, -width, 2.0, 9 * width), (width - 2, -width, 2 * width, 9 * width)]
    taken = beyond + [(s.x - s.size, s.y - s.size, s.x + s.size, s.y + s.size) for s in every if s.x is not None]
    for site in every:
        if site.x is None:
            yield site
            continue
        best = min(_choices(site, site.x), key=lambda choice: sum(_overlap(_box(choice), box) for box in taken))
        taken.append(_box(best))
        yield best


def _choices(site: Site, x: float) -> Iterator[Site]:
    """The name on the right, on the left, below and above its dot, in the order of preference."""
    beside, middle = site.size + 3, site.y + 4
    below, above = site.y + site.size + 12, site.y - site.size - 4
    for anchor, label_x, label_y in (
        ("start", x + beside, middle),
        ("end", x - beside, middle),
        ("middle", x, below),
        ("middle", x, above),
        ("start", x + beside, below),
        ("end", x - beside, below),
        ("start", x + beside, above),
        ("end", x - beside, above),
    ):
        yield replace(site, label_x=round(label_x, 1), label_y=round(label_y, 1), anchor=anchor)


def _box(site: Site) -> Box:
    """The room that the name of a site takes."""
    width = _LETTER * len(f"{site.link.text.value} {site.numbers}".strip())
    left = site.label_x - {"start": 0.0, "middle": width / 2, "end": width}[site.anchor]
    return left, site.label_y - _LINE + 3, left + width, site.label_y + 3


def _overlap(one: Box, other: Box) -> float:
    """The area that two boxes share."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(width, 0.0) * max(height, 0.0)
