"""Things that earlier releases had: 410, and the way to what took their place."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from application import application
from web_client import Reader
from werkzeug.test import Client

from intmk_kg import pipeline
from intmk_kg.project import open_project
from intmk_kg.settings import Settings
from intmk_kg.web.app import with_layers

PLACE = """
r:place-{0} a <https://w3id.org/intmk/def#Place> ;
  rdfs:label "{0}"@de ,
    "{0}"@en .
"""
PROJECT = Path(__file__).parents[1] / "golden" / "project"


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Iterator[Client]:
    """A client of a release that no longer has two places; one has a successor."""
    project = open_project(shutil.copytree(PROJECT, tmp_path_factory.mktemp("gone") / "project"))
    path = project.data / "places.trig"
    text = path.read_text(encoding="utf-8")
    names = "".join(PLACE.format(name) for name in ("alt", "fort"))
    path.write_text(text + names, encoding="utf-8")
    pipeline.release(project, "2026-01-01T00:00:00Z", {})
    path.write_text(text + PLACE.format("neu"), encoding="utf-8")
    release = pipeline.release(project, "2026-02-01T00:00:00Z", {"place-alt": "place-neu"})
    with application(release, settings) as app:
        yield Reader(with_layers(app, settings))


@pytest.mark.parametrize("address", ["/id/place-alt", "/doc/place-alt", "/doc/place-alt.ttl", "/doc/place-alt.html"])
def test_replaced_thing_is_gone_and_names_its_successor(later: Client, address: str) -> None:
    """All addresses of a replaced thing answer 410, for a program with the successor's IRI."""
    answer = later.get(address)
    assert (answer.status_code, answer.mimetype) == (410, "application/problem+json")
    assert answer.json is not None
    assert answer.json["successor"] == "https://w3id.org/intmk/id/place-neu"
    assert answer.json["removed"] == "2026-02-01T00:00:00Z"
    assert answer.headers["Link"] == '<https://w3id.org/intmk/id/place-neu>; rel="successor-version"'


def test_page_leads_to_the_successor(later: Client) -> None:
    """A person gets a page that links to what took the thing's place."""
    page = later.get("/doc/place-alt", headers={"Accept": "text/html", "Accept-Language": "de"})
    assert (page.status_code, page.mimetype) == (410, "text/html")
    assert "An seine Stelle trat:" in page.text
    assert 'href="../doc/place-neu"' in page.text
    assert later.get("/doc/place-neu").status_code == 200


def test_withdrawn_thing_is_gone_without_a_successor(later: Client) -> None:
    """A thing that nothing replaced is 410 too, and what never was is 404."""
    answer = later.get("/doc/place-fort")
    assert answer.status_code == 410
    assert answer.json is not None
    assert "successor" not in answer.json
    assert "Link" not in answer.headers
    assert later.get("/doc/place-nie").status_code == 404
