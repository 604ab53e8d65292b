"""The gallery of example queries: a page, and the same as RDF."""

from flask import Blueprint, Response

from intmk_kg.publication.examples import collection, examples
from intmk_kg.publication.formats import HTML, VOCABULARY_FORMATS
from intmk_kg.web.answers import answer, chosen_format, language, varied
from intmk_kg.web.pages import render
from intmk_kg.web.site import site

routes = Blueprint("examples", __name__)


@routes.get("/examples")
@routes.get("/examples.<suffix>")
def show_examples(suffix: str | None = None) -> Response:
    """All example queries."""
    format_, media_type = chosen_format(VOCABULARY_FORMATS, suffix)
    vary = varied(is_negotiated=suffix is None, format_=format_)
    if format_ is HTML:
        return answer(media_type, _page, in_language=language(), vary=vary)
    settings, chosen = site().settings, format_.media_type
    return answer(media_type, lambda: collection(settings, chosen), vary=vary, location=f"examples.{format_.suffix}")


def _page() -> str:
    return render("examples.html", examples=examples(), formats=VOCABULARY_FORMATS)
