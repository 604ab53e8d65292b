"""The dated events of a release as a calendar to subscribe to: iCalendar (RFC 5545)."""

import uuid
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

import icalendar

from intmk_kg.engine.interface import EntityReader, SparqlEngine
from intmk_kg.publication.calendar_revisions import Revision, Revisions
from intmk_kg.publication.questions import Row, ask
from intmk_kg.publication.wording import label_of
from intmk_kg.settings import Settings
from intmk_kg.vocabulary.prefixes import PREFIXES

MEDIA_TYPE = "text/calendar"

_PRODUCT = "-//intmk-kg//intmk-kg//{language}"
_REFRESHED = timedelta(days=1)
_MONTH, _YEAR = (PREFIXES["intmk"] + name for name in ("Month", "Year"))
_DAY_NOT_KNOWN = {"de": "Tag nicht bekannt", "en": "day not known"}


@dataclass(frozen=True)
class Edition:
    """Which calendar it is.

    Attributes:
        about: the IRI of what it is about; its label is the calendar's name.
        language: of its words.
        revisions: says when each event changed.
    """

    about: str
    language: str
    revisions: Revisions


def events(engine: SparqlEngine) -> list[Row]:
    """The events of a release, one row for each place; of some no day is known.

    Raises:
        Refusal: the engine does not answer now.
    """
    return ask(engine, "calendar")


def calendar(rows: Iterable[Row], reader: EntityReader, settings: Settings, edition: Edition) -> bytes:
    """The events as iCalendar (https://www.rfc-editor.org/rfc/rfc5545), the same bytes for the same data.

    Args:
        rows: of `events`; without a start an event cannot be in a calendar.
        reader: is asked for labels.
        settings: the addresses.
        edition: what the calendar is about, and its language.
    """
    listed = [row for row in rows if "start" in row]
    iris = {term.value for row in listed for term in row.values() if term.kind == "iri"}
    words = _Words(reader.labels(frozenset(iris | {edition.about})), edition.language)
    name = words.label(edition.about)
    written = icalendar.Calendar()
    written.add("PRODID", _PRODUCT.format(language=edition.language.upper()))
    written.add("VERSION", "2.0")
    # RFC 7986 and, for older clients, what they knew before it
    written.add("NAME", name, parameters={"LANGUAGE": edition.language})
    written.add("X-WR-CALNAME", name)
    written.add("REFRESH-INTERVAL", _REFRESHED, parameters={"VALUE": "DURATION"})
    written.add("X-PUBLISHED-TTL", "P1D")
    for iri, places in groupby(listed, key=lambda row: row["event"].value):
        written.add_component(_event(list(places), words, settings, edition.revisions.of(iri)))
    return bytes(written.to_ical())


class _Words:
    """Labels of one language."""

    def __init__(self, labels: Mapping[str, Mapping[str, str]], language: str) -> None:
        self._labels = labels
        self.language = language

    def label(self, iri: str) -> str:
        return label_of(iri, self._labels, self.language).value

    def of(self, rows: Iterable[Row], variable: str) -> list[str]:
        """The words for the values of a variable, each once."""
        terms = dict.fromkeys(row[variable] for row in rows if variable in row)
        return [self.label(term.value) if term.kind == "iri" else term.value for term in terms]


def _event(rows: list[Row], words: _Words, settings: Settings, revision: Revision) -> icalendar.Event:
    iri, first = rows[0]["event"].value, rows[0]
    start, end = span(first)
    exact = all(_precision(first, name) not in (_MONTH, _YEAR) for name in ("startPrecision", "endPrecision"))
    summary = words.label(iri) if exact else f"{words.label(iri)} ({_DAY_NOT_KNOWN[words.language]})"
    written = icalendar.Event()
    written.add("UID", str(uid(iri)))
    written.add("SEQUENCE", revision.number)
    written.add("DTSTAMP", revision.modified)
    written.add("LAST-MODIFIED", revision.modified)
    written.add("DTSTART", start)
    written.add("DTEND", end + timedelta(days=1))
    written.add("SUMMARY", summary, parameters={"LANGUAGE": words.language})
    written.add("STATUS", first["status"].value)
    written.add("TRANSP", "TRANSPARENT")
    written.add("URL", iri.replace(f"{settings.base_iri}id/", f"{settings.public_url}doc/", 1))
    written.add("CATEGORIES", words.of(rows, "kind"))
    about = [text for name in ("kind", "presidency", "realization", "attendance") for text in words.of(rows, name)]
    written.add("DESCRIPTION", "\n".join([*about, iri]), parameters={"LANGUAGE": words.language})
    _add_location(written, rows, words)
    return written


def span(row: Row) -> tuple[date, date]:
    """The first and the last day of an event; where only month or year are known, all days that it may be."""
    start = date.fromisoformat(row["start"].value)
    if "end" in row:
        return start, _last_day(date.fromisoformat(row["end"].value), _precision(row, "endPrecision"))
    return start, _last_day(start, _precision(row, "startPrecision"))


def uid(iri: str) -> uuid.UUID:
    """The identifier of an event in calendars, made from its IRI alone.

    A UUID, as RFC 7986, 5.3 (https://www.rfc-editor.org/rfc/rfc7986#section-5.3) recommends; version 5 of RFC 9562.
    """
    return uuid.uuid5(uuid.NAMESPACE_URL, iri)


def _add_location(written: icalendar.Event, rows: list[Row], words: _Words) -> None:
    where = [*words.of(rows, "venue"), *words.of(rows, "place")]
    if where:
        written.add("LOCATION", ", ".join(where))
    if len(rows) == 1 and {"latitude", "longitude"} <= set(rows[0]):
        written.add("GEO", (float(rows[0]["latitude"].value), float(rows[0]["longitude"].value)))


def _precision(row: Row, variable: str) -> str:
    return row[variable].value if variable in row else ""


def _last_day(day: date, precision: str) -> date:
    if precision == _YEAR:
        return day.replace(month=12, day=31)
    if precision == _MONTH:
        return day.replace(day=monthrange(day.year, day.month)[1])
    return day
