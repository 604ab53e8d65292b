"""Large answers packed: the coding that the client likes best, and every header true for it."""

import gzip
import re
from collections.abc import Callable, Iterable
from urllib.parse import quote
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
import zstandard
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from reached import observed
from werkzeug.test import Client, TestResponse

from intmk_kg.settings import Settings
from intmk_kg.web.app import with_layers
from intmk_kg.web.compression import Compression
from intmk_kg.web.content_coding import CODINGS, IDENTITY, AcceptedCoding, accepted_coding

Get = Callable[..., TestResponse]

LARGE_QUERY = "/sparql?format=csv&query=" + quote("SELECT * { ?s ?p ?o }")
LARGE = ("/", "/def.ttl", "/shapes", "/doc/meeting-1-haupt.html", "/.well-known/void", LARGE_QUERY)
SMALL = ("/robots.txt", "/sparql?format=csv&query=" + quote("SELECT (1 AS ?x) {}"))


def unpacked(answer: TestResponse) -> bytes:
    """The bytes of the representation, as a browser reads them."""
    coding = answer.headers.get("Content-Encoding")
    if coding == "gzip":
        return gzip.decompress(answer.data)
    return zstandard.ZstdDecompressor().decompressobj().decompress(answer.data) if coding == "zstd" else answer.data


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        (None, "identity"),
        ("", "identity"),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("x-gzip", "gzip"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate, br", "gzip"),
        ("gzip;q=1.0, zstd;q=0.5", "gzip"),
        ("identity, gzip;q=0.5", "identity"),
        ("identity;q=0.5, gzip;q=0.5", "gzip"),
        ("gzip;q=0.001", "gzip"),
        ("gzip;q=0", "identity"),
        ("gzip;q=0.000, *", "zstd"),
        ("*", "gzip"),
        ("*;q=0", None),
        ("*;q=0, identity;q=0.1", "identity"),
        ("identity;q=0", None),
        ("identity;q=0, *", "gzip"),
        ("identity;q=0, br", None),
        ("br, deflate", "identity"),
        ("gzip;q=2, zstd;q=x, ;;;", "identity"),
        ("gzip ; q=0.5 , zstd ; Q=0.7", "zstd"),
    ],
)
def test_coding_is_the_one_that_the_header_likes_best(header: str | None, coding: str | None) -> None:
    """Weights, `*`, exclusion and aliases count as RFC 9110, 12.5.3 says; what is malformed is passed over."""
    assert accepted_coding(header).coding == coding


WEIGHTS = st.sampled_from(["", ";q=0", ";q=0.0", ";q=0.3", "; q=0.7", ";q=1", ";q=1.000"])
NAMES = st.sampled_from(["gzip", "zstd", "identity", "*", "br", "x-gzip", "Deflate"])


@given(st.lists(st.tuples(NAMES, WEIGHTS), max_size=6, unique_by=lambda member: member[0].removeprefix("x-")))
def test_coding_is_never_one_that_was_excluded(members: list[tuple[str, str]]) -> None:
    """What is chosen has a weight above 0 and no other has more; nothing is chosen only where all is excluded."""
    weights = {name.removeprefix("x-"): float(weight.partition("=")[2] or 1) for name, weight in members}
    others = weights.get("*", 0.0)
    acceptable = {coding: weights.get(coding, others) for coding in CODINGS}
    identity = weights.get(IDENTITY, weights.get("*"))
    found = accepted_coding(",".join(name + weight for name, weight in members))
    assert found.is_identity_refused == (identity == 0)
    if found.coding is None:
        assert identity == 0
        assert not any(acceptable.values())
    elif found.coding == IDENTITY:
        assert identity != 0
        assert max(acceptable.values()) <= (identity or 0)
    else:
        assert acceptable[found.coding] == max(*acceptable.values(), identity or 0) > 0


@given(st.text(max_size=60))
def test_any_header_is_understood_somehow(header: str) -> None:
    """No header, however broken, is an error."""
    assert isinstance(accepted_coding(header), AcceptedCoding)


