"""Requests that no decent client sends, each with the answer that it must get."""

from dataclasses import dataclass
from urllib.parse import quote

from raw_http import get, post

from intmk_kg.publication.dumps import CHECKSUMS

FORM = "application/x-www-form-urlencoded"
UPDATE = "application/sparql-update"
_ASK = "/sparql?query=ASK%7B%7D"
_TRUE = b'"boolean":true'


@dataclass(frozen=True)
class HostileRequest:
    """A request, as the bytes that are sent.

    Attributes:
        name: of the test.
        request: its bytes; `{listener}` in them stands for an address at which somebody listens who must not be called.
        status: that the answer must have; 0 for a connection that is closed without one.
        problem: that its body must name; None where the status says all.
        holds: what the body must contain.
    """

    name: str
    request: bytes
    status: int
    problem: str | None = None
    holds: bytes = b""


def _head(*lines: str, body: bytes = b"") -> bytes:
    return "\r\n".join([*lines, "", ""]).encode() + body


def _posting(*lines: str, body: bytes) -> bytes:
    """A direct POST whose headers about its length are given."""
    first = ["POST /sparql HTTP/1.1", "Host: x", "Connection: close", "Content-Type: application/sparql-query"]
    return _head(*first, *lines, body=body)


# Escapes, parameters and media types that are not what they should be
PROTOCOL = (
    HostileRequest("percent-alone", get("/sparql?query=%"), 400, "percent-encoding"),
    HostileRequest("percent-one-digit", get("/sparql?query=ASK%7B%7"), 400, "percent-encoding"),
    HostileRequest("percent-no-digits", get("/sparql?query=ASK%zz"), 400, "percent-encoding"),
    HostileRequest("percent-unicode", get("/sparql?query=%u0041"), 400, "percent-encoding"),
    HostileRequest("percent-in-a-name", get("/sparql?%=ASK"), 400, "percent-encoding"),
    HostileRequest("percent-in-the-body", post(b"query=ASK%7B%7D%", FORM), 400, "percent-encoding"),
    HostileRequest("no-utf-8", get("/sparql?query=%FF%FE"), 400, "charset"),
    HostileRequest("overlong-utf-8", get("/sparql?query=ASK%C0%BB"), 400, "charset"),
    HostileRequest("surrogate-in-utf-8", get("/sparql?query=%ED%A0%80"), 400, "charset"),
    HostileRequest("no-utf-8-in-the-body", post(b"ASK {} # \xff"), 400, "charset"),
    HostileRequest(
        "utf-16", post("ASK {}".encode("utf-16"), "application/sparql-query; charset=utf-16"), 415, "charset"
    ),
    HostileRequest("nul", get("/sparql?query=ASK%7B%7D%00"), 400, "query-syntax"),
    HostileRequest("decoded-twice", get("/sparql?query=ASK%257B%257D"), 400, "query-syntax"),
    HostileRequest("two-queries", get(f"{_ASK}&query=ASK%7B%7D"), 400, "two-queries"),
    HostileRequest("two-queries-in-two-places", post(b"ASK{}", target=_ASK), 400, "two-queries"),
    HostileRequest("empty-query", get("/sparql?query="), 400, "query-syntax"),
    HostileRequest("form-without-a-query", post(b"a=b", FORM), 400, "no-query"),
    HostileRequest("empty-post", post(b"", FORM), 400, "no-query"),
    HostileRequest("100000-parameters", post(b"&".join([b"a=b"] * 70_000) + b"&query=ASK{}", FORM), 200, None, _TRUE),
    HostileRequest(
        "100000-graphs",
        post(b"&".join([b"query=ASK{}", *[b"default-graph-uri=a:b"] * 13_000]), FORM),
        400,
        "graph-unknown",
    ),
    HostileRequest("graph-no-iri", get(f"{_ASK}&default-graph-uri=not%20an%20iri"), 400, "graph-unknown"),
    HostileRequest("graph-a-file", get(f"{_ASK}&named-graph-uri=file:///etc/passwd"), 400, "graph-unknown"),
    HostileRequest("graph-elsewhere", get(f"{_ASK}&default-graph-uri={{listener}}"), 400, "graph-unknown"),
    HostileRequest("unknown-format", get(f"{_ASK}&format=%0d%0aX-Injected:y"), 400, "format"),
    HostileRequest("other-media-type", post(b"<query/>", "application/xml"), 415, "media-type"),
    HostileRequest("multipart", post(b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x"), 415, "media-type"),
    HostileRequest("no-media-type", get("/sparql", "Content-Length: 5", method="POST") + b"ASK{}", 415, "media-type"),
    HostileRequest(
        "packed-query", post(b"ASK{}", "application/sparql-query", "Content-Encoding: gzip"), 415, "content-encoding"
    ),
    HostileRequest("accept-of-5000", get(_ASK, "Accept: " + ",".join(["a/b;q=0.1"] * 5_000)), 406, "not-acceptable"),
    HostileRequest("accept-broken", get(_ASK, "Accept: ;;q=,,/*;q=99999999999999999999"), 200, None, _TRUE),
    HostileRequest("accept-nothing", get(_ASK, "Accept: */*;q=0"), 406, "not-acceptable"),
)

# Updates by every route there is
UPDATES = (
    HostileRequest("update-by-get", get("/sparql?update=CLEAR%20ALL"), 403, "update-refused"),
    HostileRequest("update-as-query-by-get", get("/sparql?query=CLEAR%20ALL"), 403, "update-refused"),
    HostileRequest("update-beside-a-query", get(f"{_ASK}&update=CLEAR%20ALL"), 403, "update-refused"),
    HostileRequest("update-by-form", post(b"update=CLEAR+ALL", FORM), 403, "update-refused"),
    HostileRequest(
        "update-in-two-places", post(b"query=ASK{}", FORM, target="/sparql?update=x"), 403, "update-refused"
    ),
    HostileRequest("update-by-post", post(b"CLEAR ALL", UPDATE), 403, "update-refused"),
    HostileRequest("update-as-query-by-post", post(b"CLEAR ALL"), 403, "update-refused"),
    HostileRequest(
        "update-using-a-graph", post(b"CLEAR ALL", UPDATE, target="/sparql?using-graph-uri=a:b"), 403, "update-refused"
    ),
    HostileRequest(
        "update-by-the-method-query", post(b"CLEAR ALL", UPDATE).replace(b"POST", b"QUERY", 1), 403, "update-refused"
    ),
    HostileRequest("update-address", post(b"CLEAR ALL", UPDATE, target="/update"), 404),
    HostileRequest(
        "load-by-form", post(f"update={quote('LOAD <{listener}>', safe='{}')}".encode(), FORM), 403, "update-refused"
    ),
    HostileRequest("graph-store-put", get("/sparql?default", "Content-Length: 0", method="PUT"), 405),
    HostileRequest("graph-store-delete", get("/sparql?graph=a:b", method="DELETE"), 405),
    HostileRequest("graph-store-patch", get("/sparql?graph=a:b", method="PATCH"), 405),
    HostileRequest("put-to-a-thing", get("/id/land-he", method="PUT"), 405),
    HostileRequest("delete-of-a-file", get("/dumps/latest/graph.nq", method="DELETE"), 405),
    HostileRequest("method-override", get(_ASK, "X-HTTP-Method-Override: DELETE"), 200, None, _TRUE),
)

# HTTP itself, bent
BENT = (
    HostileRequest("no-http", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
    HostileRequest("http-2-at-once", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 0),
    HostileRequest("http-9", b"GET / HTTP/9.9\r\nHost: x\r\n\r\n", 400),
    HostileRequest("one-word", b"HELLO\r\n\r\n", 400),
    HostileRequest("method-no-token", get(_ASK, method="G@T"), 400),
    HostileRequest("method-unknown", get(_ASK, method="FOO"), 405),
    HostileRequest("method-trace", get(_ASK, method="TRACE"), 405),
    HostileRequest("method-connect", get("127.0.0.1:22", method="CONNECT"), 404),
    HostileRequest("proxy-request", get("http://127.0.0.1:22/sparql?query=ASK%7B%7D"), 200, None, _TRUE),
    HostileRequest("proxy-request-elsewhere", get("{listener}"), 200),
    HostileRequest("options-of-all", get("*", method="OPTIONS"), 404),
    HostileRequest("no-host", b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400, "host"),
    HostileRequest("two-hosts", get("/", "Host: b.example"), 400, "host"),
    HostileRequest("http-1-0-without-host", b"GET /sparql?query=ASK%7B%7D HTTP/1.0\r\n\r\n", 200, None, _TRUE),
    HostileRequest("header-without-colon", get(_ASK, "Injected"), 400),
    HostileRequest("header-with-nul", get(_ASK, "X-A: a\x00b"), 400),
    HostileRequest("header-folded", get(_ASK, "X-A: a", " b: c"), 400),
    HostileRequest("header-space-before-colon", get(_ASK, "Content-Length : 5"), 400),
    HostileRequest("header-of-a-megabyte", get(_ASK, "X-A: " + "a" * 1_000_000), 431),
    HostileRequest("500-headers", get(_ASK, *(f"X-{number}: a" for number in range(500))), 431),
    HostileRequest("cookie-of-200000", get(_ASK, "Cookie: " + "a=b;" * 50_000), 200, None, _TRUE),
    HostileRequest("address-of-100000", get("/" + "a" * 100_000), 414),
    HostileRequest("query-by-get-of-10-megabytes", get("/sparql?query=" + "a" * 10_000_000), 431),
    HostileRequest("query-of-10-megabytes", post(b"ASK {} #" + b"x" * 10_000_000), 413, "query-too-long"),
    HostileRequest(
        "chunks-of-10-megabytes",
        _posting("Transfer-Encoding: chunked", body=(b"10000\r\n" + b"x" * 65_536 + b"\r\n") * 153 + b"0\r\n\r\n"),
        413,
        "query-too-long",
    ),
    HostileRequest(
        "chunk-too-large",
        _posting("Transfer-Encoding: chunked", body=b"FFFFFFFFFFFFFFFFF\r\nASK{}\r\n"),
        400,
        "query-syntax",
    ),
    HostileRequest("length-negative", _posting("Content-Length: -5", body=b"ASK{}"), 400),
    HostileRequest("length-twice", _posting("Content-Length: 5", "Content-Length: 7", body=b"ASK{}xx"), 400),
    HostileRequest("length-no-number", _posting("Content-Length: 5 5", body=b"ASK{}"), 400),
    HostileRequest("length-of-all-memory", _posting("Content-Length: 99999999999999999999999", body=b"ASK{}"), 400),
    HostileRequest("transfer-coding-unknown", _posting("Transfer-Encoding: gzip, x", body=b"ASK{}"), 400),
    HostileRequest("if-none-match-broken", get(_ASK, 'If-None-Match: "W/,,"'), 200, None, _TRUE),
    HostileRequest("range-broken", get(_ASK, "Range: bytes=9-1,-,99999999999999999999-"), 200, None, _TRUE),
    HostileRequest(
        "date-broken", get(f"/dumps/latest/{CHECKSUMS}", "If-Modified-Since: Mon, 99 Foo 99999 99:99:99"), 200
    ),
)

# Ways out of what is published
_SECRETS = (
    "/../../../../etc/passwd",
    "/assets/../../../../etc/passwd",
    "/assets/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "/assets/..%2f..%2f..%2fpyproject.toml",
    "/assets//etc/passwd",
    "/dumps/../manifest.json",
    "/dumps/latest/../manifest.json",
    "/dumps/latest/%2e%2e%2fmanifest.json",
    "/dumps/latest/..%2fgraph.nq",
    "/dumps/latest/..%5cmanifest.json",
    "/dumps/latest//etc/passwd",
    "/dumps/%2e%2e/%2e%2e/manifest.json",
    "/dumps/latest/manifest.json%00.nq",
    "//evil.example/%2e%2e",
    "/sparql/..;/-/health",
    "/id/%00",
    "/id/%FF%FE",
    "/id/%",
    "/id/a%0d%0aX-Injected:%201",
    "/def/%0d%0a%0d%0a%3Cscript%3E",
    "/id/%3Cscript%3Ealert(1)%3C/script%3E",
    "/.git/config",
    "/.env",
)
PATHS = (
    HostileRequest("angle-brackets", get("/def/<script>"), 400),
    *(HostileRequest(path, get(path), 404) for path in _SECRETS),
)

ALL = (*PROTOCOL, *UPDATES, *BENT, *PATHS)
