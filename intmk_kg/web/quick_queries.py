"""A WSGI layer that answers SPARQL queries by GET without entering Flask, which would cost as much as a light query.

What is out of the ordinary goes on to the application, which says it: a request that is no query operation, one with a
condition, a refusal of the engine.
"""

from collections.abc import Callable, Iterable
from functools import partial
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from intmk_kg.engine.refusals import Refusal
from intmk_kg.engine.requests import Answer, SparqlRequest, Wanted
from intmk_kg.web.answers import FRESH
from intmk_kg.web.client_address import peer
from intmk_kg.web.compression import UNENCODABLE
from intmk_kg.web.connections import is_gone
from intmk_kg.web.headers import ALWAYS
from intmk_kg.web.site import Site, etag
from intmk_kg.web.sparql_protocol import ProtocolError, read_operation, wanted_by

PATH = "/sparql"

REFUSAL = "intmk_kg.refusal"
"""Where the environment holds the refusal of a query that was asked already."""

Headers = list[tuple[str, str]]
Build = Callable[[Answer, str], Headers]


class QuickQueries:
    """Answers queries by GET, and hands all other requests on.

    Attributes:
        application: the WSGI application behind.
        site: whose engine is asked.
    """

    def __init__(self, application: WSGIApplication, site: Site) -> None:
        self.application = application
        self.site = site

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request (PEP 3333)."""
        asked = _asked(environ)
        if asked is None:
            return self.application(environ, start_response)
        request, wanted = asked
        client = environ.get("REMOTE_ADDR") or ""
        try:
            found = self.site.engine.answer(request, wanted, client, partial(is_gone, peer(environ)))
        except Refusal as refusal:
            return self.application({**environ, REFUSAL: refusal}, start_response)
        start_response("200 OK", headers(found, query_etag(self.site, request, wanted)))
        return [found.content] if isinstance(found.content, bytes) else found.chunks()


def query_etag(site: Site, request: SparqlRequest, wanted: Wanted) -> str:
    """The entity tag of the answer to a query, without quotes."""
    formats = (wanted.solutions, wanted.boolean, wanted.graph)
    return etag(site, f"{formats}\n{request.default_graphs}\n{request.named_graphs}\n{request.query}")


def headers(found: Answer, tag: str) -> Headers:
    """The headers of an answer to a query; one that may differ next time may not be kept."""
    given = [("Content-Type", content_type(found)), ("Content-Length", str(found.length)), ("Vary", "Accept")]
    if found.volatile:
        return [*given, ("Cache-Control", "no-store"), *ALWAYS.items()]
    return [*given, ("ETag", f'"{tag}"'), ("Cache-Control", FRESH), *ALWAYS.items()]


def content_type(found: Answer) -> str:
    """The media type of an answer, with the character set where it is text."""
    return f"{found.media_type}; charset=utf-8" if found.media_type.startswith("text/") else found.media_type


def _asked(environ: WSGIEnvironment) -> tuple[SparqlRequest, Wanted] | None:
    """The query of an ordinary request by GET, and what it is to be answered in."""
    is_get = environ["REQUEST_METHOD"] == "GET" and environ.get("PATH_INFO") == PATH
    if not is_get or "HTTP_IF_NONE_MATCH" in environ or UNENCODABLE in environ:
        return None
    try:
        operation = read_operation("GET", environ.get("QUERY_STRING", ""), None, b"")
        wanted = wanted_by(environ.get("HTTP_ACCEPT"), operation.format)
    except ProtocolError:
        return None
    return None if operation.request is None else (operation.request, wanted)
