"""Names beside the dots of a map, so that none hides another."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from intmk_kg.publication.map_parts import Label, Site

Box = tuple[float, float, float, float]

NARROW = 1.45
"""How much larger the letters are on a phone, where the whole drawing is smaller."""

_LETTER = 7.2
_LINE = 14.0
_ROUNDS = 3
_CUT_OFF = 100.0


def labelled(sites: Sequence[Site], width: float) -> tuple[Site, ...]:
    """The sites of a map with places for their names that hide neither a dot nor another name, as far as can be."""
    usual, narrow = (_labels(sites, width, scale) for scale in (1.0, NARROW))
    return tuple(
        replace(site, label=usual.get(place), narrow_label=narrow.get(place)) for place, site in enumerate(sites)
    )


def _labels(sites: Sequence[Site], width: float, scale: float) -> dict[int, Label]:
    """The labels in letters of one size, by the place of their site among all."""
    located = [(place, site, site.x) for place, site in enumerate(sites) if site.x is not None]
    dots = [(x - site.size, site.y - site.size, x + site.size, site.y + site.size) for _, site, x in located]
    found: dict[int, Label] = {}
    names: dict[int, Box] = {}
    # A name that has been placed may make room for a later one
    for _ in range(_ROUNDS):
        for place, site, x in located:
            others = [*dots, *(box for other, box in names.items() if other != place)]
            boxes = {label: _box(site, label, scale) for label in _choices(site, x, scale)}
            costs = {label: _cost(box, others, width) for label, box in boxes.items()}
            found[place] = min(costs, key=lambda label: costs[label])
            names[place] = boxes[found[place]]
    return found


def _cost(box: Box, others: Iterable[Box], width: float) -> float:
    """How much a name hides; what leaves the map cannot be read at all."""
    beyond = max(0.0, 2 - box[0]) + max(0.0, box[2] - (width - 2))
    return _CUT_OFF * beyond + sum(_overlap(box, other) for other in others)


def _choices(site: Site, x: float, scale: float) -> Iterator[Label]:
    """The name on the right, on the left, below, above and high above its dot, in the order of preference."""
    beside, middle = site.size + 3, site.y + 4 * scale
    below, above = site.y + site.size + 12 * scale, site.y - site.size - 4
    for anchor, label_x, label_y in (
        ("start", x + beside, middle),
        ("end", x - beside, middle),
        ("middle", x, below),
        ("middle", x, above),
        ("start", x + beside, below),
        ("end", x - beside, below),
        ("start", x + beside, above),
        ("end", x - beside, above),
        ("middle", x, above - scale * _LINE),
    ):
        yield Label(round(label_x, 1), round(label_y, 1), anchor)


def _box(site: Site, label: Label, scale: float) -> Box:
    """The room that the name of a site takes."""
    width = scale * _LETTER * len(f"{site.link.text.value} {site.numbers}".strip())
    left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    return left, label.y - scale * _LINE + 3, left + width, label.y + 3


def _overlap(one: Box, other: Box) -> float:
    """The area that two boxes share."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(width, 0.0) * max(height, 0.0)
