"""What is asked once at the start, so that nobody waits for it."""

from wsgiref.types import WSGIApplication, WSGIEnvironment

import pytest
from flask import Flask
from reached import observed
from werkzeug.test import Client

from intmk_kg.engine.requests import SOLUTIONS_MEDIA_TYPES, SparqlRequest, wanted
from intmk_kg.publication.examples import examples
from intmk_kg.settings import Settings
from intmk_kg.web.app import with_layers
from intmk_kg.web.site import EXTENSION
from intmk_kg.web.warming import warm_in_background

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
PATHS = ("/", "/timeline", "/map", "/resolutions", "/contradictions", "/def", "/shapes", "/-/validation")


@pytest.fixture(scope="module")
def warmed(app: Flask, settings: Settings) -> tuple[WSGIApplication, list[WSGIEnvironment]]:
    """The whole application after it has been warmed, and the growing list of what reaches Flask."""
    observed_app, requests = observed(app)
    layers = with_layers(observed_app, settings)
    thread = warm_in_background(observed_app, layers.application)
    thread.join(60)
    assert not thread.is_alive()
    return layers, requests


def test_first_visitor_of_a_page_is_answered_from_memory(
    warmed: tuple[WSGIApplication, list[WSGIEnvironment]],
) -> None:
    """After the start has been warmed, no browser's first request of a page reaches the application."""
    layers, requests = warmed
    assert {request["PATH_INFO"] for request in requests} >= set(PATHS)
    requests.clear()
    for path in PATHS:
        for language in ("de-DE, de;q=0.9", "en-GB, en;q=0.8"):
            headers = {"Accept": BROWSER, "Accept-Language": language, "Accept-Encoding": "gzip, deflate, br, zstd"}
            answer = Client(layers).get(path, headers=headers)
            assert (answer.status_code, answer.headers["Content-Language"]) == (200, language[:2])
    for path in ("/def", "/shapes"):
        assert Client(layers).get(path, headers={"Accept": "text/turtle"}).mimetype == "text/turtle"
    assert requests == []


@pytest.mark.usefixtures("warmed")
@pytest.mark.parametrize("media_type", SOLUTIONS_MEDIA_TYPES)
def test_examples_are_kept(app: Flask, media_type: str) -> None:
    """The example queries, with the histograms of classes and properties, are answered without asking a worker."""
    for example in (example for example in examples() if example.form == "SELECT"):
        answer = app.extensions[EXTENSION].engine.answer(SparqlRequest(example.query), wanted(media_type), "192.0.2.1")
        assert answer.cached
