"""The calendars over HTTP."""

from collections.abc import Callable

import icalendar
import pytest
from werkzeug.test import Client, TestResponse

Get = Callable[..., TestResponse]


def summaries(answer: TestResponse) -> list[str]:
    """What the events of a calendar are called."""
    return [str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(answer.data).events]


@pytest.mark.parametrize("path", ["/calendar.ics", "/calendar.ics?lang=en", "/calendar/conference-1.ics"])
def test_calendar_is_answered_as_subscribers_ask(get: Get, path: str) -> None:
    """HEAD is GET without a body, the tag leads to 304, every origin may read, and it is text in UTF-8."""
    answer, head = get(path), get(path, method="HEAD")
    assert answer.status_code == 200
    assert dict(answer.headers) == dict(head.headers)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert get(path, If_None_Match=answer.headers["ETag"]).status_code == 304


def test_calendar_follows_the_language_of_the_address(get: Get) -> None:
    """The words are those of `?lang=`; a header does not change a calendar that was subscribed to."""
    assert summaries(get("/calendar.ics")) == ["Hauptkonferenz der 1. Konferenz"]
    assert summaries(get("/calendar.ics?lang=en")) == ["Main conference of the 1st conference"]
    assert get("/calendar.ics", language="en").data == get("/calendar.ics", language="de").data


def test_conference_has_a_calendar_of_its_own(get: Get) -> None:
    """The calendar of a conference holds its events and has its name."""
    answer = get("/calendar/conference-1.ics")
    assert summaries(answer) == ["Hauptkonferenz der 1. Konferenz"]
    assert str(icalendar.Calendar.from_ical(answer.data)["NAME"]) == "1. Konferenz"


@pytest.mark.parametrize("name", ["land-he", "nobody", "conference_1", "Conference-1"])
def test_other_things_have_no_calendar(get: Get, name: str) -> None:
    """What has no events, or does not exist, has no calendar."""
    assert get(f"/calendar/{name}.ics").status_code == 404


def test_conference_without_a_day_has_no_calendar_yet(real_client: Client) -> None:
    """As long as no day is recorded the answer is 404 with the reason; a calendar without events would be invalid."""
    answer = real_client.get("/calendar/conference-22.ics")
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
    assert "No day of these events is recorded yet" in answer.text
    assert real_client.get("/calendar/conference-20.ics").status_code == 200
