"""JSON-LD and typed links of pages over HTTP."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.test import TestResponse

Get = Callable[..., TestResponse]

SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


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
