"""The changes between releases."""

from flask import Blueprint, Response, request

from intmk_kg.publication.feed import MEDIA_TYPE, feed
from intmk_kg.publication.tables import DEFAULT_LANGUAGE
from intmk_kg.web.answers import answer
from intmk_kg.web.dating import dated
from intmk_kg.web.language import LANGUAGES
from intmk_kg.web.site import site
from intmk_kg.web.whole_release import require_whole_release

routes = Blueprint("feed", __name__)
routes.before_request(require_whole_release)


@routes.get("/feed.atom")
def show_feed() -> Response:
    """The releases with what changed."""
    asked = request.args.get("lang")
    language = str(asked) if asked in LANGUAGES else DEFAULT_LANGUAGE
    return dated(answer(MEDIA_TYPE, lambda: feed(site().release, site().entities, site().settings, language)))
