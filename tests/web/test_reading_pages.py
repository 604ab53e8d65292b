"""Reading matter over HTTP: use, about, imprint, licence, reports of errors, users of terms, rules on pages."""

import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from werkzeug.test import Client, TestResponse

from intmk_kg.engine.embedded import Engine
from intmk_kg.engine.entities import open_entities
from intmk_kg.publication.usage import SNIPPETS
from intmk_kg.release.directory import Release
from intmk_kg.settings import Settings
from intmk_kg.vocabulary.prefixes import PREFIXES
from intmk_kg.web.app import create_app, with_layers

PAGES = ("/use", "/about", "/imprint", "/licence", "/report", "/things?term=Conference")


def page(client: Client, path: str, language: str = "en", status: int = 200) -> str:
    """The page at a path, its character references resolved."""
    response: TestResponse = client.get(path, headers={"Accept": "text/html", "Accept-Language": language})
    assert response.status_code == status
    return unescape(response.text)


@pytest.fixture(scope="module")
def office(small_release: Release) -> Iterator[Client]:
    """A client of a service whose operator has said who they are and where errors are reported."""
    settings = Settings(
        public_url="http://kg.example/",
        workers=1,
        spare_workers=0,
        operator_name="Amt für Beispiele",
        operator_address="Beispielweg 1; 12345 Musterstadt",
        operator_representative="Erika Mustermann",
        operator_phone="+49 000 0000",
        contact_email="daten@amt.example",
        imprint_url="https://amt.example/impressum",
        privacy_url="https://amt.example/datenschutz",
    )
    engine = Engine(small_release, settings)
    app = create_app(small_release, settings, engine, open_entities(small_release.path))
    yield Client(with_layers(app, settings))
    engine.close()


@pytest.mark.parametrize("path", PAGES)
def test_reading_pages_are_there_in_both_languages(client: Client, path: str) -> None:
    """Each page answers in German and English, differently, with links that stay on this service or are marked."""
    german, english = page(client, path, "de"), page(client, path, "en")
    assert german != english
    assert '<html lang="de">' in german
    assert '<html lang="en">' in english
    for link in re.findall(r'<a [^>]*href="https?://[^>]*>', german):
        assert "external" in link or 'rel="license"' in link


@pytest.mark.parametrize("path", PAGES)
def test_every_page_leads_to_reading_matter(client: Client, path: str) -> None:
    """The foot of each page leads to use, about, imprint, licence and a report of an error on this very page."""
    text = page(client, path)
    for target in ("use", "about", "imprint", "licence"):
        assert f'href="{target}"' in text
    here = path.partition("?")[0]
    assert f"report?page={here.replace('/', '%2F')}" in text


def test_use_shows_every_program_with_this_service_s_address(client: Client) -> None:
    """Each program stands on the page as its file, but asks this service."""
    text = page(client, "/use")
    assert text.count("<pre") == len(SNIPPETS)
    assert "http://kg.example/tables/conferences.csv" in text
    assert "127.0.0.1" not in text


def test_imprint_says_what_the_settings_say(client: Client, office: Client) -> None:
    """Name, address, representative and contact stand in the imprint; without settings it says what is missing."""
    text = page(office, "/imprint")
    for words in ("Amt für Beispiele", "Beispielweg 1", "12345 Musterstadt", "Erika Mustermann", "+49 000 0000",
                  "mailto:daten@amt.example", "https://amt.example/impressum"):  # fmt: skip
        assert words in text
    assert "https://amt.example/datenschutz" in page(office, "/about")
    assert "INTMK_OPERATOR_NAME" in page(client, "/imprint")


def test_report_names_thing_statement_set_source_and_release(client: Client, small_release: Release) -> None:
    """A report of an error in a statement is prefilled; without an address it can be copied."""
    text = page(client, "/report?thing=presidency-1&property=schema:startDate&value=2018-04-01")
    for words in (
        "presidency-1",
        "schema:startDate",
        "2018-04-01",
        "https://w3id.org/intmk/id/set-1",
        small_release.id,
    ):
        assert words in text
    assert "mailto:" not in text


