"""Whatever is sent, the answer is one of those that there are: nothing else, and never a fault of ours."""

import re
import socket
import string
from contextlib import suppress
from urllib.parse import quote

import pytest
from hostile_queries import ALL as HOSTILE_QUERIES
from hostile_queries import ENDLESS, GREEDY
from hostile_server import HostileServer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from raw_http import connect, read_response, received

from intmk_kg.engine.guard import ExaminedQuery, examine
from intmk_kg.engine.refusals import Refusal
from intmk_kg.engine.requests import SparqlRequest
from intmk_kg.settings import Settings
from intmk_kg.web.sparql_protocol import FORM, QUERY, UPDATE, Operation, ProtocolError, read_operation, wanted_by

PROTOCOL_STATUSES = {400, 403, 415}
STATUSES = {200, 206, 302, 303, 304, 308, 400, 403, 404, 405, 406, 410, 413, 414, 415, 416, 429, 431, 501, 503, 504}
FEW, MANY = 300, 30_000
FEW_REQUESTS, MANY_REQUESTS = 150, 10_000

QUERIES = [query.query for query in HOSTILE_QUERIES if query not in (*ENDLESS, *GREEDY) and len(query.query) < 5_000]
WORDS = [
    *re.findall(
        r"\S+",
        """
        SELECT ASK CONSTRUCT DESCRIBE WHERE FROM NAMED GRAPH SERVICE SILENT LOAD INSERT DATA BASE PREFIX VERSION BIND
        VALUES FILTER EXISTS NOT MINUS OPTIONAL UNION LATERAL GROUP ORDER BY HAVING LIMIT AS COUNT SUM IN COALESCE IF
        { } ( ) [ ] << >> <<( )>> * + ? ! ^ | / . ; , = < > && || ^^ @de a true 1 1.0 1e9 'x' <a:b> r:x intmk: ?x $y
        _:b () [] # REGEX STR ü
        """,
    ),
    *("\\", "\ufeff", "\x00", "\ud800", r"\u0053ERVICE", '"""y"""'),
]
QUERY_TEXTS = st.one_of(
    st.sampled_from(QUERIES),
    st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join),
    st.text(max_size=100),
    st.tuples(st.sampled_from(QUERIES), st.integers(0, 200), st.sampled_from(WORDS)).map(
        lambda cut: cut[0][: cut[1]] + cut[2] + cut[0][cut[1] :]
    ),
)
NAMES = st.sampled_from(
    ["query", "update", "default-graph-uri", "named-graph-uri", "format", "using-graph-uri", "", "%", "x"]
)
ENCODED = st.one_of(
    QUERY_TEXTS.map(lambda text: quote(text, safe="", errors="replace")),
    st.text(alphabet=string.ascii_letters + "%&=+#;?/", max_size=40),
    st.sampled_from(
        ["json", "turtle", "text/csv", "%FF", "%C0%80", "%", "%zz", "a:b", "https://w3id.org/intmk/land-he"]
    ),
)
QUERY_STRINGS = st.lists(st.tuples(NAMES, ENCODED).map("=".join), max_size=5).map("&".join)
CONTENT_TYPES = st.one_of(
    st.none(),
    st.sampled_from(
        [QUERY, FORM, UPDATE, "text/plain", f"{QUERY}; charset=utf-16", f'{FORM};charset="', "/", ";", "a/b;;"]
    ),
    st.text(alphabet=string.printable, max_size=30),
)
BODIES = st.one_of(
    st.binary(max_size=100),
    QUERY_TEXTS.map(lambda text: text.encode(errors="replace")),
    QUERY_STRINGS.map(lambda text: text.encode(errors="replace")),
)
ACCEPTS = st.one_of(
    st.none(),
    st.sampled_from(
        ["*/*", "text/html", "text/turtle;q=0.1", "application/ld+json;profile=x", "a/b", "text/csv, */*;q=0"]
    ),
    st.text(max_size=40),
)
METHODS = st.sampled_from(["GET", "HEAD", "POST", "QUERY", "PUT", "OPTIONS"])


REQUESTS = st.tuples(METHODS, QUERY_STRINGS, CONTENT_TYPES, BODIES, ACCEPTS)


def check_protocol(request: tuple[str, str, str | None, bytes, str | None]) -> None:
    """Read a request as the endpoint does, and examine the query as a worker does."""
    outcome = outcome_of_reading(*request)
    if isinstance(outcome, ProtocolError):
        assert outcome.status in PROTOCOL_STATUSES
        assert outcome.detail
    elif outcome.request is not None:
        check_guard(outcome.request.query)


def outcome_of_reading(
    method: str, query_string: str, content_type: str | None, body: bytes, accept: str | None
) -> Operation | ProtocolError:
    """The operation of a request, or why it is none."""
    try:
        operation = read_operation(method, query_string, content_type, body)
        wanted_by(accept, operation.format)
    except ProtocolError as error:
        return error
    return operation


