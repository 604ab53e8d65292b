"""The timeline of presidencies, chairs and meetings."""

import re

from flask import Blueprint, Response, request

from intmk_kg.publication.formats import PAGE_FORMATS
from intmk_kg.publication.timeline import USUAL_ZOOM, ZOOMS, timeline
from intmk_kg.web.answers import answer, chosen_format, language
from intmk_kg.web.pages import render
from intmk_kg.web.problems import Problem
from intmk_kg.web.site import site

routes = Blueprint("timeline", __name__)


@routes.get("/timeline")
def show_timeline() -> Response:
    """Presidencies, chairs and meetings, drawn and as a table, in one of the sizes."""
    _, media_type = chosen_format(PAGE_FORMATS, None)
    zoom = _zoom()
    return answer(media_type, lambda: _page(zoom), in_language=language(), vary=("Accept", "Accept-Language"))


def _page(zoom: int) -> str:
    drawn = timeline(site().engine, site().entities, language(), zoom)
    return render("timeline.html", timeline=drawn, zooms=range(1, len(ZOOMS) + 1))


def _zoom() -> int:
    asked = request.args.get("zoom", str(USUAL_ZOOM))
    if re.fullmatch("[0-9]", asked) is None or not 1 <= int(asked) <= len(ZOOMS):
        raise Problem(400, "`zoom` is a number from 1 to 4.")
    return int(asked)