def test_report_by_mail_has_subject_and_body(office: Client, small_release: Release) -> None:
    """The link of a report is a mailto address with the same words (RFC 6068)."""
    text = page(office, "/report?thing=presidency-1&property=schema:startDate&value=2018-04-01")
    link = re.search(r'href="(mailto:[^"]+)"', text)
    assert link
    parts = urlsplit(link[1])
    query = parse_qs(parts.query)
    assert parts.path == "daten@amt.example"
    assert "Vorsitz von Hessen" in query["subject"][0]
    assert small_release.id in query["body"][0]
    assert "\r\n" in query["body"][0]
    assert "+" not in unquote(parts.query).split("subject=")[1].split("&")[0]


def test_statements_lead_to_their_report(client: Client) -> None:
    """Each report link beside a statement answers."""
    text = page(client, "/doc/meeting-1-haupt")
    links = re.findall(r'href="\.\./(report\?thing=[^"]+)"', text)
    assert len(links) == 5
    for link in links:
        page(client, f"/{link}")


@pytest.mark.parametrize(
    "query",
    ["thing=nobody", "thing=../x", "thing=presidency-1&property=schema:startDate&value=1999-01-01",
     "thing=presidency-1&property=no:such", "page=https://evil.example/", "page=%00", "page=/<script>", "page="],
)  # fmt: skip
def test_report_on_what_is_not_there_is_not_found(client: Client, query: str) -> None:
    """A report repeats nothing that is not in the data or an address of this service."""
    page(client, f"/report?{query}", status=404)


def test_users_of_a_term_are_listed_by_page(client: Client) -> None:
    """A term of the vocabulary leads to what uses it, counted exactly as the vocabulary page says."""
    count = re.search(r'href="things\?term=Conference"[^>]*>(\d+) thing', page(client, "/def"))
    assert count
    text = page(client, "/things?term=Conference")
    assert f"of {count[1]}" in text
    assert "doc/conference-1" in text
    for query in ("term=Conference&page=2", "term=Nothing", "term=", "", "term=a%20b"):
        page(client, f"/things?{query}", status=404)
    page(client, "/things?term=Conference&page=x", status=400)


def test_rules_name_what_they_concern_and_what_they_report(client: Client) -> None:
    """A rule leads to its classes and to the things that it reports, which have an anchor."""
    text = page(client, "/shapes")
    assert "Concerns" in text
    assert 'href="-/validation#Q01"' in text
    assert 'id="Q01"' in page(client, "/-/validation")


def test_badge_and_set_stand_on_the_page_of_a_thing(client: Client) -> None:
    """A thing says which rules point something out; a set lists its statements; both in one request each."""
    text = page(client, "/doc/meeting-1-haupt")
    assert "1 rule points something out" in text
    assert "The venue is not known." in text
    stated = page(client, "/doc/set-1")
    assert "Statements of this set" in stated
    assert 'href="../doc/presidency-1"' in stated


def test_pages_of_real_things_stay_light(real_client: Client) -> None:
    """Pages of the busiest things of the real release weigh less than 200 kB, reading pages less than 100 kB."""
    for local_id in ("body-intmk", "conference-18", "land-he", "series-intmk", "set-places-1", "role-chair"):
        assert len(page(real_client, f"/doc/{local_id}").encode()) < 200_000
    for path in ("/use", "/about", "/def", "/shapes", "/-/validation", "/things?term=Resolution"):
        assert len(page(real_client, path).encode()) < 100_000


def test_page_with_ten_thousand_links_is_quick_and_light(
    small_release: Release, tmp_path: Path, settings: Settings
) -> None:
    """A thing with ten thousand inverse links takes at most 100 ms of the thread and 200 kB, and pages through them."""
    release = replace(small_release, path=shutil.copytree(small_release.path, tmp_path / small_release.id))
    shutil.rmtree(release.store_directory)
    with release.nquads.open("a", encoding="utf-8") as graph:
        for number in range(10_000):
            place = f"<{PREFIXES['r']}place-{number}>"
            graph.write(f"{place} <{PREFIXES['schema']}containedInPlace> <{PREFIXES['r']}land-he> .\n")
            graph.write(f'{place} <{PREFIXES["rdfs"]}label> "Ort {number}"@de .\n')
    engine = Engine(release, settings)
    client = Client(create_app(release, settings, engine, open_entities(release.path)))
    spent = []
    for language in ("de", "en") * 3:
        began = time.thread_time()
        text = page(client, "/doc/land-he", language)
        spent.append(time.thread_time() - began)
    last = page(client, "/doc/land-he?incoming=schema:containedInPlace&page=100")
    engine.close()
    assert len(text.encode()) < 200_000
    assert "10,000" in text
    assert "Ort 9999" in last
    assert min(spent) < 0.1
