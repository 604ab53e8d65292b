"""Reading a SPARQL query operation from a request: SPARQL 1.1 Protocol, 2.1 (https://www.w3.org/TR/sparql11-protocol/).

Besides the three forms of the standard, the method QUERY is understood (draft-ietf-httpbis-safe-method-w-body), and
`format` for people who paste links. Everything is decoded exactly once, and strictly.
"""

import re
from binascii import a2b_qp
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from intmk_kg.engine.refusals import Limit
from intmk_kg.engine.requests import (
    BOOLEAN_MEDIA_TYPES,
    GRAPH_MEDIA_TYPES,
    SOLUTIONS_MEDIA_TYPES,
    SparqlRequest,
    Wanted,
)
from intmk_kg.web.negotiation import LONGEST_HEADER, negotiate

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
QUERY_MEDIA_TYPES = (QUERY, FORM)

_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_MEDIA_TYPE = re.compile(r"\s*([\w!#$&^.+-]+/[\w!#$&^.+-]+)\s*(?:;(.*))?\Z", re.DOTALL)
_CHARSET = re.compile(r"""charset\s*=\s*(?:"([^"]*)"|([^\s;]+))""", re.IGNORECASE)

_JSON, _XML, _CSV, _TSV = SOLUTIONS_MEDIA_TYPES
_TURTLE, _N_TRIPLES, _JSON_LD, _RDF_XML, _TRIG, _N_QUADS = GRAPH_MEDIA_TYPES
# What clients ask for besides the formats' own media types; SPARQLWrapper and older tools send some of them.
_ALSO_SOLUTIONS = {"application/json": _JSON, "application/xml": _XML, "text/xml": _XML}
_ALSO_GRAPHS = {
    "application/x-turtle": _TURTLE,
    "text/n3": _TURTLE,
    "text/rdf+n3": _TURTLE,
    "application/json": _JSON_LD,
    "application/xml": _RDF_XML,
    "text/xml": _RDF_XML,
    "text/plain": _N_TRIPLES,
    "application/x-trig": _TRIG,
    "text/x-nquads": _N_QUADS,
}
_FORMATS: dict[str, tuple[str | None, str | None]] = {
    "json": (_JSON, _JSON_LD),
    "xml": (_XML, _RDF_XML),
    "csv": (_CSV, None),
    "tsv": (_TSV, None),
    **dict.fromkeys(("turtle", "ttl", "n3"), (None, _TURTLE)),
    **dict.fromkeys(("ntriples", "n-triples", "nt"), (None, _N_TRIPLES)),
    **dict.fromkeys(("jsonld", "json-ld"), (None, _JSON_LD)),
    **dict.fromkeys(("rdf", "rdfxml", "rdf+xml", "rdf-xml"), (None, _RDF_XML)),
    "trig": (None, _TRIG),
    **dict.fromkeys(("nquads", "n-quads", "nq"), (None, _N_QUADS)),
    **{media_type: (media_type, None) for media_type in SOLUTIONS_MEDIA_TYPES},
    **{media_type: (None, media_type) for media_type in GRAPH_MEDIA_TYPES},
}


