"""Each hostile query and request gets exactly the answer that it must get, and the service stays as it was."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import hostile_queries
import hostile_requests
import pytest
from hostile_queries import HostileQuery
from hostile_requests import HostileRequest
from hostile_server import DEADLINE_SECONDS, HostileServer
from listener import Listener
from raw_http import Response, exchange, get, post

SPARE_SECONDS = 0.5
NOISE_SECONDS = 2.0
HEAVY = (*hostile_queries.ENDLESS, *hostile_queries.GREEDY)
OTHERS = tuple(query for query in hostile_queries.ALL if query not in HEAVY)
AT_ONCE = 3
ATTEMPTS = 4  # of a query that was not begun, since more are asked at once than there are workers


def ask(server: HostileServer, asked: HostileQuery, listener: str, client: str = "127.0.0.1") -> Response:
    """The answer to a query that is sent as it is."""
    query = asked.query.replace("{listener}", listener).replace("{path}", listener.partition(":")[2])
    request = post(query.encode(), "application/sparql-query", f"Accept: {asked.accept}")
    return exchange(server.port, request, client)


def check(response: Response) -> None:
    """Whatever is answered is whole, comes alone, and tells nothing of the inside."""
    assert response.is_whole
    assert response.rest == b""
    assert "x-injected" not in response.headers
    assert b"Traceback" not in response.body
    assert b"root:" not in response.body


@pytest.fixture(scope="module")
def heavy_answers(server: HostileServer) -> Mapping[str, Response]:
    """The answers to the queries that take for ever, a few asked at a time since each takes the whole deadline."""

    def answer(numbered: tuple[int, HostileQuery]) -> tuple[str, Response]:
        number, asked = numbered
        for _ in range(ATTEMPTS):
            response = ask(server, asked, "http://127.0.0.1:9/", f"127.0.0.{2 + number % AT_ONCE}")
            if response.problem != "overloaded":
                break
        return asked.name, response

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(pool.map(answer, enumerate(HEAVY)))


@pytest.mark.parametrize("asked", HEAVY, ids=lambda asked: asked.name)
def test_heavy_query_is_stopped_at_a_limit(heavy_answers: Mapping[str, Response], asked: HostileQuery) -> None:
    """A query that takes for ever or all memory is stopped, told which limit it met, and nothing of it is sent."""
    response = heavy_answers[asked.name]
    check(response)
    assert (response.status, response.problem) in asked.outcomes
    assert b'"limit"' in response.body
    assert response.seconds < DEADLINE_SECONDS + SPARE_SECONDS + NOISE_SECONDS


@pytest.mark.parametrize("asked", OTHERS, ids=lambda asked: asked.name)
def test_hostile_query_gets_its_answer(server: HostileServer, listener: Listener, asked: HostileQuery) -> None:
    """A hostile query is refused for the right reason, or answered where it only looks so; nobody else is called."""
    # A client of its own: one known for slow queries has to wait for everything else that the machine does
    response = ask(server, asked, listener.url, f"127.0.9.{1 + OTHERS.index(asked)}")
    check(response)
    assert (response.status, response.problem) in asked.outcomes
    assert listener.calls() == 0


@pytest.mark.parametrize("asked", hostile_requests.ALL, ids=lambda asked: asked.name)
def test_hostile_request_gets_its_answer(server: HostileServer, listener: Listener, asked: HostileRequest) -> None:
    """A hostile request has exactly one answer, with the right status and reason; nobody else is called."""
    response = exchange(server.port, asked.request.replace(b"{listener}", listener.url.encode()))
    if asked.status == 0:
        assert (response.status, response.rest) == (0, b"")
        return
    check(response)
    assert (response.status, response.problem or None) == (asked.status, asked.problem)
    assert asked.holds in response.body
    assert listener.calls() == 0


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", '"><script>', "127.0.0.1:22", "a" * 5_000, "[::1"])
@pytest.mark.parametrize("path", ["/", "/id/land-he", "/doc/land-he", "/sparql", "/catalog", "/dumps/"])
def test_host_changes_nothing(server: HostileServer, path: str, host: str) -> None:
    """Whatever the request says about the service's own address, the answer is the same and does not repeat it."""
    forwarded = [f"X-Forwarded-Host: {host}", f"Forwarded: host={host}", f"X-Original-URL: /{host}"]
    usual = exchange(server.port, get(path))
    response = exchange(server.port, get(path, *forwarded, host=host))
    assert (response.status, response.body) == (usual.status, usual.body)
    assert response.headers.get("location") == usual.headers.get("location")
    assert usual.status in {200, 302, 303}


@pytest.mark.parametrize(
    "request_",
    [
        (
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 5\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /-/health HTTP/1.1\r\nHost: x\r\n\r\n"
        ),
        (
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
            b"Transfer-Encoding: xchunked\r\nContent-Length: 5\r\n\r\nASK{}GET /-/health HTTP/1.1\r\nHost: x\r\n\r\n"
        ),
    ],
)
def test_smuggled_request_is_not_answered(server: HostileServer, request_: bytes) -> None:
    """A request with two lengths has one answer at most, and the connection is closed (RFC 9112, 6.3)."""
    response = exchange(server.port, request_)
    assert response.status in {0, 400}
    assert response.rest == b""


def test_credentials_are_never_repeated(server: HostileServer) -> None:
    """Cookies and credentials of a request are in no answer and not in the log."""
    secret = "s3cr3t-of-a-client"  # noqa: S105 -- it is none
    for path in ("/", "/sparql?query=SELECT", "/id/land-he", "/nothing"):
        response = exchange(server.port, get(path, f"Authorization: Bearer {secret}", f"Cookie: a={secret}"))
        assert secret.encode() not in response.body
        assert all(secret not in value for value in response.headers.values())
        assert "set-cookie" not in response.headers
    assert secret not in server.log


def test_log_has_one_line_for_each_request(server: HostileServer) -> None:
    """Line ends and control characters in an address do not begin a line of their own in the log."""
    exchange(server.port, get("/id/a%0d%0a%7b%22forged%22:1%7d%1b%5b31m"))
    assert '\n{"forged' not in server.log
    assert "\x1b" not in server.log
    assert "Traceback" not in server.log
