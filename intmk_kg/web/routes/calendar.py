"""The calendars: of all events, and of each conference."""

from flask import Blueprint, Response, request

from intmk_kg.publication.calendar import MEDIA_TYPE, Edition, calendar, events
from intmk_kg.publication.calendar_revisions import Revisions
from intmk_kg.publication.questions import Row
from intmk_kg.publication.tables import DEFAULT_LANGUAGE
from intmk_kg.vocabulary.iri import is_local_id
from intmk_kg.web.answers import answer
from intmk_kg.web.language import LANGUAGES
from intmk_kg.web.problems import NotFound
from intmk_kg.web.site import site
from intmk_kg.web.whole_release import require_whole_release

routes = Blueprint("calendar", __name__)
routes.before_request(require_whole_release)


@routes.get("/calendar.ics")
def show_calendar() -> Response:
    """All dated events."""
    return answer(MEDIA_TYPE, _of_all)


@routes.get("/calendar/<local_id>.ics")
def show_calendar_of_conference(local_id: str) -> Response:
    """The dated events of one conference; an empty calendar as long as no day is known."""
    iri = f"{site().settings.base_iri}id/{local_id}"
    if not is_local_id(local_id) or not site().entities.exists(iri):
        raise NotFound
    rows = [row for row in events(site().engine) if "conference" in row and row["conference"].value == iri]
    if not rows:
        raise NotFound
    return answer(MEDIA_TYPE, lambda: _written(rows, iri))


def _of_all() -> bytes:
    rows = events(site().engine)
    organizers = (row["organizer"].value for row in rows if "organizer" in row)
    return _written(rows, next(organizers, f"{site().settings.base_iri}id/dataset"))


def _written(rows: list[Row], about: str) -> bytes:
    settings, asked = site().settings, request.args.get("lang")
    language = str(asked) if asked in LANGUAGES else DEFAULT_LANGUAGE
    edition = Edition(about, language, Revisions(site().release, settings.base_iri))
    return calendar(rows, site().entities, settings, edition)
