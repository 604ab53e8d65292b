"""The things: their names, which redirect, and their descriptions in every format."""

import re

from flask import Blueprint, Response, request

from intmk_kg.publication.entity import INCOMING_PER_PAGE, INCOMING_SHOWN
from intmk_kg.publication.formats import HTML, THING_FORMATS, Format
from intmk_kg.vocabulary.iri import is_local_id
from intmk_kg.web.answers import answer, chosen_format, language
from intmk_kg.web.entity_page import entity_page, incoming_page
from intmk_kg.web.problems import NotFound, Problem
from intmk_kg.web.site import site

routes = Blueprint("things", __name__)

_PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,5}")


@routes.get("/id/<local_id>")
def redirect_to_description(local_id: str) -> Response:
    """303 from a thing to its description (https://www.w3.org/TR/cooluris/#r303gendocument)."""
    iri = _iri(local_id)
    query = f"?{request.query_string.decode('ascii', 'ignore')}" if "lang" in request.args else ""
    response = Response(status=303, headers={"Location": f"../doc/{local_id}{query}", "Vary": "Accept"})
    response.headers["Link"] = f'<{iri}>; rel="describes"'
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@routes.get("/doc/<name>")
def describe(name: str) -> Response:
    """The description of a thing, in the format of the suffix or of the Accept header."""
    local_id, dot, suffix = name.partition(".")
    iri = _iri(local_id)
    format_, media_type = chosen_format(THING_FORMATS, suffix if dot else None)
    vary = () if dot else ("Accept",)
    if format_ is HTML:
        return _page(local_id, iri, vary)
    location = f"{local_id}.{format_.suffix}"
    return answer(media_type, lambda: _serialized(iri, format_), vary=vary + _and_language(dot), location=location)


def _page(local_id: str, iri: str, vary: tuple[str, ...]) -> Response:
    page_language = language()
    return answer(
        HTML.media_type,
        lambda: _described(iri, page_language),
        in_language=page_language,
        vary=(*vary, "Accept-Language"),
        location=f"{local_id}.html",
    )


def _described(iri: str, page_language: str) -> str:
    predicate = request.args.get("incoming")
    if predicate is None:
        return entity_page(iri, page_language, INCOMING_SHOWN)
    return incoming_page(iri, page_language, predicate, _page_number(), INCOMING_PER_PAGE)


def _page_number() -> int:
    number = request.args.get("page", "1")
    if _PAGE_NUMBER.fullmatch(number) is None:
        raise Problem(400, "`page` is a number from 1 on.")
    return int(number)


def _serialized(iri: str, format_: Format) -> bytes:
    content = site().entities.serialize(iri, format_.media_type)
    if content is None:
        raise NotFound
    return content


def _and_language(dot: str) -> tuple[str, ...]:
    """One address has one Vary, whatever it is answered with: the page beside it depends on the language."""
    return () if dot else ("Accept-Language",)


def _iri(local_id: str) -> str:
    """The IRI of a local id.

    Raises:
        NotFound: nothing is said about it.
    """
    iri = f"{site().settings.base_iri}id/{local_id}"
    if not is_local_id(local_id) or not site().entities.exists(iri):
        raise NotFound
    return iri
