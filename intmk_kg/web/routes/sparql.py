"""The SPARQL endpoint: answers queries, and without one describes itself."""

from functools import partial
from typing import Any

from flask import Blueprint, Response, request

from intmk_kg.engine.refusals import Limit, Refusal
from intmk_kg.engine.requests import GRAPH_MEDIA_TYPES, SparqlRequest, Wanted
from intmk_kg.publication.examples import example, examples
from intmk_kg.publication.formats import HTML
from intmk_kg.publication.limits import limits
from intmk_kg.publication.service_description import graphs_description, service_description
from intmk_kg.vocabulary.prefixes import PREFIXES
from intmk_kg.web.answers import FRESH, answer, language
from intmk_kg.web.assets import has_asset
from intmk_kg.web.client_address import peer
from intmk_kg.web.connections import is_gone
from intmk_kg.web.editor_words import editor_words
from intmk_kg.web.negotiation import negotiate
from intmk_kg.web.pages import render
from intmk_kg.web.problems import NotAcceptable, Problem
from intmk_kg.web.quick_queries import REFUSAL, headers, query_etag
from intmk_kg.web.site import site
from intmk_kg.web.sparql_problems import as_problem
from intmk_kg.web.sparql_protocol import (
    QUERY_MEDIA_TYPES,
    Operation,
    ProtocolError,
    read_operation,
    wanted_by,
)
from intmk_kg.web.transfers import longest_body

_FIRST_EXAMPLE = "conferences-with-place-and-days"
_FORMATS = {"Turtle": "turtle", "RDF/XML": "rdfxml", "JSON-LD": "jsonld", "N-Triples": "nt"}

METHODS = ("GET", "POST", "QUERY")

routes = Blueprint("sparql", __name__)


@routes.route("/sparql", methods=METHODS)
def sparql() -> Response:
    """The answer to the query of the request, or what this endpoint is and does."""
    try:
        if refusal := request.environ.get(REFUSAL):
            raise refusal
        operation = _operation()
        if operation.request is None:
            return _description(operation)
        return _answer(operation.request, wanted_by(request.headers.get("Accept"), operation.format))
    except ProtocolError as error:
        raise _problem(error) from error
    except Refusal as refusal:
        raise as_problem(refusal) from refusal


def _problem(error: ProtocolError) -> Problem:
    members: dict[str, Any] = {"problem": error.problem}
    if error.limit is not None:
        members["limit"] = {"name": error.limit.name, "value": error.limit.value}
    headers = {"Accept-Query": ", ".join(QUERY_MEDIA_TYPES)}
    return Problem(error.status, error.detail, members=members, headers=headers)


def _operation() -> Operation:
    coding = request.headers.get("Content-Encoding", "identity")
    if coding.lower() != "identity":
        raise ProtocolError(415, f"A query is sent as it is, not in the coding {coding}.", "content-encoding")
    query_string = request.environ.get("QUERY_STRING", "")
    return read_operation(request.method, query_string, request.headers.get("Content-Type"), _body())


def _body() -> bytes:
    """The body, as far as a query may be long."""
    settings = site().settings
    longest = longest_body(settings)
    body = b"" if (request.content_length or 0) > longest else request.stream.read(longest + 1)
    if max(request.content_length or 0, len(body)) > longest:
        message = f"The request has more than {longest} bytes; a query may have {settings.query_bytes}."
        raise ProtocolError(413, message, "query-too-long", Limit("query_bytes", settings.query_bytes))
    return body


def _answer(asked: SparqlRequest, wanted: Wanted) -> Response:
    tag = query_etag(site(), asked, wanted)
    if request.if_none_match.contains_weak(tag):
        return _not_modified(tag)
    client = request.remote_addr or ""
    found = site().engine.answer(asked, wanted, client, partial(is_gone, peer(request.environ)))
    return Response(found.chunks(), headers=headers(found, tag), direct_passthrough=True)


def _not_modified(tag: str) -> Response:
    response = Response(status=304)
    response.set_etag(tag)
    response.headers["Vary"] = "Accept"
    response.headers["Cache-Control"] = FRESH
    return response


def _description(operation: Operation) -> Response:
    """A page for a browser, a service description for whoever asks for RDF, and for anyone else; always 200.

    With the parameter `graphs`, the list of the named graphs takes the description's place.
    """
    vary = ("Accept", "Accept-Language")
    accept = request.headers.get("Accept")
    media_type = (
        wanted_by(None, operation.format).graph
        if operation.format
        else negotiate(accept, (*GRAPH_MEDIA_TYPES, HTML.media_type))
    )
    if operation.format and media_type is None:
        raise NotAcceptable(GRAPH_MEDIA_TYPES)
    if media_type == HTML.media_type:
        return answer(media_type, _page, in_language=language(), vary=vary)
    chosen = media_type or GRAPH_MEDIA_TYPES[0]
    here = site()
    names = here.entities.graph_names
    if "graphs" in request.args:
        return answer(chosen, lambda: graphs_description(here.settings, names, chosen), vary=vary)
    return answer(chosen, lambda: service_description(here.release, here.settings, len(names), chosen), vary=vary)


def _page() -> str:
    """The form, with the query of `?example=` in it or of the first example."""
    shown = example(request.args.get("example", "")) or example(_FIRST_EXAMPLE)
    return render(
        "sparql.html",
        shown=shown,
        is_example="example" in request.args,
        has_editor=has_asset("editor.js"),
        examples=examples(),
        prefixes=PREFIXES,
        limits=limits(site().settings),
        formats=_FORMATS,
        package_words=editor_words(language()),
    )
