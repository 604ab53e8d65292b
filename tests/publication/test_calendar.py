"""The calendar, read by the library and by a calendar program of others."""

import shutil
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icalendar
import pyoxigraph as ox
import pytest
from releasing import FIRST, SECOND, THIRD, rename_second_conference, replace, small_world

from intmk_kg import pipeline
from intmk_kg.engine.description import Term
from intmk_kg.engine.embedded import Engine
from intmk_kg.engine.entities import Entities
from intmk_kg.publication.calendar import Edition, calendar, events, span, uid
from intmk_kg.publication.calendar_revisions import Revisions
from intmk_kg.publication.questions import Row
from intmk_kg.release.directory import Release
from intmk_kg.settings import Settings
from intmk_kg.vocabulary.prefixes import PREFIXES

R, INTMK = PREFIXES["r"], PREFIXES["intmk"]
KHAL = """[calendars]
[[ours]]
path = {folder}/ours
type = calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
default_timezone = Europe/Berlin
local_timezone = Europe/Berlin
[sqlite]
path = {folder}/khal.db
"""


@pytest.fixture(scope="module")
def rows(engine: Engine) -> list[Row]:
    """The events of the real release."""
    return events(engine)


@pytest.fixture(scope="module")
def written(rows: list[Row], entities: Entities, settings: Settings, release: Release) -> bytes:
    """The calendar of the real release in German."""
    edition = Edition(f"{R}body-intmk", "de", Revisions(release, settings.base_iri))
    return calendar(rows, entities, settings, edition)


@pytest.fixture(scope="module")
def by_uid(written: bytes) -> dict[str, icalendar.Event]:
    """The events that the library reads, by their identifiers."""
    return {str(event["UID"]): event for event in icalendar.Calendar.from_ical(written).events}


def row(**values: str) -> Row:
    """A solution with these values."""
    return {name: Term("literal", value) for name, value in values.items()}


def imprecise(precision: str, **values: str) -> Row:
    """A solution with dates of which only month or year are known."""
    known = {f"{name}Precision": Term("iri", f"{INTMK}{precision}") for name in values}
    return row(**values) | known


def test_library_reads_every_dated_event(by_uid: dict[str, icalendar.Event], release: Release) -> None:
    """The calendar holds each dated event of the graph once, under an identifier made from its IRI alone."""
    store = ox.Store.read_only(str(release.store_directory))
    asked = """SELECT DISTINCT ?e { ?e intmk:realization ?r ; schema:startDate ?d ; a ?k .
      FILTER(?k != cv:Participation) }"""
    expected = {str(uid(row["e"].value)) for row in store.query(asked, prefixes=PREFIXES)}
    assert set(by_uid) == expected
    assert len(expected) > 30


def test_identifier_of_an_event_never_changes() -> None:
    """The identifier is the UUID, version 5, of the IRI: written down, so that no release may change it."""
    assert str(uid("https://w3id.org/intmk/id/meeting-15-haupt")) == "164f1232-1c03-5030-a64d-4895fa4a7b3e"


def test_days_of_an_event_are_whole_days(by_uid: dict[str, icalendar.Event]) -> None:
    """An event of two days ends, exclusively, on the day after the second (RFC 5545, 3.6.1)."""
    event = by_uid[str(uid(f"{R}meeting-18-haupt"))]
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (date(2023, 4, 26), date(2023, 4, 28))
    assert event["DTSTART"].params["VALUE"] == "DATE"
    one_day = by_uid[str(uid(f"{R}meeting-1-haupt"))]
    assert one_day.decoded("DTEND") - one_day.decoded("DTSTART") == timedelta(days=1)


def test_cancelled_event_stays_and_is_cancelled(by_uid: dict[str, icalendar.Event]) -> None:
    """The called-off conference of 2020 is in the calendar with STATUS CANCELLED; a held one is CONFIRMED."""
    assert by_uid[str(uid(f"{R}meeting-15-haupt"))]["STATUS"] == "CANCELLED"
    assert by_uid[str(uid(f"{R}meeting-18-haupt"))]["STATUS"] == "CONFIRMED"


def test_event_says_where_and_leads_to_its_page(by_uid: dict[str, icalendar.Event]) -> None:
    """An event has its place, its page, what it is, and takes nobody's time."""
    event = by_uid[str(uid(f"{R}meeting-12-haupt"))]
    assert event["LOCATION"] == "Graf-Zeppelin-Haus, Friedrichshafen"
    assert event["URL"] == "http://kg.example/doc/meeting-12-haupt"
    assert event["SUMMARY"] == "Hauptkonferenz der 12. IntMK"
    assert event["TRANSP"] == "TRANSPARENT"
    assert event["GEO"].latitude == pytest.approx(47.65, abs=0.1)


