"""The gallery of example queries over HTTP."""

import html
import json

import pytest
from werkzeug.test import Client

from intmk_kg.publication.examples import examples
from intmk_kg.web.assets import asset_path, has_asset

BROWSER = {"Accept": "text/html,*/*;q=0.8"}


@pytest.mark.parametrize("language", ["de", "en"])
def test_page_shows_every_example(real_client: Client, language: str) -> None:
    """Each question is there in the language of the reader, with its query and a link to the editor."""
    page = real_client.get("/examples", headers={**BROWSER, "Accept-Language": language})
    assert page.headers["Content-Language"] == language
    text = html.unescape(page.text)
    for example in examples():
        assert example.questions[language] in text
        assert example.query in text
        assert f"sparql?example={example.name}" in text


def test_gallery_is_rdf_for_programs(real_client: Client) -> None:
    """Who does not ask for a page gets Turtle, which has an address of its own; JSON-LD is JSON."""
    gallery = real_client.get("/examples")
    assert gallery.mimetype == "text/turtle"
    assert gallery.data == real_client.get("/examples.ttl").data
    assert gallery.headers["Content-Location"] == "examples.ttl"
    assert json.loads(real_client.get("/examples.jsonld").data)


def test_editor_opens_with_the_example(real_client: Client) -> None:
    """`?example=` puts its query into the form; one that is not there leaves the first."""
    opened = html.unescape(real_client.get("/sparql?example=tallies", headers=BROWSER).text)
    assert "intmk:votesFor ?yes" in opened.partition("<textarea")[2].partition("</textarea>")[0]
    other = html.unescape(real_client.get("/sparql?example=nothing", headers=BROWSER).text)
    assert "intmk:conferenceNumber ?number" in other.partition("<textarea")[2].partition("</textarea>")[0]


def test_page_has_the_editor_or_says_why_not(real_client: Client) -> None:
    """Where the editor is built its script is served from here; where it is not, the page says what builds it."""
    page = real_client.get("/sparql?lang=en", headers=BROWSER).text
    if has_asset("editor.js"):
        assert asset_path("editor.js").lstrip("/") in page
        assert real_client.get(asset_path("editor.js")).headers["Cache-Control"].endswith("immutable")
        assert real_client.get(asset_path("editor-licences.txt")).mimetype == "text/plain"
    else:
        assert "`make assets` builds it" in page
        assert "<script" not in page
