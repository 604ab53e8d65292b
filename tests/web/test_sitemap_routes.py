"""Sitemap and rules for robots over HTTP, and that every address in the sitemap is answered."""

from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from werkzeug.test import TestResponse

Get = Callable[..., TestResponse]

LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
PUBLIC = "http://kg.example/"
# Pages that are a tool or a state of the moment, not something to find
LEFT_OUT = {"/sparql", "/search", "/-/versions", "/-/limits", "/-/health"}


@pytest.mark.parametrize(("path", "media_type"), [("/sitemap.xml", "application/xml"), ("/robots.txt", "text/plain")])
def test_robots_are_answered(get: Get, path: str, media_type: str) -> None:
    """HEAD is GET without a body, the tag leads to 304, and the media type is that of the file."""
    answer, head = get(path), get(path, method="HEAD")
    assert answer.status_code == 200
    assert dict(answer.headers) == dict(head.headers)
    assert answer.mimetype == media_type
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert get(path, If_None_Match=answer.headers["ETag"]).status_code == 304


def test_every_page_of_the_sitemap_is_there(get: Get) -> None:
    """Each address in the sitemap is a page, and HEAD says of it what GET says."""
    root = ET.fromstring(get("/sitemap.xml").data)  # noqa: S314 - our own bytes
    addresses = [str(element.text) for element in root.iter(LOCATION)]
    assert f"{PUBLIC}doc/meeting-1-haupt" in addresses
    for address in addresses:
        path = f"/{address.removeprefix(PUBLIC)}"
        page, head = get(path, "text/html"), get(path, "text/html", method="HEAD")
        assert (page.status_code, page.mimetype) == (200, "text/html")
        assert dict(page.headers) == dict(head.headers)


def test_few_pages_need_no_further_files(get: Get) -> None:
    """Where one file holds all pages there are no numbered ones."""
    assert get("/sitemap-1.xml").status_code == 404


def test_no_page_is_forgotten(app: Flask, get: Get) -> None:
    """Every page whose address has no parameter is in the sitemap, but for tools and states of the moment."""
    root = ET.fromstring(get("/sitemap.xml").data)  # noqa: S314 - our own bytes
    listed = {f"/{str(element.text).removeprefix(PUBLIC)}" for element in root.iter(LOCATION)}
    paths = {rule.rule for rule in app.url_map.iter_rules() if not rule.arguments and "GET" in (rule.methods or ())}
    answers = {path: get(path, "text/html") for path in paths - LEFT_OUT}
    found = {path for path, answer in answers.items() if (answer.status_code, answer.mimetype) == (200, "text/html")}
    assert found <= listed
