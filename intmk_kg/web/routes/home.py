"""The first page."""

from flask import Blueprint, Response

from intmk_kg.publication.formats import PAGE_FORMATS
from intmk_kg.publication.home import overview
from intmk_kg.web.answers import answer, chosen_format, language
from intmk_kg.web.pages import render, script
from intmk_kg.web.site import site

routes = Blueprint("home", __name__)


@routes.get("/")
def show_overview() -> Response:
    """What this is, the latest conference and the next, the presidencies, and the ways to the data."""
    _, media_type = chosen_format(PAGE_FORMATS, None)
    return answer(media_type, _page, in_language=language(), vary=("Accept", "Accept-Language"))


def _page() -> str:
    dataset = site().dataset_node(f"{site().settings.base_iri}id/dataset", language())
    return render(
        "home.html",
        overview=overview(site().engine, site().entities, language()),
        structured_data=script(dataset) if dataset else "",
    )