def check_guard(query: str) -> None:
    """Examine a query; what reaches out of the release is never let through, and each refusal has its reason."""
    outcome: ExaminedQuery | Refusal
    try:
        outcome = examine(SparqlRequest(query), Settings())
    except Refusal as refusal:
        outcome = refusal
    if isinstance(outcome, Refusal):
        assert outcome.message
        assert outcome.kind in {"refused", "syntax", "too-long"}
    else:
        assert outcome.services == ()


@given(REQUESTS)
@settings(max_examples=FEW, deadline=None)
def test_protocol_only_raises_its_errors(request_: tuple[str, str, str | None, bytes, str | None]) -> None:
    """Any request is an operation or a protocol error with its status, and any query is let in or refused."""
    check_protocol(request_)


@pytest.mark.long
@pytest.mark.timeout(1200)
@given(REQUESTS)
@settings(max_examples=MANY, deadline=None)
def test_protocol_only_raises_its_errors_at_length(request_: tuple[str, str, str | None, bytes, str | None]) -> None:
    """The same, for many more requests."""
    check_protocol(request_)


LINES = st.one_of(
    st.tuples(
        st.sampled_from(
            [
                *(
                    "Accept",
                    "Accept-Language",
                    "Accept-Encoding",
                    "Accept-Charset",
                    "Cookie",
                    "Authorization",
                    "Expect",
                ),
                *(
                    "If-None-Match",
                    "If-Modified-Since",
                    "If-Range",
                    "Range",
                    "Origin",
                    "Referer",
                    "Upgrade",
                    "Connection",
                ),
                *(
                    "Host",
                    "Content-Type",
                    "Content-Encoding",
                    "Content-Length",
                    "Transfer-Encoding",
                    "Forwarded",
                    "X-A",
                ),
            ]
        ),
        st.one_of(
            st.sampled_from(
                [
                    "*/*",
                    "text/turtle",
                    "gzip, zstd;q=0",
                    "bytes=0-9",
                    "bytes=-1",
                    "bytes=9-1,0-",
                    '"a"',
                    'W/"a"',
                    "*",
                    "de",
                ]
            ),
            st.sampled_from(
                ["chunked", "0", "5", "-1", "close", "upgrade", "h2c", "100-continue", "identity", "Mon, 99"]
            ),
            st.text(alphabet=string.printable.replace("\n", "").replace("\r", ""), max_size=30),
        ),
    ).map(": ".join),
    st.text(alphabet=string.printable, max_size=20),
)
PATHS = st.one_of(
    st.sampled_from(
        [
            *(
                "/",
                "/sparql",
                "/id/land-he",
                "/doc/land-he",
                "/doc/land-he.ttl",
                "/def",
                "/search",
                "/catalog",
                "/dumps/",
            ),
            *(
                "/feed",
                "/sitemap.xml",
                "/.well-known/void",
                "/-/limits",
                "/-/health",
                "/timeline",
                "/map",
                "/resolutions",
            ),
            *("/shapes", "/links/land-he", "/conferences.ics", "/robots.txt", "/tables/", "*", "http://x/sparql"),
        ]
    ),
    st.text(max_size=20).map(lambda text: "/" + quote(text, safe="/%", errors="replace")),
    st.text(alphabet=string.printable, max_size=20),
)


HTTP_REQUESTS = st.tuples(METHODS, PATHS, QUERY_STRINGS, st.lists(LINES, max_size=4), BODIES)
Http = tuple[str, str, str, list[str], bytes]


def check_http(server: HostileServer, request: Http) -> None:
    """Send a request; whatever comes back is an answer of the table, or the connection is closed without one."""
    method, path, query_string, lines, body = request
    head = "\r\n".join([f"{method} {path}?{query_string} HTTP/1.1", "Host: x", "Connection: close", *lines, "", ""])
    with connect(server.port, "127.0.0.90") as connection:
        with suppress(OSError):  # refused before all of it was sent
            connection.sendall(head.encode(errors="replace") + body)
            connection.shutdown(socket.SHUT_WR)
        answer = received(connection)
    if answer:
        response = read_response(answer, is_head=method == "HEAD")
        assert response.status in STATUSES, answer
        assert response.is_whole
        assert b"Traceback" not in response.body
    assert "Traceback" not in server.log[-5_000:]


@given(HTTP_REQUESTS)
@settings(max_examples=FEW_REQUESTS, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_http_has_only_answers_of_the_table(server: HostileServer, request_: Http) -> None:
    """Any bytes that are sent as a request get a status of the table, and leave no traceback anywhere."""
    check_http(server, request_)


@pytest.mark.long
@pytest.mark.timeout(1200)
@given(HTTP_REQUESTS)
@settings(max_examples=MANY_REQUESTS, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_http_has_only_answers_of_the_table_at_length(server: HostileServer, request_: Http) -> None:
    """The same, for many more requests."""
    check_http(server, request_)
