"""What the first page shows: the latest conference and the next, the presidencies in a row, and how much there is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from intmk_kg.engine.interface import EntityReader, SparqlEngine
from intmk_kg.publication.entity import Link
from intmk_kg.publication.links import Links, value
from intmk_kg.publication.overview import Conference, conferences
from intmk_kg.publication.questions import Row, ask
from intmk_kg.publication.spans import Span, span
from intmk_kg.publication.wording import Text, preferred
from intmk_kg.vocabulary.prefixes import PREFIXES

_HELD = PREFIXES["intmk"] + "Held"
_USUAL_DAYS = 365


@dataclass(frozen=True)
class Turn:
    """A presidency in the row of all.

    Attributes:
        link: the presidency.
        laender: who had it.
        code: a short form of that.
        numbers: of the conferences under it.
        span: its time.
        left: where it begins, in per cent of the row.
        width: how long it is, likewise.
        is_open: whether its beginning or end is not known, so that its length is only the usual one.
    """

    link: Link
    laender: tuple[Link, ...]
    code: str
    numbers: tuple[str, ...]
    span: Span
    left: float
    width: float
    is_open: bool


@dataclass(frozen=True)
class Number:
    """How many there are of something, and the address of a page that lists them, or ""."""

    count: int
    words: Text
    page: str


@dataclass(frozen=True)
class Overview:
    """A release at first sight.

    Attributes:
        conferences: all numbered ones, the latest first.
        latest: the last one that is known to have taken place, or None.
        upcoming: those after it, the next one first.
        turns: the presidencies, the first one first.
        years: the years of the row with their places, in per cent.
        numbers: how much there is.
    """

    conferences: tuple[Conference, ...]
    latest: Conference | None
    upcoming: tuple[Conference, ...]
    turns: tuple[Turn, ...]
    years: tuple[tuple[int, float], ...]
    numbers: tuple[Number, ...]


def overview(engine: SparqlEngine, reader: EntityReader, language: str) -> Overview:
    """A release at first sight, in the words of one language.

    Raises:
        Refusal: the engine does not answer now.
    """
    asked, rows = ask(engine, "conferences"), ask(engine, "pages/presidencies")
    links = Links([*asked, *rows], reader, language)
    every = conferences(asked, links)
    held = [c for c in every if c.realization and c.realization.iri == _HELD]
    latest = max(held, key=lambda c: c.number, default=None)
    upcoming = [c for c in reversed(every) if latest is None or c.number > latest.number]
    turns, years = _row(rows, links)
    return Overview(every, latest, tuple(upcoming), turns, years, _numbers(ask(engine, "pages/numbers"), language))


def _row(rows: Iterable[Row], links: Links) -> tuple[tuple[Turn, ...], tuple[tuple[int, float], ...]]:
    groups = [list(group) for _, group in groupby(rows, key=lambda row: row["presidency"].value)]
    spans = [span(group[0], links.language) for group in groups]
    ends = [_ends(time) for time in spans]
    known = [pair for pair in ends if pair is not None]
    if not known:
        return (), ()
    first, last = min(pair[0] for pair in known), max(pair[1] for pair in known)

    def per_cent(ordinal: int) -> float:
        return round(100 * (ordinal - first) / (last - first), 2)

    turns = tuple(
        _turn(group, time, links, (per_cent(pair[0]), per_cent(pair[1])))
        for group, time, pair in zip(groups, spans, ends, strict=True)
        if pair is not None
    )
    years = range(date.fromordinal(first).year + 1, date.fromordinal(last).year + 1)
    return turns, tuple((year, per_cent(date(year, 1, 1).toordinal())) for year in years)


def _ends(time: Span) -> tuple[int, int] | None:
    """The first day and the day after the last; of the usual length where only one is known."""
    if time.start and time.end:
        return time.start.toordinal(), time.end.toordinal() + 1
    if time.end:
        return time.end.toordinal() + 1 - _USUAL_DAYS, time.end.toordinal() + 1
    if time.start:
        return time.start.toordinal(), time.start.toordinal() + _USUAL_DAYS
    return None


def _turn(rows: Sequence[Row], time: Span, links: Links, ends: tuple[float, float]) -> Turn:
    return Turn(
        links.all(rows, "presidency")[0],
        links.all(rows, "land"),
        value(rows[0], "code"),
        tuple(dict.fromkeys(row["number"].value for row in rows if "number" in row)),
        time,
        ends[0],
        round(ends[1] - ends[0], 2),
        not (time.start and time.end),
    )


def _numbers(rows: Iterable[Row], language: str) -> tuple[Number, ...]:
    found: list[Number] = []
    for _, group in groupby(rows, key=lambda row: row["rank"].value):
        members = list(group)
        words = preferred((Text(row["words"].value, row["words"].language) for row in members), language)[0]
        found.append(Number(int(members[0]["count"].value), words, members[0]["page"].value))
    return tuple(found)
