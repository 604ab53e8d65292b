"""How exactly each date is known: the graph says no more and no less than the tables of facts.

The tables lie beside the project and are not part of it; where they are absent these tests are skipped.
"""

from calendar import month_name
from datetime import date, timedelta

import pytest
from dates_of_facts import FACTS, INTMK, Dates, read_dates, rows, table

from intmk_kg.publication.tables import date_as_known
from intmk_kg.release.directory import Release
from intmk_kg.vocabulary.precision import precision_of
from intmk_kg.vocabulary.prefixes import PREFIXES

pytestmark = pytest.mark.skipif(not FACTS.is_dir(), reason="the folder ../shared/facts is not there")

ENDS = ("endDate", "dissolutionDate")

MORE_EXACT = {
    ("tenure-storm-andreas-1", "startDate"): ("presidencies", "Storm took office on 9 May 2012", "2012-05-09"),
    ("report-integrationsmonitoring-1", "datePublished"): ("reports", "Februar 2011 laut Niedersachsen", "2011-02"),
}
"""What a remark of a table knows more exactly than the column of the row: the table, its words, the date."""

REFUSED = (
    ("body-intmk", "foundingDate", "2006", "history", "2006 (report-k)"),
    ("ministry-ni-2", "dissolutionDate", "2013", "ministries", "uses the successor name from 2013"),
    ("ministry-ni-3", "foundingDate", "2013", "ministries", "Start 2013 or March 2014 depending on the source"),
    ("ministry-ni-3", "foundingDate", "2014-03", "ministries", "Start 2013 or March 2014 depending on the source"),
    ("sister-umk", "foundingDate", "1998", "sister_conferences", "Wikipedia-Fassung (de-academic) nennt 1998"),
    ("tenure-bischoff-norbert-1", "endDate", "2016-05", "tenures", "lets him serve until May 2016"),
    ("tenure-klose-kai-1", "endDate", "2025-01", "tenures", "gives January 2025 as end"),
    ("tenure-lauinger-dieter-1", "startDate", "2015-12", "tenures", "gives December 2015 as start"),
    ("tenure-schneider-guntram-1", "endDate", "2015-09", "tenures", "epd dates the end to September 2015"),
)
"""What is not adopted and known by month or year only: thing, property, date, and the remark that says so."""


@pytest.fixture(scope="session")
def dates(release: Release) -> Dates:
    """The dates of the real release."""
    return read_dates(release)


def _text(table: str = "*") -> str:
    return "".join(path.read_text(encoding="utf-8") for path in sorted(FACTS.glob(f"{table}.csv")))


def _day_after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _written(day: str) -> tuple[str, str, str]:
    """A day as the tables write it."""
    parsed = date.fromisoformat(day)
    return day, f"{parsed:%d.%m.%Y}", f"{parsed.day} {month_name[parsed.month]} {parsed.year}"


def _is_day(known: str) -> bool:
    return len(known) == len("2018-03-01")


def _expected(dates: Dates, thing: str, property_: str, given: str) -> str:
    """What must be adopted where a row gives a date: an end that is a successor's start becomes the day before."""
    if (thing, property_) in MORE_EXACT:
        return MORE_EXACT[thing, property_][2]
    if property_ in ENDS and _is_day(given) and given in dates.refused[thing, property_]:
        return (date.fromisoformat(given) - timedelta(days=1)).isoformat()
    return given


def test_date_is_as_exact_as_its_row(dates: Dates) -> None:
    """What a row knows by day, month or year is adopted just so, and nothing where it knows nothing."""
    given_dates = list(rows(dates))
    wrong = [
        (thing, property_, given, adopted)
        for thing, property_, given in given_dates
        if (adopted := dates.adopted[thing, property_]) != {_expected(dates, thing, property_, given)} - {""}
    ]
    twice = ("ministries", "tenures")
    once = ("persons", "sister_conferences", "reports", "milestones")
    groups = [thing for thing in dates.said if thing.startswith("group-")]
    assert len(given_dates) == sum(len(list(table(name))) for name in (*once, *twice, *twice)) + len(groups)
    assert wrong == []


def test_more_exact_date_stands_in_a_remark() -> None:
    """What is known more exactly than the column of its row says is written in a remark of a table."""
    assert [words for table, words, _ in MORE_EXACT.values() if words not in _text(table)] == []


