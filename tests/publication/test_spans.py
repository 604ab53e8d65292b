"""Stretches of time are as exact as they are known."""

from datetime import date

import pytest

from intmk_kg.engine.description import Term
from intmk_kg.publication.spans import Span, span

INTMK = "https://w3id.org/intmk/def#"


def of(**values: str) -> Span:
    """The span of a solution with these values."""
    return span({name: Term("literal", value) for name, value in values.items()}, "de")


def test_days_are_exact() -> None:
    """Two days without a precision bound a period that leaves nothing open."""
    found = of(start="2023-04-26", end="2023-04-27")
    assert found.start == found.start_latest == date(2023, 4, 26)
    assert found.end == found.end_earliest == date(2023, 4, 27)
    assert found.words == "26.–27. April 2023"  # noqa: RUF001 - the dash of a period


def test_month_leaves_its_days_open() -> None:
    """A beginning and an end of which only the month is known lie anywhere in that month."""
    found = of(start="2018-02-01", startPrecision=f"{INTMK}Month", end="2018-03-31", endPrecision=f"{INTMK}Month")
    assert (found.start, found.start_latest) == (date(2018, 2, 1), date(2018, 2, 28))
    assert (found.end_earliest, found.end) == (date(2018, 3, 1), date(2018, 3, 31))
    assert found.words == "Februar 2018 – März 2018"  # noqa: RUF001 - the dash of a period


def test_year_leaves_its_days_open() -> None:
    """A beginning and an end of which only the year is known lie anywhere in that year."""
    found = of(start="2018-01-01", startPrecision=f"{INTMK}Year", end="2019-12-31", endPrecision=f"{INTMK}Year")
    assert found.start_latest == date(2018, 12, 31)
    assert found.end_earliest == date(2019, 1, 1)
    assert (found.start_words, found.end_words) == ("2018", "2019")


@pytest.mark.parametrize(
    ("values", "words"),
    [({"end": "2009-09-30"}, "30. September 2009"), ({"start": "2010-10-01"}, "1. Oktober 2010"), ({}, "")],
)
def test_unknown_side_is_none(values: dict[str, str], words: str) -> None:
    """What no source states is neither a day nor words."""
    found = of(**values)
    assert (found.start is None, found.end is None) == ("start" not in values, "end" not in values)
    assert found.words == words


def test_value_that_is_no_date_is_unknown() -> None:
    """A lexical form that is no date bounds nothing."""
    assert of(start="soon").start is None
