"""From longitude and latitude to the plane of a map: Lambert's conformal conic projection of a sphere."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True)
class Projection:
    """A map of a part of the world (Snyder 1987, chapter 15, https://doi.org/10.3133/pp1395).

    Attributes:
        meridian: the longitude that stands upright.
        cone: the constant of the cone.
        factor: the scale of the cone.
        scale: units of the map in one of the projection.
        left: what is subtracted from x.
        top: what is subtracted from y.
    """

    meridian: float
    cone: float
    factor: float
    scale: float = 1.0
    left: float = 0.0
    top: float = 0.0

    def point(self, longitude: float, latitude: float) -> Point:
        """Where a place is on the map, from the left and from the top."""
        distance = self.factor / math.tan(math.pi / 4 + math.radians(latitude) / 2) ** self.cone
        angle = self.cone * math.radians(longitude - self.meridian)
        x, y = distance * math.sin(angle), distance * math.cos(angle)
        return x * self.scale - self.left, y * self.scale - self.top


def projection_of(points: Iterable[Point], width: float, margin: float) -> tuple[Projection, float]:
    """The projection that shows some points best, in a map of a given width.

    Args:
        points: longitude and latitude in degrees.
        width: of the map.
        margin: what stays free on each side.

    Returns:
        The projection, and the height of the map.
    """
    every = tuple(points)
    longitudes, latitudes = [x for x, _ in every], [y for _, y in every]
    south, north = min(latitudes), max(latitudes)
    lower, upper = (math.radians(south + (north - south) * part) for part in (1 / 6, 5 / 6))
    cone = math.log(math.cos(lower) / math.cos(upper)) / math.log(_tangent(upper) / _tangent(lower))
    factor = math.cos(lower) * _tangent(lower) ** cone / cone
    plain = Projection((min(longitudes) + max(longitudes)) / 2, cone, factor)
    drawn = [plain.point(*place) for place in every]
    left, right = min(x for x, _ in drawn), max(x for x, _ in drawn)
    top, bottom = min(y for _, y in drawn), max(y for _, y in drawn)
    scale = (width - 2 * margin) / (right - left)
    projection = Projection(plain.meridian, cone, factor, scale, left * scale - margin, top * scale - margin)
    return projection, (bottom - top) * scale + 2 * margin


def _tangent(latitude: float) -> float:
    return math.tan(math.pi / 4 + latitude / 2)
