"""The things: their names, which redirect, and their descriptions in every format."""

from http import HTTPStatus

from flask import Blueprint, Response, request

from intmk_kg.publication.entity import INCOMING_PER_PAGE, INCOMING_SHOWN
from intmk_kg.publication.formats import HTML, THING_FORMATS, Format
from intmk_kg.publication.signposting import header, links_of_data
from intmk_kg.vocabulary.iri import is_local_id
from intmk_kg.web.addresses import with_query
from intmk_kg.web.answers import answer, chosen_format, language, varied
from intmk_kg.web.entity_page import entity_links, entity_page, incoming_page
from intmk_kg.web.gone import missing
from intmk_kg.web.language import LANGUAGES
from intmk_kg.web.page_number import page_number
from intmk_kg.web.problems import NotFound, Problem
from intmk_kg.web.site import site

routes = Blueprint("things", __name__)


@routes.get("/id/<local_id>")
def redirect_to_description(local_id: str) -> Response:
    """303 from a thing to its description (https://www.w3.org/TR/cooluris/#r303gendocument)."""
    _require(_iri(local_id))
    asked = request.args.get("lang")
    location = with_query(f"../doc/{local_id}", lang=asked if asked in LANGUAGES else None)
    headers = {"Location": location, "Vary": "Accept", "Cache-Control": "public, max-age=3600"}
    return Response(status=303, headers=headers)


@routes.get("/doc/<name>")
def describe(name: str) -> Response:
    """The description of a thing, in the format of the suffix or of the Accept header."""
    local_id, dot, suffix = name.partition(".")
    iri = _iri(local_id)
    try:
        format_, media_type = chosen_format(THING_FORMATS, suffix if dot else None)
    except Problem:
        # That nothing is there says more than that it is not there in this format
        _require(iri)
        raise
    if request.if_none_match:
        _require(iri)
    page_language = language() if format_ is HTML else None
    response = answer(
        media_type,
        lambda: _described(iri, page_language) if page_language else _serialized(iri, format_),
        in_language=page_language,
        vary=varied(is_negotiated=not dot, format_=format_),
        location=f"{local_id}.{format_.suffix}",
    )
    if response.status_code == HTTPStatus.OK:
        links = header(links_of_data(iri, site().settings))
        response.headers["Link"] = entity_links(iri, page_language, INCOMING_SHOWN) if page_language else links
    return response


def _described(iri: str, page_language: str) -> str:
    predicate = request.args.get("incoming")
    if predicate is None:
        return entity_page(iri, page_language, INCOMING_SHOWN)
    return incoming_page(iri, page_language, predicate, page_number(), INCOMING_PER_PAGE)


def _serialized(iri: str, format_: Format) -> bytes:
    content = site().entities.serialize(iri, format_.media_type)
    if content is None:
        raise missing(iri)
    return content


def _iri(local_id: str) -> str:
    """The IRI of a local id.

    Raises:
        NotFound: there is no such name.
    """
    if not is_local_id(local_id):
        raise NotFound
    return f"{site().settings.base_iri}id/{local_id}"


def _require(iri: str) -> None:
    """Ask for a thing before any work is done for it.

    Raises:
        Problem: 404, nothing was ever said about it; or 410, an earlier release had it.
    """
    if not site().entities.exists(iri):
        raise missing(iri)
