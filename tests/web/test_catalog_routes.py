"""Catalogue and VoID over HTTP, as harvesters ask for them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask import Flask
from werkzeug.test import Client

from intmk_kg.engine.embedded import Engine
from intmk_kg.engine.entities import open_entities
from intmk_kg.publication.datasets import datasets
from intmk_kg.release.directory import Release
from intmk_kg.settings import Settings
from intmk_kg.web.app import create_app, with_layers

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
ADDRESSES = ("/catalog", "/catalog.ttl", "/catalog.rdf", "/catalog.jsonld", "/catalog.html", "/.well-known/void")
NAMED = ("dcat#accessURL", "dcat#downloadURL", "dcat#landingPage", "dcat#endpointURL", "dcat#endpointDescription",
         "foaf/0.1/homepage", "vcard/ns#hasURL", "2006/vcard/ns#hasURL", "hydra/core#view", "void#dataDump",
         "void#sparqlEndpoint")  # fmt: skip


@pytest.mark.parametrize("address", ["/catalog", "/.well-known/void"])
@pytest.mark.parametrize("accept", [None, "*/*"])
def test_client_that_asks_for_nothing_gets_turtle(real_client: Client, address: str, accept: str | None) -> None:
    """Rule 1: CKAN and piveau send no Accept or `*/*`, and decide by the media type that comes back."""
    answer = real_client.get(address, headers={"Accept": accept} if accept else {})
    assert (answer.status_code, answer.mimetype) == (200, "text/turtle")
    assert len(list(ox.parse(answer.data, format=ox.RdfFormat.TURTLE))) > 500


@pytest.mark.parametrize(
    ("address", "accept", "media_type"),
    [
        ("/catalog.ttl", BROWSER, "text/turtle"),
        ("/catalog.rdf", BROWSER, "application/rdf+xml"),
        ("/catalog.jsonld", BROWSER, "application/ld+json"),
        ("/catalog", "application/rdf+xml", "application/rdf+xml"),
        ("/catalog", "application/ld+json", "application/ld+json"),
        ("/catalog", "application/json", "application/ld+json"),
        ("/catalog", BROWSER, "text/html"),
        ("/.well-known/void", "application/n-triples", "application/n-triples"),
        ("/.well-known/void", BROWSER, "text/turtle"),
    ],
)
def test_syntax_is_that_of_suffix_or_header(real_client: Client, address: str, accept: str, media_type: str) -> None:
    """A suffix decides whatever the client accepts; a page is for those who name HTML; never `application/json`."""
    answer = real_client.get(address, headers={"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (200, media_type)


def test_syntax_that_is_not_there_is_refused(real_client: Client) -> None:
    """An unknown suffix is not found, an Accept that names nothing of ours not acceptable."""
    assert real_client.get("/catalog.csv").status_code == 404
    assert real_client.get("/catalog", headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize("page", ["0", "2", "-1", "x", "1.0", "9" * 30, ""])
def test_page_that_is_not_there_is_not_found(real_client: Client, page: str) -> None:
    """Harvesters that count on get an end, not an empty page."""
    assert real_client.get(f"/catalog.ttl?page={page}").status_code == 404


def test_first_page_is_the_catalogue(real_client: Client) -> None:
    """The page that the catalogue links to as its view is the one that was asked for."""
    assert real_client.get("/catalog.ttl?page=1").data == real_client.get("/catalog").data


@pytest.mark.parametrize("address", ADDRESSES)
def test_validators_let_a_client_keep_what_it_has(real_client: Client, address: str) -> None:
    """Every representation has a strong tag and a length, is 304 for who has it, and open to every origin."""
    answer = real_client.get(address)
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    for _ in range(2):
        again = real_client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", answer.headers["ETag"])


def test_tag_changes_with_what_portals_are_told(release: Release, real_app: Flask, settings: Settings) -> None:
    """Another contributor id or publisher is another catalogue, so it has another tag."""
    site = real_app.extensions["intmk_kg"]
    tags = set()
    for given in ({}, {"contributor_id": "http://dcat-ap.de/def/contributors/govData"}, {"publisher_name": "Land"}):
        app = create_app(release, replace(settings, **given), site.engine, site.entities)
        tags.add(Client(app).get("/catalog").headers["ETag"])
    assert len(tags) == 3


def test_host_of_the_request_changes_nothing(real_client: Client) -> None:
    """Addresses in the catalogue are those of the settings, whatever Host and proxies say."""
    expected = real_client.get("/catalog").data
    headers = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    assert real_client.get("/catalog", headers=headers).data == expected


def _named(client: Client) -> Iterator[str]:
    """The addresses of this service that catalogue and VoID description name."""
    for address in ("/catalog.ttl", "/.well-known/void"):
        for quad in ox.parse(client.get(address).data, format=ox.RdfFormat.TURTLE):
            if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith("http://kg.example/"):
                assert quad.predicate.value.endswith(NAMED) or "hydra" in quad.predicate.value, quad
                yield quad.object.value.removeprefix("http://kg.example").partition("#")[0]


def test_head_equals_get_on_every_address_that_is_named(real_client: Client) -> None:
    """Rule 2: each address in catalogue and VoID answers 200, to HEAD as to GET, with the same headers."""
    addresses = sorted(set(_named(real_client)) | set(ADDRESSES))
    assert len(addresses) > 100
    for address in addresses:
        asked, read = real_client.head(address), real_client.get(address)
        assert asked.status_code == read.status_code == 200, address
        assert dict(asked.headers) == dict(read.headers), address
        assert "404" not in asked.headers.get("Location", "")
        assert asked.data == b""
        assert int(asked.headers["Content-Length"]) == len(read.data), address


@pytest.fixture
def broken_release(release: Release, tmp_path: Path) -> Release:
    """A release of which the test may take parts away."""
    for path in release.path.iterdir():
        (tmp_path / path.name).symlink_to(path)
    (tmp_path / "dumps").unlink()
    (tmp_path / "dumps").mkdir()
    for path in release.dumps.iterdir():
        (tmp_path / "dumps" / path.name).symlink_to(path)
    return replace(release, path=tmp_path)


@pytest.mark.parametrize("address", [*ADDRESSES, "/catalog?page=1", "/dumps/latest/", "/dumps/latest/graph.ttl"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_missing_part_answers_503(
    broken_release: Release, real_app: Flask, settings: Settings, address: str, method: str
) -> None:
    """Rule 3: while a file is missing nothing is said to be all there is, whoever asks, and nothing of it is kept."""
    site = real_app.extensions["intmk_kg"]
    client = Client(with_layers(create_app(broken_release, settings, site.engine, site.entities), settings))
    path = broken_release.path / "dumps" / "offices.ttl"
    target = path.resolve()
    path.unlink()
    answer = client.open(address, method=method)
    assert (answer.status_code, answer.headers["Retry-After"], answer.headers["Cache-Control"]) == (
        503,
        "30",
        "no-store",
    )
    path.symlink_to(target)
    assert client.open(address, method=method).status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
def test_store_without_the_datasets_answers_503(
    release: Release, small_release: Release, settings: Settings, address: str
) -> None:
    """Rule 3: a store that does not know a dataset is not whole, as while it is being loaded."""
    engine = Engine(small_release, settings)
    try:
        app = create_app(release, settings, engine, open_entities(small_release.path))
        assert Client(with_layers(app, settings)).get(address).status_code == 503
    finally:
        engine.close()


def test_project_without_a_catalogue_has_none(client: Client) -> None:
    """A project that describes no datasets has no catalogue, rather than an empty one; its VoID description stays."""
    assert client.get("/catalog").status_code == 404
    assert client.get("/.well-known/void").status_code == 200


def test_dataset_leads_to_its_description(real_client: Client, release: Release) -> None:
    """The IRI of each dataset answers 303 to its description, which names it as the catalogue does."""
    for dataset in datasets(release):
        redirect = real_client.get(f"/id/{dataset.local_id}")
        assert redirect.status_code == 303
        page = real_client.get(f"/doc/{dataset.local_id}", headers={"Accept": BROWSER, "Accept-Language": "en"})
        assert dataset.titles["en"] in page.text


@pytest.mark.parametrize("language", ["de", "en"])
def test_page_lists_the_datasets_with_their_files(real_client: Client, release: Release, language: str) -> None:
    """The page for people has each dataset's title in their language and links to its files."""
    page = real_client.get(f"/catalog.html?lang={language}").text
    for dataset in datasets(release):
        assert dataset.titles[language] in page
        assert f'href="dumps/latest/{dataset.stem}.ttl"' in page
