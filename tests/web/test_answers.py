"""Headers and validators of every answer, and the layer that answers from memory."""

import itertools
from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import Client, TestResponse

from intmk_kg.release.directory import Release
from intmk_kg.settings import Settings
from intmk_kg.web.app import with_layers
from intmk_kg.web.compression import Compression

Get = Callable[..., TestResponse]

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
ACCEPTS = (None, "*/*", BROWSER, "text/turtle", "application/ld+json;q=0.9, text/html;q=0.1", "application/rdf+xml",
           "application/n-triples", "application/trig", "application/json", "text/plain", "image/png")  # fmt: skip
PATHS = ("/", "/id/land-he", "/doc/land-he", "/doc/land-he?lang=en", "/doc/land-he.ttl", "/doc/land-he.html",
         "/doc/land-he?incoming=rdfs:isDefinedBy", "/doc/nobody", "/def", "/def/0.1.0", "/def.ttl", "/shapes",
         "/shapes.html", "/-/validation", "/-/validation.json", "/-/validation.html", "/-/versions", "/-/limits",
         "/search?q=hesse", "/search.json?q=hesse", "/search/suggest?q=hess", "/-/health")  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_cached_answers_equal_those_of_the_application(app: Flask, settings: Settings, path: str) -> None:
    """The first answer, the answer from memory and the application's own are the same for every Accept and language."""
    direct, layered = Client(Compression(app)), Client(with_layers(app, settings))
    for accept, language in itertools.product(ACCEPTS, (None, "en", "de;q=0.5, en")):
        headers = {n: v for n, v in (("Accept", accept), ("Accept-Language", language)) if v}
        expected = direct.get(path, headers=headers)
        for _ in range(2):
            found = layered.get(path, headers=headers)
            assert (found.status, found.data, found.headers) == (expected.status, expected.data, expected.headers)


@pytest.mark.parametrize("path", PATHS)
def test_head_is_get_without_a_body(get: Get, path: str) -> None:
    """HEAD has GET's status and headers, also where GET was not asked before."""
    for accept in (BROWSER, "text/turtle", "image/png"):
        head, answer = get(path, accept, method="HEAD"), get(path, accept)
        assert head.data == b""
        assert (head.status, head.headers) == (answer.status, answer.headers)
        assert int(answer.headers["Content-Length"]) == len(answer.data)


@pytest.mark.parametrize("path", [path for path in PATHS if path not in ("/id/land-he", "/doc/nobody", "/-/health")])
def test_every_representation_can_be_revalidated(app: Flask, settings: Settings, path: str) -> None:
    """304 answers the entity tag of exactly this representation, from memory and by the application."""
    for accept, language in itertools.product((BROWSER, "text/turtle, application/json"), ("de", "en")):
        headers = {"Accept": accept, "Accept-Language": language}
        for client in (Client(app), Client(with_layers(app, settings))):
            answer = client.get(path, headers=headers)
            if answer.status_code == 406:
                continue
            for tag in (answer.headers["ETag"], f'"other", W/{answer.headers["ETag"]}', "*"):
                again = client.get(path, headers={**headers, "If-None-Match": tag})
                assert again.status_code == 304
                assert again.data == b""
                kept = ("ETag", "Vary", "Cache-Control", "Content-Location", "Access-Control-Allow-Origin")
                for name in kept:
                    assert again.headers.get(name) == answer.headers.get(name)
            assert client.get(path, headers={**headers, "If-None-Match": '"other"'}).status_code == 200


def test_entity_tags_tell_representations_apart(get: Get) -> None:
    """The tag of one format or language never revalidates another."""
    asked = [("text/turtle", None), ("application/ld+json", None), (BROWSER, "de"), (BROWSER, "en")]
    tags = [get("/doc/land-he", *ask).headers["ETag"] for ask in asked]
    assert len(set(tags)) == len(tags)
    for tag, ask in itertools.permutations(zip(tags, asked, strict=True), 2):
        assert get("/doc/land-he", *ask[1], If_None_Match=tag[0]).status_code == 200


def test_entity_tag_does_not_make_a_thing_exist(get: Get) -> None:
    """What is not there is 404 for whatever If-None-Match says."""
    assert get("/doc/nobody", If_None_Match="*").status_code == 404


def test_entity_tag_depends_on_settings_and_release(get: Get, small_release: Release) -> None:
    """The tag begins with the release's id."""
    assert get("/doc/land-he").headers["ETag"].startswith(f'"{small_release.id}-')


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_open_to_all_origins_without_credentials(get: Get, path: str) -> None:
    """CORS allows any origin, never credentials, and no answer depends on who asks or sets a cookie."""
    for accept in (BROWSER, "text/turtle", "image/png"):
        plain = get(path, accept)
        asked = get(path, accept, Origin="https://evil.example", Cookie="a=b", Authorization="Basic eA==")
        assert asked.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in asked.headers
        assert "Set-Cookie" not in asked.headers
        assert (plain.data, plain.headers) == (asked.data, asked.headers)
        assert asked.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in asked.headers["Content-Security-Policy"]


def test_preflight_is_allowed(get: Get) -> None:
    """OPTIONS names the methods to clients and to browsers."""
    response = get("/doc/land-he", method="OPTIONS", Origin="https://a.example")
    assert response.status_code == 200
    assert {"GET", "HEAD", "OPTIONS"} <= set(response.headers["Allow"].replace(" ", "").split(","))
    assert response.headers["Access-Control-Allow-Methods"] == response.headers["Allow"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "BREW"])
def test_other_methods_are_refused(get: Get, method: str) -> None:
    """405 names the methods that there are."""
    response = get("/doc/land-he", method=method)
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_static_files_may_be_kept_for_ever(get: Get) -> None:
    """A style sheet's address changes with its content, so it is immutable."""
    page = get("/", BROWSER).text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    response = get(f"/{address}")
    assert response.mimetype == "text/css"
    assert "immutable" in response.headers["Cache-Control"]
    assert get(f"/{address}", If_None_Match=response.headers["ETag"]).status_code == 304


def test_memory_of_cached_answers_is_bounded(app: Flask, settings: Settings) -> None:
    """With little room old answers go, and every answer stays right."""
    from intmk_kg.web.cached_answers import CachedAnswers, _size  # noqa: PLC0415 - looked into, not only asked

    layer = CachedAnswers(app, 100_000)
    client = Client(layer)
    for number in range(1, 200):
        assert client.get(f"/doc/place-{number}.ttl").status_code == 200
    assert sum(_size(key, body) for key, (*_, body) in layer._answers.items()) == layer._size <= 100_000  # noqa: SLF001
    assert len(layer._answers) > 10  # noqa: SLF001
    assert settings.cache_bytes
