"""The VoID description at its well-known address (RFC 8615; https://www.w3.org/TR/void/#well-known)."""

from flask import Blueprint, Response

from intmk_kg.publication.formats import VOID_FORMATS
from intmk_kg.publication.void import void
from intmk_kg.web.answers import answer, chosen_format
from intmk_kg.web.site import site
from intmk_kg.web.whole_release import require_whole_release

routes = Blueprint("void", __name__)


@routes.get("/.well-known/void")
def show_void() -> Response:
    """What is in the graph and how much of it."""
    require_whole_release()
    format_, _ = chosen_format(VOID_FORMATS, None)
    return answer(
        format_.media_type, lambda: void(site().release, site().settings, format_.media_type), vary=("Accept",)
    )