def test_imprecise_date_that_is_not_adopted_says_so(dates: Dates) -> None:
    """A year or a month that is stated and not adopted has its precision beside it in its set, and no day has one."""
    imprecise = {
        (thing, property_, known)
        for (thing, property_), refused in dates.refused.items()
        for known in refused
        if not _is_day(known)
    }
    assert imprecise == {case[:3] for case in REFUSED}
    assert [words for *_, table, words in REFUSED if words not in _text(table)] == []


def test_each_day_is_in_atable(dates: Dates) -> None:
    """A date that is known by the day is written in some table, or the next day is, on which another begins."""
    text = _text()
    made_up = {
        (thing, property_, known)
        for found in (dates.adopted, dates.refused)
        for (thing, property_), knowns in found.items()
        for known in knowns
        if _is_day(known) and not any(form in text for form in (*_written(known), *_written(_day_after(known))))
    }
    assert made_up == set()


@pytest.mark.parametrize(
    ("kind", "link", "pairs"),
    [
        ("responsibility", "org:member", (("startDate", "foundingDate"), ("endDate", "dissolutionDate"))),
        ("change", "org:resultingOrganization", (("startDate", "foundingDate"),)),
    ],
)
def test_date_made_of_another_is_as_exact(
    dates: Dates, kind: str, link: str, pairs: tuple[tuple[str, str], ...]
) -> None:
    """What takes its time from a ministry knows it as exactly as the ministry does."""
    prefix, name = link.split(":")
    things = [
        thing for thing in dates.said if thing.startswith(f"{kind}-") and dates.of(thing, PREFIXES[prefix] + name)
    ]
    for thing in things:
        ministry = dates.of(thing, PREFIXES[prefix] + name)
        for own, others in pairs:
            assert dates.adopted[thing, own] == dates.adopted[ministry, others], thing
    assert things


def test_imprecise_day_of_a_chair_is_that_of_the_office(dates: Dates) -> None:
    """Where only the month of a change of chair is known it is that of the office."""
    imprecise = [
        (thing, property_, known)
        for (thing, property_), adopted in dates.adopted.items()
        for known in adopted
        if thing.startswith("chair-") and not _is_day(known)
    ]
    assert len(imprecise) == 2
    for thing, property_, known in imprecise:
        assert dates.adopted[dates.of(thing, f"{INTMK}exOfficioOf"), property_] == {known}


def test_no_other_date_is_imprecise(dates: Dates) -> None:
    """Only what a row, or a ministry or an office of a row, knows by month or year has a precision."""
    of_rows = {(thing, property_) for thing, property_, _ in rows(dates)}
    others = {
        (thing, property_)
        for (thing, property_), adopted in dates.adopted.items()
        if any(not _is_day(known) for known in adopted) and (thing, property_) not in of_rows
    }
    assert {thing.split("-")[0] for thing, _ in others} == {"responsibility", "change", "chair"}


def test_precision_has_a_date(dates: Dates) -> None:
    """A precision stands only with a date that it is about."""
    dated = {thing for thing, _ in dates.adopted} | {
        thing for thing, said in dates.said.items() if any(name == f"{INTMK}retrieved" for name, _ in said)
    }
    imprecise = {thing for thing, said in dates.said.items() if any(name.endswith("Precision") for name, _ in said)}
    assert {thing for thing in imprecise if not thing.startswith("evidence-")} <= dated


def test_imprecise_date_is_stored_as_its_edge(dates: Dates) -> None:
    """The first possible day stands for a beginning, the last one for an end."""
    for (thing, name, known), stored in dates.stored.items():
        if _is_day(known):
            assert stored == known
        elif name in ENDS:
            assert not _day_after(stored).startswith(known), thing
        else:
            assert stored == f"{known}-01-01"[: len(stored)], thing


def test_documents_were_read_in_november(dates: Dates) -> None:
    """Of the day on which a page was read only the month is known, as the tables were compiled then."""
    assert "Compiled in November 2026" in (FACTS / "README.md").read_text(encoding="utf-8")
    read = {
        date_as_known(value, INTMK + precision_of(f"{INTMK}retrieved", sorted(said)))
        for said in dates.said.values()
        for name, value in said
        if name == f"{INTMK}retrieved"
    }
    assert read == {"2026-11"}
