"""Nothing that a client sends becomes a header of its own, whatever it sends."""

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import Client, TestResponse

Get = Callable[..., TestResponse]

MARK = "hTbg7ozf"
BREAKS = st.sampled_from(["\r\n", "\n", "\r", "\r\n\r\n", "\x0b", "\x85", "\u2028", "\u560a", ";", '"', "\x00"])
INJECTIONS = st.tuples(BREAKS, st.sampled_from(["X-Injected", "Set-Cookie", "Location"]), BREAKS).map(
    lambda parts: f"{parts[0]}{parts[1]}: {MARK}{parts[2]}"
)
ADDRESSES = (
    "/id/{}", "/doc/{}", "/doc/land-he?lang={}", "/doc/land-he?incoming={}", "/id/land-he?lang={}", "/def/{}",
    "/dumps/{}/", "/dumps/latest/{}", "/search?q={}", "/tables/{}", "/calendar/{}.ics", "/sparql?format={}",
    "/sparql?query={}", "/sparql?query=ASK%20%7B%7D&default-graph-uri={}", "/-/validation.{}", "/{}",
)  # fmt: skip
NAMES = {"accept", "accept-language", "accept-encoding", "if-none-match", "if-range", "range", "origin", "content-type"}


def check(answer: TestResponse) -> None:
    """What holds of the headers of every answer."""
    assert "X-Injected" not in answer.headers
    assert "Set-Cookie" not in answer.headers
    for name, value in answer.headers:
        assert re.fullmatch(r"[A-Za-z0-9-]+", name)
        assert re.fullmatch(r"[\t\x20-\x7e]*", value)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(address=st.sampled_from(ADDRESSES), injected=INJECTIONS)
def test_address_never_becomes_a_header(client: Client, address: str, injected: str) -> None:
    """Line breaks and what follows them in any part of an address stay there."""
    check(client.get(address.format(quote(injected, safe="")), headers={"Accept": "text/html, */*;q=0.5"}))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100, deadline=None)
@given(
    name=st.sampled_from(sorted(NAMES)), value=st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=40)
)
def test_header_of_the_request_is_in_no_answer(client: Client, name: str, value: str) -> None:
    """The value of a request's header, allowed or not, comes back neither in a header nor in a body."""
    sent = f"{value}{MARK}"
    for path in ("/doc/land-he", "/sparql", "/dumps/latest/graph.ttl", "/nothing"):
        answer = client.get(path, headers={name: sent})
        check(answer)
        assert MARK not in str(answer.headers)
        assert MARK.encode() not in answer.data


@pytest.mark.parametrize(
    "path", ["/", "/doc/land-he", "/sparql?query=ASK%20%7B%7D", "/-/health", "/nothing", "/id/land-he"]
)
def test_credentials_are_in_no_answer(get: Get, path: str) -> None:
    """Cookies and credentials change nothing and come back nowhere, and none is set."""
    for encoding in ("identity", "gzip"):
        plain = get(path, Accept_Encoding=encoding)
        sent = {"Cookie": f"a={MARK}", "Authorization": f"Bearer {MARK}", "Proxy_Authorization": f"Basic {MARK}"}
        answer = get(path, Accept_Encoding=encoding, **sent)
        assert (answer.status, answer.headers, answer.data) == (plain.status, plain.headers, plain.data)
        assert MARK not in str(answer.headers)
        assert "Set-Cookie" not in answer.headers
