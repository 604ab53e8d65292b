"""Where the conference met: places on the outlines of the regions."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from intmk_kg.engine.interface import EntityReader, SparqlEngine
from intmk_kg.publication.lambert import Projection, projection_of
from intmk_kg.publication.links import Links, value
from intmk_kg.publication.map_labels import labelled
from intmk_kg.publication.map_parts import Event, MeetingMap, Region, Site
from intmk_kg.publication.outlines import Ring, outlines
from intmk_kg.publication.questions import Row, ask
from intmk_kg.publication.spans import span
from intmk_kg.vocabulary.prefixes import PREFIXES

WIDTH = 460.0

_MARGIN = 6.0
_HELD = PREFIXES["intmk"] + "Held"


def meeting_map(engine: SparqlEngine, reader: EntityReader, language: str) -> MeetingMap:
    """Where the conferences and meetings of a release were.

    Raises:
        Refusal: the engine does not answer now.
    """
    rows = ask(engine, "pages/meetings")
    links = Links(rows, reader, language)
    corners = (point for rings in outlines().values() for ring in rings for point in ring)
    projection, height = projection_of(corners, WIDTH, _MARGIN)
    located = [row for row in rows if "place" in row]
    by_place = {row["place"].value: [r for r in located if r["place"] == row["place"]] for row in located}
    sites = [_site(group, links, projection) for group in by_place.values()]
    return MeetingMap(
        WIDTH,
        round(height, 1),
        tuple(_regions(located, links, projection)),
        labelled(sites, WIDTH),
        tuple(_event(row, links) for row in rows if "place" not in row),
    )


def _regions(rows: Sequence[Row], links: Links, projection: Projection) -> Iterator[Region]:
    for code, rings in outlines().items():
        inside = [row for row in rows if value(row, "region") == code]
        held = {row["meeting"] for row in inside if value(row, "main") == "true" and value(row, "realization") == _HELD}
        land = links.first(inside, "land")
        path = "".join(_path(ring, projection) for ring in rings)
        yield Region(code, land.text if land else None, path, len(held))


def _path(ring: Ring, projection: Projection) -> str:
    """A closed line as SVG path data in relative steps of tenths."""
    points = [tuple(round(part * 10) for part in projection.point(*corner)) for corner in ring]
    steps = ((x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(points))
    body = " ".join(f"{_tenths(x)},{_tenths(y)}" for x, y in steps if x or y)
    return f"M{_tenths(points[0][0])},{_tenths(points[0][1])}l{body}z"


def _tenths(number: int) -> str:
    return f"{number / 10:g}"


def _site(rows: list[Row], links: Links, projection: Projection) -> Site:
    events = tuple(_event(row, links) for row in rows)
    main = [event for event in events if event.is_main]
    x, y = None, 0.0
    if "latitude" in rows[0] and "longitude" in rows[0]:
        x, y = (
            round(part, 1) for part in projection.point(*(float(rows[0][n].value) for n in ("longitude", "latitude")))
        )
    return Site(
        links.all(rows, "place")[0],
        links.first(rows, "land"),
        events,
        ", ".join(dict.fromkeys(event.number for event in main if event.number)),
        any(event.is_held for event in (main or events)),
        bool(main),
        x,
        y,
        round(3 + 1.5 * len(main), 1),
    )


def _event(row: Row, links: Links) -> Event:
    realization = links.first([row], "realization")
    return Event(
        links.all([row], "meeting")[0],
        links.all([row], "kind")[0],
        value(row, "main") == "true",
        value(row, "number"),
        span(row, links.language),
        realization,
        realization is not None and realization.iri == _HELD,
    )
