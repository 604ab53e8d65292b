"""The catalogue for open-data portals."""

from flask import Blueprint, Response, request

from intmk_kg.publication.catalog import catalog, pages
from intmk_kg.publication.datasets import datasets
from intmk_kg.publication.dumps import dump_files
from intmk_kg.publication.formats import CATALOG_FORMATS, HTML, Format
from intmk_kg.web.answers import answer, chosen_format, language, varied
from intmk_kg.web.pages import render
from intmk_kg.web.problems import NotFound
from intmk_kg.web.site import site
from intmk_kg.web.whole_release import require_whole_release

routes = Blueprint("catalog", __name__)


@routes.get("/catalog")
@routes.get("/catalog.<suffix>")
def show_catalog(suffix: str | None = None) -> Response:
    """The catalogue, Turtle for whoever asks for nothing, since portals do."""
    require_whole_release()
    format_, _ = chosen_format(CATALOG_FORMATS, suffix)
    page, vary = _page_number(), varied(is_negotiated=suffix is None, format_=format_)
    location = f"catalog.{format_.suffix}"
    if format_ is HTML:
        return answer(HTML.media_type, _page, in_language=language(), vary=vary, location=location)
    # The format's own media type, whatever synonym was asked for: portals end at others
    return answer(format_.media_type, lambda: _catalog(format_, page), vary=vary, location=location)


def _page_number() -> int:
    """The page of the catalogue that is asked for.

    Raises:
        NotFound: there is no such page.
    """
    number = request.args.get("page", "1")
    if number not in {str(page) for page in range(1, pages(site().release) + 1)} or not datasets(site().release):
        raise NotFound
    return int(number)


def _catalog(format_: Format, page: int) -> bytes:
    return catalog(site().release, site().settings, format_.media_type, format_.suffix, page)


def _page() -> str:
    release = site().release
    return render("catalog.html", datasets=datasets(release), files=dump_files(release), formats=CATALOG_FORMATS)