def test_calendar_is_the_same_every_time(
    written: bytes, rows: list[Row], entities: Entities, settings: Settings, release: Release
) -> None:
    """The same release gives the same bytes, whatever the clock says; lines are folded and ended by CRLF."""
    edition = Edition(f"{R}body-intmk", "de", Revisions(release, settings.base_iri))
    assert calendar(rows, entities, settings, edition) == written
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    assert b"\n" not in written.replace(b"\r\n", b"")


def test_calendar_speaks_the_language_asked_for(
    rows: list[Row], entities: Entities, settings: Settings, release: Release
) -> None:
    """In English summary and kind are English and the identifiers the same."""
    edition = Edition(f"{R}body-intmk", "en", Revisions(release, settings.base_iri))
    read = icalendar.Calendar.from_ical(calendar(rows, entities, settings, edition))
    event = next(event for event in read.events if event["UID"] == str(uid(f"{R}meeting-18-haupt")))
    assert event["SUMMARY"] == "Main conference of the 18th IntMK"
    assert event["SUMMARY"].params["LANGUAGE"] == "en"


def test_program_reads_the_calendar(written: bytes, tmp_path: Path) -> None:
    """The program khal imports the calendar and lists the called-off conference on both of its days only."""
    khal = shutil.which("khal")
    if khal is None:
        pytest.skip("khal is not installed; `make system-packages` installs it")
    (tmp_path / "ours").mkdir()
    (tmp_path / "conf").write_text(KHAL.format(folder=tmp_path), encoding="utf-8")
    (tmp_path / "all.ics").write_bytes(written)
    command = [khal, "--config", str(tmp_path / "conf")]
    subprocess.run([*command, "import", "--batch", "-a", "ours", str(tmp_path / "all.ics")], check=True, timeout=60)
    shown = "{start-date} {end-date} {title} {status} {location}"
    asked = [*command, "list", "--format", shown, "--day-format", "", "2020-04-20", "30d"]
    listed = subprocess.run(asked, check=True, capture_output=True, text=True, timeout=60).stdout.splitlines()
    found = [" ".join(line.split()) for line in listed if line.strip()]
    assert found == ["2020-04-29 2020-04-30 Hauptkonferenz der 15. IntMK CANCELLED Potsdam"] * 2


@pytest.mark.parametrize(
    ("event", "last"),
    [
        (row(start="2018-03-15"), date(2018, 3, 15)),
        (row(start="2018-03-15", end="2018-03-16"), date(2018, 3, 16)),
        (imprecise("Month", start="2018-02-01"), date(2018, 2, 28)),
        (imprecise("Year", start="2018-01-01"), date(2018, 12, 31)),
        (imprecise("Month", start="2018-03-01", end="2018-04-30"), date(2018, 4, 30)),
        (imprecise("Year", start="2018-01-01", end="2019-12-31"), date(2019, 12, 31)),
    ],
)
def test_span_covers_all_days_that_it_may_be(event: Row, last: date) -> None:
    """The first day is the start, the last the end, or the last that is possible where only month or year are known."""
    assert span(event) == (date.fromisoformat(event["start"].value), last)


def test_imprecise_event_says_so(entities: Entities, settings: Settings, release: Release) -> None:
    """An event of which only the month is known says that its day is not."""
    event = imprecise("Month", start="2018-03-01") | row(status="CONFIRMED")
    event |= {"event": Term("iri", f"{R}meeting-18-haupt"), "kind": Term("iri", f"{INTMK}MainConference")}
    edition = Edition(f"{R}body-intmk", "de", Revisions(release, settings.base_iri))
    [read] = icalendar.Calendar.from_ical(calendar([event], entities, settings, edition)).events
    assert read["SUMMARY"] == "Hauptkonferenz der 18. IntMK (Tag nicht bekannt)"
    assert read.decoded("DTEND") == date(2018, 4, 1)


def test_sequence_grows_with_every_change(settings: Settings, tmp_path: Path) -> None:
    """The sequence counts the changes, unreleased ones too; the stamp is the moment of the change's release."""
    project = small_world(tmp_path)
    second, first = f"{settings.base_iri}id/conference-2", f"{settings.base_iri}id/conference-1"

    def state(release: Release, iri: str) -> tuple[int, datetime]:
        revision = Revisions(release, settings.base_iri).of(iri)
        return revision.number, revision.modified

    moments = [datetime.fromisoformat(moment).astimezone(UTC) for moment in (FIRST, SECOND, THIRD)]
    assert state(pipeline.release(project, FIRST, {}), second) == (0, moments[0])
    rename_second_conference(project)
    assert state(pipeline.build(project), second) == (1, moments[0])
    released = pipeline.release(project, SECOND, {})
    assert state(released, second) == (1, moments[1])
    assert state(released, first) == (0, moments[0])
    replace(project, "Second conference", "Conference two")
    assert state(pipeline.release(project, THIRD, {}), second) == (2, moments[2])
