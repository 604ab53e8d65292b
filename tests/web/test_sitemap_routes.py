"""Sitemap and rules for robots over HTTP, and that every address in the sitemap is answered."""

import shutil
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from werkzeug.test import Client, TestResponse

from intmk_kg.engine.entities import open_entities
from intmk_kg.release.directory import Release
from intmk_kg.settings import Settings
from intmk_kg.web.app import create_app
from intmk_kg.web.site import EXTENSION

Get = Callable[..., TestResponse]

LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
PUBLIC = "http://kg.example/"
# Pages that are a tool or a state of the moment, not something to find
LEFT_OUT = {"/sparql", "/search", "/report", "/-/versions", "/-/limits", "/-/health"}


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


def test_broken_release_is_never_an_empty_answer(
    app: Flask, small_release: Release, settings: Settings, tmp_path: Path
) -> None:
    """While a file of the release is not whole, what programs read again and again is 503 with a time to come back."""
    copy = tmp_path / "release"
    shutil.copytree(small_release.path, copy)
    (copy / "graph.nq").write_bytes((copy / "graph.nq").read_bytes()[:-100])
    broken = Release(copy, small_release.manifest)
    client = Client(create_app(broken, settings, app.extensions[EXTENSION].engine, open_entities(small_release.path)))
    paths = ("/sitemap.xml", "/feed.atom", "/calendar.ics", "/tables/", "/tables/conferences.csv")
    answers = [client.get(path) for path in paths]
    assert [answer.status_code for answer in answers] == [503] * len(paths)
    assert all(answer.headers["Retry-After"] for answer in answers)
