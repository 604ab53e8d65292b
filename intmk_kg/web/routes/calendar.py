"""The calendars: of all events, and of each conference."""

from flask import Blueprint, Response, request

from intmk_kg.publication.calendar import MEDIA_TYPE, Edition, calendar, events
from intmk_kg.publication.calendar_revisions import Revisions
from intmk_kg.publication.questions import Row
from intmk_kg.publication.tables import DEFAULT_LANGUAGE
from intmk_kg.vocabulary.iri import is_local_id
from intmk_kg.web.answers import answer
from intmk_kg.web.language import LANGUAGES
from intmk_kg.web.problems import NotFound, Problem
from intmk_kg.web.site import site
from intmk_kg.web.whole_release import require_whole_release

routes = Blueprint("calendar", __name__)
routes.before_request(require_whole_release)


@routes.get("/calendar.ics")
def show_calendar() -> Response:
    """All dated events."""
    rows = events(site().engine)
    organizers = (row["organizer"].value for row in rows if "organizer" in row)
    return _answered(rows, next(organizers, f"{site().settings.base_iri}id/dataset"))


@routes.get("/calendar/<local_id>.ics")
def show_calendar_of_conference(local_id: str) -> Response:
    """The dated events of one conference."""
    iri = f"{site().settings.base_iri}id/{local_id}"
    if not is_local_id(local_id) or not site().entities.exists(iri):
        raise NotFound
    rows = [row for row in events(site().engine) if "conference" in row and row["conference"].value == iri]
    if not rows:
        raise NotFound
    return _answered(rows, iri)


def _answered(rows: list[Row], about: str) -> Response:
    """A calendar, which has one event at least (RFC 5545, 3.6, https://www.rfc-editor.org/rfc/rfc5545#section-3.6).

    Raises:
        Problem: 404, no day is known yet.
    """
    if not any("start" in row for row in rows):
        raise Problem(404, "No day of these events is recorded yet, so that there is no calendar of them.")
    return answer(MEDIA_TYPE, lambda: _written(rows, about))


def _written(rows: list[Row], about: str) -> bytes:
    settings, asked = site().settings, request.args.get("lang")
    language = str(asked) if asked in LANGUAGES else DEFAULT_LANGUAGE
    edition = Edition(about, language, Revisions(site().release, settings.base_iri))
    return calendar(rows, site().entities, settings, edition)
