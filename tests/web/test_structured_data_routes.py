"""JSON-LD and typed links of pages over HTTP."""

import json
import re
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import Client, TestResponse

from intmk_kg.settings import Settings
from intmk_kg.web.app import with_layers

Get = Callable[..., TestResponse]

SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture(scope="module")
def real_client(real_app: Flask, settings: Settings) -> Client:
    """A client of the application of the real release, which has a catalogue; it keeps answers."""
    return Client(with_layers(real_app, settings))


def node(page: TestResponse) -> Any:
    """What the page says in the words of schema.org."""
    [text] = SCRIPT.findall(page.text)
    return json.loads(text)


def test_page_of_a_thing_describes_it(get: Get) -> None:
    """The page holds one block of JSON-LD about its thing, in its language."""
    found = node(get("/doc/meeting-1-haupt", "text/html", "en"))
    assert found["@context"] == "https://schema.org"
    assert found["@id"].endswith("/id/meeting-1-haupt")
    assert found["name"] == "Main conference of the 1st conference"
    assert found["startDate"] == "2018-04-26"


def test_data_cannot_leave_the_block(get: Get) -> None:
    """Markup in the data stays data: the page has one script element, and it is no script."""
    page = get("/doc/meeting-1-haupt", "text/html").text
    assert "<script>alert" not in page
    assert len(re.findall("<script", page)) == 1
    assert "script>alert(1)" in node(get("/doc/meeting-1-haupt", "text/html"))["description"]


def test_policy_against_scripts_stays(get: Get) -> None:
    """The block needs no exception: scripts are allowed from files of ours only."""
    policy = get("/doc/meeting-1-haupt", "text/html").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_page_has_typed_links(get: Get) -> None:
    """The page says how it is cited and where its data are, in the header of GET and HEAD."""
    for method in ("GET", "HEAD"):
        links = get("/doc/meeting-1-haupt", "text/html", method=method).headers["Link"]
        assert '<https://w3id.org/intmk/id/meeting-1-haupt>; rel="cite-as"' in links
        assert '<http://kg.example/doc/meeting-1-haupt.ttl>; rel="describedby"; type="text/turtle"' in links
        assert '<http://kg.example/doc/conference-1>; rel="collection"; type="text/html"' in links


@pytest.mark.parametrize("suffix", ["ttl", "jsonld", "rdf", "nt", "trig"])
def test_data_link_back(get: Get, suffix: str) -> None:
    """Each description leads to the thing and to its page."""
    links = get(f"/doc/meeting-1-haupt.{suffix}").headers["Link"]
    assert '<https://w3id.org/intmk/id/meeting-1-haupt>; rel="describes"' in links
    assert '<http://kg.example/doc/meeting-1-haupt.html>; rel="describes"; type="text/html"' in links


@pytest.mark.parametrize("path", ["/", "/doc/dataset"])
def test_first_page_describes_the_dataset(real_client: Client, path: str) -> None:
    """The first page and the dataset's own hold what dataset searches ask for, in the language of the page."""
    page = real_client.get(path, headers={"Accept": "text/html", "Accept-Language": "en"})
    found = node(page)
    assert found["@type"] == "Dataset"
    assert found["name"] == "Knowledge graph of the Conference of Integration Ministers"
    assert {"description", "license", "distribution", "includedInDataCatalog", "keywords"} <= set(found)


def test_page_of_a_dataset_links_to_its_files(real_client: Client) -> None:
    """The files of the dataset are items in the header of its page, and they are there."""
    links = real_client.get("/doc/dataset", headers={"Accept": "text/html"}).headers["Link"]
    items = re.findall(r'<http://kg.example(/[^>]+)>; rel="item"', links)
    assert "/dumps/latest/graph.ttl" in items
    for item in items:
        with closing(real_client.get(item)) as file:
            assert file.status_code == 200


def test_first_page_leads_to_tables_calendar_and_changes(get: Get) -> None:
    """A reader finds the tables, the calendar and the feed from the first page."""
    page = get("/", "text/html", "en").text
    for link in ("tables/", "calendar.ics?lang=en", "feed.atom?lang=en"):
        assert f'<a href="{link}"' in page
