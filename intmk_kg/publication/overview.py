"""The conferences and presidencies of a release at a glance."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from intmk_kg.publication.entity import Link
from intmk_kg.publication.links import Links, value
from intmk_kg.publication.questions import Row
from intmk_kg.publication.wording import date_in_words, period_in_words
from intmk_kg.vocabulary.prefixes import PREFIXES

_INTMK = PREFIXES["intmk"]


@dataclass(frozen=True)
class Conference:
    """A numbered conference in a line.

    Attributes:
        conference: the conference.
        number: its number.
        meeting: its main conference, or None.
        dates: of the main conference, in words, or "".
        places: of the main conference.
        realization: whether it was held, or None.
        presidency: under which presidency, or None.
        laender: of the presidency.
        turn: from when to when, in words, or "".
        chairs: who had the chair.
    """

    conference: Link
    number: int
    meeting: Link | None
    dates: str
    places: tuple[Link, ...]
    realization: Link | None
    presidency: Link | None
    laender: tuple[Link, ...]
    turn: str
    chairs: tuple[Link, ...]


def conferences(rows: Iterable[Row], links: Links) -> tuple[Conference, ...]:
    """All numbered conferences, the latest first.

    Args:
        rows: of the question `conferences`.
        links: to what they name.
    """
    grouped = groupby(rows, key=lambda row: row["conference"].value)
    return tuple(_conference(list(group), links, links.language) for _, group in grouped)


def _conference(rows: list[Row], links: Links, language: str) -> Conference:
    row = rows[0]
    return Conference(
        conference=links.all(rows, "conference")[0],
        number=int(row["number"].value),
        meeting=links.first(rows, "meeting"),
        dates=_dates(row, language),
        places=links.all(rows, "place"),
        realization=links.first(rows, "realization"),
        presidency=links.first(rows, "presidency"),
        laender=links.all(rows, "land"),
        turn=_turn(row, language),
        chairs=links.all(rows, "person"),
    )


def _dates(row: Row, language: str) -> str:
    precision = value(row, "precision").removeprefix(_INTMK) or "Day"
    start, end = value(row, "start"), value(row, "end")
    if not start or precision != "Day":
        return date_in_words(start, precision, language) if start else ""
    return period_in_words(start, end, language)


def _turn(row: Row, language: str) -> str:
    start, end = (
        date_in_words(value(row, name), "Day", language) if name in row else "…"
        for name in ("presidencyStart", "presidencyEnd")
    )
    return "" if start == end == "…" else f"{start} – {end}"  # noqa: RUF001 - the dash of a period
