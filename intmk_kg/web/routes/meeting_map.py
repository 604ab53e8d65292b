"""The map of where the conference met."""

from flask import Blueprint, Response

from intmk_kg.publication.formats import PAGE_FORMATS
from intmk_kg.publication.meeting_map import meeting_map
from intmk_kg.web.answers import answer, chosen_format, language
from intmk_kg.web.pages import render
from intmk_kg.web.site import site

routes = Blueprint("meeting_map", __name__)


@routes.get("/map")
def show_map() -> Response:
    """The places of the conferences and meetings, drawn and as a table."""
    _, media_type = chosen_format(PAGE_FORMATS, None)
    return answer(media_type, _page, in_language=language(), vary=("Accept", "Accept-Language"))


def _page() -> str:
    return render("map.html", map=meeting_map(site().engine, site().entities, language()))