@pytest.mark.parametrize("path", LARGE)
@pytest.mark.parametrize("coding", CODINGS)
def test_large_answer_is_packed(get: Get, path: str, coding: str) -> None:
    """It holds the same bytes, is shorter, and says so: coding, length, Vary; the rest of its headers is the same."""
    plain, packed = get(path, "text/html, */*;q=0.1"), get(path, "text/html, */*;q=0.1", Accept_Encoding=coding)
    assert plain.status_code == packed.status_code == 200
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == coding
    assert unpacked(packed) == plain.data
    assert len(packed.data) < len(plain.data)
    assert int(packed.headers["Content-Length"]) == len(packed.data)
    assert "Accept-Encoding" in plain.headers["Vary"]
    of_its_own = {"ETag", "Content-Length", "Content-Encoding"}
    assert {k: v for k, v in packed.headers if k not in of_its_own} == {
        k: v for k, v in plain.headers if k not in of_its_own
    }


@pytest.mark.parametrize("path", [*LARGE, *SMALL, "/dumps/latest/graph.ttl", "/dumps/latest/"])
@pytest.mark.parametrize("codings", ["identity", "gzip", "zstd", "gzip, identity;q=0"])
def test_every_coding_has_an_entity_tag_of_its_own(get: Get, path: str, codings: str) -> None:
    """The tag is strong; 304 is for who holds that very coding, and HEAD has GET's headers."""
    answer = get(path, Accept_Encoding=codings)
    tag = answer.headers["ETag"]
    coding = answer.headers.get("Content-Encoding", "")
    assert re.fullmatch(r'"[^"]+"', tag)
    assert tag.endswith(f'-{coding}"') == bool(coding)
    for held in (tag, f'"other", W/{tag}', "*"):
        again = get(path, Accept_Encoding=codings, If_None_Match=held)
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == tag
        assert "Content-Encoding" not in again.headers
        assert "Accept-Encoding" in again.headers["Vary"]
    head = get(path, method="HEAD", Accept_Encoding=codings)
    assert (head.data, dict(head.headers)) == (b"", dict(answer.headers))


@pytest.mark.parametrize("path", [*LARGE, "/dumps/latest/graph.ttl"])
def test_copy_in_another_coding_is_not_taken_for_this_one(app: Flask, settings: Settings, path: str) -> None:
    """Whoever holds the bytes of one coding and asks for another gets those, kept or not."""
    for is_kept in (False, True):
        client = Client(with_layers(app, settings))
        tags = {coding: client.get(path, headers={"Accept-Encoding": coding}).headers["ETag"] for coding in CODINGS}
        assert len(set(tags.values())) == len(CODINGS)
        asking = client if is_kept else Client(with_layers(app, settings))
        for coding, other in (CODINGS, reversed(CODINGS)):
            answer = asking.get(path, headers={"Accept-Encoding": coding, "If-None-Match": tags[other]})
            assert answer.status_code == 200
            assert answer.headers["ETag"] == tags[coding]
        plain = asking.get(path, headers={"If-None-Match": ", ".join(tags.values())})
        assert plain.status_code == 200
        assert "Content-Encoding" not in plain.headers


@pytest.mark.parametrize("path", SMALL)
def test_small_answer_is_sent_as_it_is(get: Get, path: str) -> None:
    """What fits into a packet is not packed, unless the client refuses it otherwise."""
    plain, packed = get(path), get(path, Accept_Encoding="gzip")
    assert "Content-Encoding" not in packed.headers
    assert packed.headers["ETag"] == plain.headers["ETag"]
    assert get(path, Accept_Encoding="gzip", If_None_Match=plain.headers["ETag"]).status_code == 304
    forced = get(path, Accept_Encoding="gzip, identity;q=0")
    assert forced.headers["Content-Encoding"] == "gzip"
    assert unpacked(forced) == plain.data


@pytest.mark.parametrize("path", ["/", "/-/health", LARGE_QUERY, "/dumps/latest/graph.ttl", "/nothing/here"])
@pytest.mark.parametrize("codings", ["identity;q=0", "*;q=0", "br, identity;q=0"])
def test_nothing_acceptable_is_406(get: Get, path: str, codings: str) -> None:
    """Who excludes everything is told what there is."""
    answer = get(path, Accept_Encoding=codings)
    assert answer.status_code == 406
    assert answer.mimetype == "application/problem+json"
    assert answer.json
    assert answer.json["available"] == [*CODINGS, IDENTITY]
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert get(path, method="HEAD", Accept_Encoding=codings).status_code == 406


