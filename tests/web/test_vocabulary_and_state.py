"""The vocabulary, the rules, the quality and the state of the service, to load and to read."""

import json
from collections.abc import Callable

import pyoxigraph as ox
import pytest
from werkzeug.test import TestResponse

from intmk_kg.publication.formats import VOCABULARY_FORMATS, Format
from intmk_kg.release.directory import Release

Get = Callable[..., TestResponse]

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
RDF_FORMATS = [format_ for format_ in VOCABULARY_FORMATS if format_.syntax]


@pytest.mark.parametrize("address", ["/def", "/def/0.1.0", "/shapes"])
@pytest.mark.parametrize("format_", RDF_FORMATS, ids=lambda format_: format_.suffix)
def test_vocabulary_is_the_release_in_every_format(
    get: Get, small_release: Release, address: str, format_: Format
) -> None:
    """Each format holds as many triples as the release's file, by suffix and by negotiation."""
    name = "shapes.ttl" if address == "/shapes" else "ontology.ttl"
    expected = len(list(ox.parse((small_release.path / name).read_bytes(), format=ox.RdfFormat.TURTLE)))
    negotiated = get(address, format_.media_type)
    assert negotiated.mimetype == format_.media_type
    assert len(list(ox.parse(negotiated.data, format=getattr(ox.RdfFormat, format_.syntax)))) == expected
    assert get(f"{address}.{format_.suffix}").data == negotiated.data


def test_vocabulary_page_has_a_place_for_each_term(get: Get) -> None:
    """The address of a term leads to its definition, in the page's language."""
    page = get("/def", BROWSER, "en").text
    assert 'id="Conference"' in page
    assert "One counted edition." in page
    assert "Eine gezählte Ausgabe." in get("/def", BROWSER, "de").text


def test_rules_page_explains_each_rule(get: Get) -> None:
    """The address of a rule leads to what it is for and what it says."""
    page = get("/shapes", BROWSER, "en").text
    assert 'id="Q01"' in page
    assert "Not every source says where the meeting was held." in page
    assert "The venue is not known." in page


def test_quality_page_shows_gaps_and_contradictions(get: Get) -> None:
    """Infos stand with their explanation and thing, contradictions with their reason and document."""
    page = get("/-/validation", BROWSER, "en").text
    for words in ("Venue named", "Not every source", "Main conference of the 1st conference", "25 April 2018",
                  "The newspaper is wrong about the day.", "Newspaper"):  # fmt: skip
        assert words in page


@pytest.mark.parametrize(
    ("suffix", "media_type"), [("json", "application/json"), ("ttl", "text/turtle"), ("txt", "text/plain")]
)
def test_report_is_the_release_s_own(get: Get, small_release: Release, suffix: str, media_type: str) -> None:
    """The report is given as the release holds it."""
    content = (small_release.path / f"report.{suffix}").read_bytes()
    assert get(f"/-/validation.{suffix}").data == get("/-/validation", media_type).data == content


def test_health_names_the_release(get: Get, small_release: Release) -> None:
    """Health is 200 and never cached."""
    response = get("/-/health", BROWSER)
    assert json.loads(response.data) == {"status": "ok", "release": small_release.id}
    assert response.headers["Cache-Control"] == "no-store"


def test_versions_name_software_vocabulary_and_release(get: Get, small_release: Release) -> None:
    """Versions are JSON for programs and a page for people."""
    versions = json.loads(get("/-/versions").data)
    assert versions["release"] == small_release.id
    assert versions["vocabulary"] == "0.1.0"
    assert versions["software"]
    assert small_release.id in get("/-/versions", BROWSER).text


def test_limits_are_announced(get: Get) -> None:
    """Each limit has a value and a meaning."""
    limits = json.loads(get("/-/limits").data)
    assert limits["deadline_seconds"]["value"] == 10.0
    assert all(limit["meaning"] for limit in limits.values())
    assert "Zeilen" in get("/-/limits", BROWSER, "de").text


def test_overview_lists_the_conferences(get: Get) -> None:
    """The first page names each conference with dates and presidency, and the ways to the data."""
    page = get("/", BROWSER, "de").text
    for words in ("Kleiner Graph", "1. Konferenz", "26.–27. April 2018", "Hessen", "SPARQL", "curl"):  # noqa: RUF001
        assert words in page
