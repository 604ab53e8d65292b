"""Style sheets and pictures under names that never change their content."""

from flask import Blueprint, Response, request

from intmk_kg.web.assets import asset_at
from intmk_kg.web.problems import NotFound

routes = Blueprint("assets", __name__)


@routes.get("/static/<name>")
def show_asset(name: str) -> Response:  # noqa: ARG001 - the whole path is the key
    """A file that pages need."""
    asset = asset_at(request.path)
    if asset is None:
        raise NotFound
    response = Response(asset.content, content_type=asset.media_type)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.set_etag(asset.path.rpartition("-")[2].partition(".")[0])
    response.make_conditional(request)
    return response
