"""Lists across all conferences: resolutions, and where sources disagree."""

from collections.abc import Callable

from flask import Blueprint, Response

from intmk_kg.engine.interface import EntityReader, SparqlEngine
from intmk_kg.publication.contradictions import disputed_things
from intmk_kg.publication.formats import PAGE_FORMATS
from intmk_kg.publication.resolutions import by_conference, by_topic
from intmk_kg.web.answers import answer, chosen_format, language
from intmk_kg.web.pages import render
from intmk_kg.web.site import site

routes = Blueprint("lists", __name__)


@routes.get("/resolutions")
def show_resolutions() -> Response:
    """The resolutions by conference."""
    return _shown(lambda: render("resolutions.html", groups=by_conference(*_asked()), by="conference"))


@routes.get("/resolutions/topics")
def show_resolutions_by_topic() -> Response:
    """The resolutions by topic."""
    return _shown(lambda: render("resolutions.html", groups=by_topic(*_asked()), by="topic"))


@routes.get("/contradictions")
def show_contradictions() -> Response:
    """What sources say and the graph does not adopt, beside what it adopts."""
    return _shown(lambda: render("contradictions.html", disputed=disputed_things(*_asked())))


def _asked() -> tuple[SparqlEngine, EntityReader, str]:
    return site().engine, site().entities, language()


def _shown(page: Callable[[], str]) -> Response:
    _, media_type = chosen_format(PAGE_FORMATS, None)
    return answer(media_type, page, in_language=language(), vary=("Accept", "Accept-Language"))
