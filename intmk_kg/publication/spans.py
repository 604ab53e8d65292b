"""Stretches of time as exactly as they are known."""

import calendar
from dataclasses import dataclass
from datetime import date

from intmk_kg.publication.links import value
from intmk_kg.publication.questions import Row
from intmk_kg.publication.wording import date_in_words, period_in_words
from intmk_kg.vocabulary.prefixes import PREFIXES

_INTMK = PREFIXES["intmk"]


@dataclass(frozen=True)
class Span:
    """From a first day to a last day, both within it; a side is None where no source states it.

    Attributes:
        start: the first possible day of the beginning.
        start_latest: the last possible day of it, the same where the day is known.
        end: the last possible day of the end.
        end_earliest: the first possible day of it, the same where the day is known.
        start_words: the beginning in words, "" where it is not known.
        end_words: the end in words, likewise.
        words: both in words as one period.
    """

    start: date | None
    start_latest: date | None
    end: date | None
    end_earliest: date | None
    start_words: str
    end_words: str
    words: str


def span(row: Row, language: str) -> Span:
    """The time that a solution states by `start`, `startPrecision`, `end` and `endPrecision`."""
    start, end = day(value(row, "start")), day(value(row, "end"))
    start_precision, end_precision = precision(row, "startPrecision"), precision(row, "endPrecision")
    start_words = date_in_words(start.isoformat(), start_precision, language) if start else ""
    end_words = date_in_words(end.isoformat(), end_precision, language) if end else ""
    return Span(
        start,
        _last_of(start, start_precision) if start else None,
        end,
        _first_of(end, end_precision) if end else None,
        start_words,
        end_words,
        _words(start, end, (start_words, end_words), language, is_exact=start_precision == end_precision == "Day"),
    )


def day(value_: str) -> date | None:
    """The day of an xsd:date, None for anything else."""
    try:
        return date.fromisoformat(value_)
    except ValueError:
        return None


def precision(row: Row, variable: str) -> str:
    """How exact a date is: `Day`, `Month` or `Year`; a missing precision means the day."""
    return value(row, variable).removeprefix(_INTMK) or "Day"


def _words(start: date | None, end: date | None, words: tuple[str, str], language: str, *, is_exact: bool) -> str:
    if start and end and is_exact:
        return period_in_words(start.isoformat(), end.isoformat(), language)
    return " – ".join(dict.fromkeys(filter(None, words)))  # noqa: RUF001 - the dash of a period


def _last_of(first: date, precision_: str) -> date:
    if precision_ == "Year":
        return date(first.year, 12, 31)
    if precision_ == "Month":
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first


def _first_of(last: date, precision_: str) -> date:
    if precision_ == "Year":
        return date(last.year, 1, 1)
    return last.replace(day=1) if precision_ == "Month" else last