class ProtocolError(Exception):
    """A request that is no query operation.

    Attributes:
        status: the HTTP status.
        detail: what is wrong and what would be right.
        problem: a name for it that never changes.
        limit: that was met, or None.
    """

    def __init__(self, status: int, detail: str, problem: str = "protocol", limit: Limit | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.problem = problem
        self.limit = limit


@dataclass(frozen=True)
class Operation:
    """What a request asks for.

    Attributes:
        request: the query with its dataset; None where there is no query, which asks for the service description.
        format: the value of the parameter `format`, or None.
    """

    request: SparqlRequest | None
    format: str | None


def read_operation(method: str, query_string: str, content_type: str | None, body: bytes) -> Operation:
    """The operation of a request.

    Args:
        method: GET, HEAD, POST or QUERY.
        query_string: of the address, still encoded.
        content_type: the header's value, or None.
        body: of the request; empty for GET and HEAD.

    Raises:
        ProtocolError: it is none, with the status to answer.
    """
    parameters = list(_parameters(query_string, "address"))
    if method in ("GET", "HEAD"):
        return _operation(parameters, needs_query=False)
    media_type, charset = _media_type(content_type)
    if media_type == UPDATE:
        raise _update_refused()
    if media_type not in QUERY_MEDIA_TYPES:
        detail = f"A query is sent as {QUERY} or {FORM}, not as {media_type or 'nothing stated'}."
        raise ProtocolError(415, detail, "media-type")
    if charset.lower() not in ("", "utf-8", "utf8"):
        raise ProtocolError(415, f"A query is sent in UTF-8, not in {charset}.", "charset")
    text = _utf8(body, "body")
    if media_type == FORM:
        return _operation([*parameters, *_parameters(text, "body")], needs_query=True)
    return _operation([*parameters, ("query", text)], needs_query=True)


def wanted_by(accept: str | None, format_: str | None) -> Wanted:
    """The media types to answer in, by the parameter `format` or else by the Accept header.

    Raises:
        ProtocolError: there is no such format.
    """
    if format_ is None:
        return _wanted_by_header((accept or "")[:LONGEST_HEADER])
    # A plus sign that was not escaped in the address has become a space.
    solutions, graph = _FORMATS.get(format_.strip().replace(" ", "+").lower(), (None, None))
    if solutions is None and graph is None:
        known = ", ".join(name for name in _FORMATS if "/" not in name)
        raise ProtocolError(400, f"There is no format {format_!r}; there are {known} and their media types.", "format")
    return Wanted(solutions, solutions if solutions in BOOLEAN_MEDIA_TYPES else None, graph)


@lru_cache(maxsize=1024)
def _wanted_by_header(accept: str) -> Wanted:
    return Wanted(
        _negotiated(accept, SOLUTIONS_MEDIA_TYPES, _ALSO_SOLUTIONS),
        _negotiated(accept, BOOLEAN_MEDIA_TYPES, _ALSO_SOLUTIONS),
        _negotiated(accept, GRAPH_MEDIA_TYPES, _ALSO_GRAPHS),
    )


def _negotiated(accept: str, offered: Sequence[str], also: Mapping[str, str]) -> str | None:
    """The best of the formats' own media types and of others that the header names in full."""
    named = accept.lower()
    others = (other for other, own in also.items() if own in offered and other in named)
    chosen = negotiate(accept, (*offered, *others))
    return also.get(chosen, chosen) if chosen else None


def _operation(parameters: list[tuple[str, str]], *, needs_query: bool) -> Operation:
    values: dict[str, list[str]] = {}
    for name, value in parameters:
        values.setdefault(name, []).append(value)
    if "update" in values:
        raise _update_refused()
    queries = values.get("query", [])
    if len(queries) > 1:
        raise ProtocolError(400, "There is more than one query; one request asks one.", "two-queries")
    if not queries and needs_query:
        raise ProtocolError(400, "There is no parameter `query`.", "no-query")
    format_ = values["format"][0] if "format" in values else None
    if not queries:
        return Operation(None, format_)
    default_graphs = tuple(values.get("default-graph-uri", ()))
    named_graphs = tuple(values.get("named-graph-uri", ()))
    return Operation(SparqlRequest(queries[0], default_graphs, named_graphs), format_)


def _parameters(text: str, where: str) -> Iterator[tuple[str, str]]:
    """Names and values, in the order given (https://url.spec.whatwg.org/#urlencoded-parsing), but strictly decoded."""
    for part in text.split("&"):
        if part:
            name, _, value = part.partition("=")
            yield _decoded(name, where), _decoded(value, where)


def _decoded(text: str, where: str) -> str:
    if broken := _BROKEN_ESCAPE.search(text):
        shown = text[broken.start() : broken.start() + 3]
        detail = f"In the {where}, {shown!r} is no percent-encoded byte; a percent sign itself is written %25."
        raise ProtocolError(400, detail, "percent-encoding")
    try:
        plain = text.replace("+", " ").encode("latin-1" if where == "address" else "utf-8")
    except UnicodeEncodeError:
        plain = text.replace("+", " ").encode()
    # Percent-encoding is quoted-printable (RFC 2045, 6.7) with another sign; that decoder is not written in Python.
    return _utf8(a2b_qp(plain.replace(b"=", b"=3D").replace(b"%", b"=")), where)


def _utf8(content: bytes, where: str) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        detail = f"Byte {error.start + 1} of the {where} or of a parameter in it is not UTF-8."
        raise ProtocolError(400, detail, "charset") from None


def _media_type(content_type: str | None) -> tuple[str, str]:
    match = _MEDIA_TYPE.match(content_type or "")
    if match is None:
        return "", ""
    charset = _CHARSET.search(match[2] or "")
    return match[1].lower(), (charset[1] or charset[2] or "") if charset else ""


def _update_refused() -> ProtocolError:
    return ProtocolError(403, "This service only answers queries; it takes no updates.", "update-refused")
