"""Presidencies, chairs and meetings on one line of time, the latest on top: what is drawn where.

Lengths are pixels, from the top down. Every date is drawn as exactly as it is known.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby

from intmk_kg.engine.interface import EntityReader, SparqlEngine
from intmk_kg.publication.links import Links, value
from intmk_kg.publication.questions import Row, ask
from intmk_kg.publication.spans import Span, day, span
from intmk_kg.publication.timeline_parts import Bar, Mark, Stretch, Timeline
from intmk_kg.vocabulary.prefixes import PREFIXES

ZOOMS = (48, 96, 192, 384)
"""How many pixels a year may be long."""

USUAL_ZOOM = 2

_MARGIN = 14.0
_OPEN_LENGTH = 40.0
_LABEL_DISTANCE = 26.0
_LEAST_LABELLED = 15.0
_LEAST_LINKED = 25.0
_INTMK = PREFIXES["intmk"]
_DAY = timedelta(days=1)


def timeline(engine: SparqlEngine, reader: EntityReader, language: str, zoom: int = USUAL_ZOOM) -> Timeline:
    """All presidencies, chairs and meetings of a release.

    Raises:
        Refusal: the engine does not answer now.
    """
    presidencies, chairs, meetings = (ask(engine, f"pages/{name}") for name in ("presidencies", "chairs", "meetings"))
    every = [*presidencies, *chairs, *meetings]
    return _Drawing(every, Links(every, reader, language), zoom).timeline(presidencies, chairs, meetings)


class _Drawing:
    def __init__(self, rows: Sequence[Row], links: Links, zoom: int) -> None:
        self._links = links
        self._zoom = zoom
        days = [found for row in rows for name in ("start", "end") if (found := day(value(row, name)))]
        self._years = range(min(days).year, max(days).year + 1) if days else range(0)
        self._latest = max(days, default=date.min)
        self._scale = ZOOMS[zoom - 1] / 365.2425

    def timeline(self, presidencies: list[Row], chairs: list[Row], meetings: list[Row]) -> Timeline:
        bars = tuple(self._bar(group, "presidency", "land", "code") for group in _by(presidencies, "presidency"))
        seats = tuple(self._bar(group, "chair", "person", "familyName") for group in _by(chairs, "chair"))
        marks = [self._mark(group) for group in _by(meetings, "meeting")]
        placed = tuple(_spread((mark for mark in marks if mark.span.start or mark.within), self._zoom))
        highest = min((bar.place.top for bar in (*bars, *seats)), default=_MARGIN)
        height = max(
            [self._top(date(self._years[0], 1, 1)) if self._years else 0.0, *(m.label_top or m.top for m in placed)]
        )
        return Timeline(
            self._zoom,
            height + _MARGIN,
            tuple((year, self._top(date(year, 1, 1))) for year in reversed(self._years)),
            bars[::-1],
            tuple(self._gaps(bars, highest)),
            seats[::-1],
            tuple(self._gaps(seats, highest)),
            placed,
            tuple(mark for mark in marks if not (mark.span.start or mark.within)),
        )

    def _top(self, of: date) -> float:
        """The height at which a day begins; what is later is higher."""
        return round(_MARGIN + (self._latest + _DAY - of).days * self._scale, 1)

    def _stretch(self, first: date, last: date) -> Stretch:
        top = self._top(last + _DAY)
        return Stretch(top, round(self._top(first) - top, 1))

    def _bar(self, rows: list[Row], thing: str, named: str, short: str) -> Bar:
        link, time = self._links.all(rows, thing)[0], span(rows[0], self._links.language)
        place, vague = self._extent(rows[0], time)
        text = self._links.first(rows, named)
        return Bar(
            link,
            text.text if text else link.text,
            value(rows[0], short) or (text.text.value if text else link.text.value),
            tuple(dict.fromkeys(row["number"].value for row in rows if "number" in row)),
            time,
            place,
            vague,
            place.top + min(place.height / 2 + 4, 22) if place.height >= _LEAST_LABELLED else None,
            place.height >= _LEAST_LINKED,
        )

    def _extent(self, row: Row, time: Span) -> tuple[Stretch, tuple[Stretch, ...]]:
        """Where something stands, and which parts of that are not exact."""
        earliest, latest = (day(value(row, name)) for name in ("earliest", "latest"))
        if time.start and time.end:
            whole = self._stretch(time.start, time.end)
            return whole, tuple(self._vague(time))
        first, last = time.start or earliest, time.end or latest
        if first and last:
            whole = self._stretch(first, last)
        elif last:
            whole = Stretch(self._top(last + _DAY), _OPEN_LENGTH)
        else:
            whole = Stretch(self._top(first) - _OPEN_LENGTH if first else _MARGIN, _OPEN_LENGTH)
        return whole, (whole,)

    def _vague(self, time: Span) -> Iterator[Stretch]:
        if time.start and time.start_latest and time.start_latest > time.start:
            yield self._stretch(time.start, time.start_latest)
        if time.end and time.end_earliest and time.end_earliest < time.end:
            yield self._stretch(time.end_earliest, time.end)

    def _gaps(self, bars: Sequence[Bar], highest: float) -> Iterator[Stretch]:
        """What no bar covers between a height and the beginning of the years drawn."""
        upper = highest
        for bar in reversed(bars):
            if bar.place.top - upper > self._scale:
                yield Stretch(upper, round(bar.place.top - upper, 1))
            upper = max(upper, bar.place.top + bar.place.height)
        lowest = self._top(date(self._years[0], 1, 1)) if self._years else upper
        if lowest - upper > self._scale:
            yield Stretch(upper, round(lowest - upper, 1))

    def _mark(self, rows: list[Row]) -> Mark:
        row, time = rows[0], span(rows[0], self._links.language)
        earliest, latest = (day(value(row, name)) for name in ("earliest", "latest"))
        within = self._stretch(earliest, latest) if earliest and latest and not time.start else None
        realization = self._links.first(rows, "realization")
        top = self._top(time.start) if time.start else within.top + within.height / 2 if within else _MARGIN
        return Mark(
            self._links.all(rows, "meeting")[0],
            self._links.all(rows, "kind")[0],
            value(row, "main") == "true",
            self._links.first(rows, "conference"),
            value(row, "number"),
            self._links.all(rows, "place"),
            time,
            realization,
            realization is not None and realization.iri == f"{_INTMK}Held",
            top,
            within,
            top,
        )


def _by(rows: Iterable[Row], variable: str) -> Iterator[list[Row]]:
    """The rows of each thing."""
    for _, group in groupby(rows, key=lambda row: row[variable].value):
        yield list(group)


def _spread(marks: Iterable[Mark], zoom: int) -> Iterator[Mark]:
    """The marks from the top down, their texts apart so that each can be read; in the smallest size few have one."""
    lowest = -_LABEL_DISTANCE
    for mark in sorted(marks, key=lambda mark: (mark.top, mark.link.iri)):
        if zoom == 1 and not mark.is_main:
            yield replace(mark, label_top=None)
            continue
        lowest = max(mark.top, lowest + _LABEL_DISTANCE)
        yield replace(mark, label_top=round(lowest, 1))
