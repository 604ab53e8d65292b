"""The sections on the page of a thing; without them, and saying so, while the engine is busy with others' queries."""

from collections.abc import Iterable

import structlog
from flask import Flask, Response, g, request

from intmk_kg.engine.refusals import Refusal
from intmk_kg.publication.sections import Section, sections
from intmk_kg.web.site import site


def register_sections(app: Flask) -> None:
    """Give templates `sections_of`, and let nobody keep a page that lacks its sections."""
    app.context_processor(lambda: {"sections_of": _sections_of})
    app.after_request(_unkept)


def _sections_of(iri: str, classes: Iterable[str]) -> tuple[Section, ...] | None:
    """The sections of a thing in the page's language, or None where the engine does not answer now."""
    try:
        return sections(iri, classes, site().engine, site().entities, g.language)
    except Refusal as refusal:
        structlog.get_logger().warning("page without its sections", path=request.path, reason=refusal.problem)
        g.lacks_sections = True
        return None


def _unkept(response: Response) -> Response:
    if g.get("lacks_sections"):
        response.headers["Cache-Control"] = "no-store"
        response.headers.pop("ETag", None)
    return response