def test_errors_and_redirects_stay_as_they_are(get: Get) -> None:
    """Only successful answers are packed."""
    for path in ("/id/land-he", "/nothing/here", "/sparql?query=SELECT"):
        plain, packed = get(path, "text/html"), get(path, "text/html", Accept_Encoding="gzip, zstd")
        assert (packed.status_code, packed.data) == (plain.status_code, plain.data)
        assert "Content-Encoding" not in packed.headers


@pytest.mark.parametrize("suffix", ["gz", "zst"])
def test_packed_file_is_not_packed_again(get: Get, suffix: str) -> None:
    """A file that is packed by itself is sent as it is, in parts too; who refuses that gets 406."""
    path = f"/dumps/latest/graph.ttl.{suffix}"
    plain = get(path)
    for codings in ("gzip", "zstd", "gzip, zstd, br"):
        answer = get(path, Accept_Encoding=codings)
        assert answer.data == plain.data
        assert "Content-Encoding" not in answer.headers
        assert answer.headers["ETag"] == plain.headers["ETag"]
    part = get(path, Accept_Encoding="gzip", Range="bytes=5-9", If_Range=plain.headers["ETag"])
    assert (part.status_code, part.data) == (206, plain.data[5:10])
    assert get(path, Accept_Encoding="gzip, identity;q=0").status_code == 406


@pytest.mark.parametrize(("coding", "suffix"), [("gzip", "gz"), ("zstd", "zst")])
def test_file_is_sent_from_the_packed_file_beside_it(get: Get, coding: str, suffix: str) -> None:
    """The packed bytes are those of the release, and a part of them goes with their own tag only."""
    path = "/dumps/latest/graph.ttl"
    plain, beside = get(path), get(f"{path}.{suffix}")
    packed = get(path, Accept_Encoding=coding)
    assert (packed.headers["Content-Encoding"], packed.mimetype) == (coding, "text/turtle")
    assert packed.data == beside.data
    assert unpacked(packed) == plain.data
    part = get(path, Accept_Encoding=coding, Range="bytes=5-9", If_Range=packed.headers["ETag"])
    assert (part.status_code, part.data) == (206, beside.data[5:10])
    assert part.headers["ETag"] == packed.headers["ETag"]
    whole = get(path, Accept_Encoding=coding, Range="bytes=5-9", If_Range=plain.headers["ETag"])
    assert (whole.status_code, whole.data) == (200, beside.data)


def test_query_by_post_is_packed(client: Client) -> None:
    """Answers to POST and QUERY are packed like those to GET, and HEAD of a query has GET's headers."""
    query = "SELECT * { ?s ?p ?o }"
    for method in ("POST", "QUERY"):
        given = {"data": query, "content_type": "application/sparql-query", "method": method}
        plain = client.open("/sparql", **given)
        packed = client.open("/sparql", headers={"Accept-Encoding": "zstd"}, **given)
        assert packed.headers["Content-Encoding"] == "zstd"
        assert unpacked(packed) == plain.data


def test_answer_that_is_kept_is_packed_once(app: Flask, settings: Settings) -> None:
    """Who asks again gets the packed bytes from memory; each coding has its own."""
    packing, requests = observed(app)
    client = Client(with_layers(packing, settings))
    for coding in ("gzip", "zstd", "gzip", "zstd", "x-gzip", "gzip, br"):
        answer = client.get("/def.ttl", headers={"Accept-Encoding": coding})
        assert answer.headers["Content-Encoding"] in coding
    assert [request["HTTP_ACCEPT_ENCODING"] for request in requests] == ["gzip", "zstd"]


@given(
    content=st.binary(max_size=6000),
    size=st.integers(1, 4000),
    header=st.sampled_from(["gzip", "zstd", "*", "identity", "gzip, identity;q=0", "zstd;q=0.5, gzip;q=0.4"]),
    announces_length=st.booleans(),
)
def test_whatever_an_application_answers_arrives(
    content: bytes, size: int, header: str, *, announces_length: bool
) -> None:
    """In whatever pieces an answer comes, what arrives can be unpacked to it and is as long as it says."""

    def application(_environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        length = [("Content-Length", str(len(content)))] if announces_length else []
        start_response("200 OK", [("Content-Type", "text/plain"), ("ETag", '"x"'), *length])
        return (content[start : start + size] for start in range(0, len(content), size))

    answer = Client(Compression(application)).get("/", headers={"Accept-Encoding": header})
    assert unpacked(answer) == content
    if "Content-Encoding" in answer.headers:
        assert int(answer.headers["Content-Length"]) == len(answer.data)
