"""Search over HTTP: the page, JSON, suggestions, and what is refused."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from flask import Flask
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from werkzeug.test import Client, TestResponse

from intmk_kg.linking.search_index import LONGEST_TEXT
from intmk_kg.release.directory import Release
from intmk_kg.settings import Settings
from intmk_kg.web.app import create_app, with_layers
from intmk_kg.web.site import EXTENSION

Get = Callable[..., TestResponse]

HTML = "text/html"
MOST_OF_ONE_CLASS = 100


def asked(get: Get, text: str, **more: str) -> dict[str, object]:
    """The answer to a search in JSON."""
    return json.loads(
        get("/search.json?" + "&".join(f"{name}={quote(v)}" for name, v in {"q": text, **more}.items())).data
    )


def test_page_lists_what_was_found_by_class(get: Get) -> None:
    """The page names the class, links the thing and marks the words."""
    page = get("/search?q=hess", HTML, "de").text
    assert re.search(r'<h2 id="group-1">Land ', page)
    assert '<a href="doc/land-he"><span><mark>Hessen</mark></span></a>' in page


def test_page_without_a_text_is_the_form(get: Get) -> None:
    """Without anything to search for there is the form, which works without a script, and no answer."""
    for path in ("/search", "/search?q=", "/search?q=%20"):
        page = get(path, HTML, "de").text
        assert '<form class="find" action="search" method="get" role="search">' in page
        assert 'role="status"' not in page


def test_form_keeps_text_and_language(get: Get) -> None:
    """The form holds what was searched for, as text, and the language that was asked for."""
    page = get("/search?q=%22%3E%3Cscript%3E&lang=en", HTML).text
    assert 'value="&#34;&gt;&lt;script&gt;"' in page
    assert '<input type="hidden" name="lang" value="en">' in page
    assert "<script>" not in page


def test_language_switch_keeps_the_search(get: Get) -> None:
    """The links to the other language lead to the same search."""
    page = get("/search?q=land&class=intmk%3ALand", HTML, "de").text
    assert 'href="search?q=land&amp;class=intmk%3ALand&amp;lang=en" hreflang="en"' in page


def test_page_says_what_it_did_with_the_words(get: Get) -> None:
    """Corrected words, words left out, and nothing found are said in words."""
    said = {
        "Hesssen": "these are similar",
        "Hessen Mallorca": "have some of them",
        "xyzzy": "Nothing was found for “xyzzy”",
    }
    for text, words in said.items():
        assert words in get(f"/search?q={quote(text)}", HTML, "en").text


def test_page_shows_some_of_a_class_and_leads_to_all(real_client: Client) -> None:
    """Of a class with more hits than the page shows, the others are a link away; beyond that it is said."""
    page = real_client.get("/search?q=konferenz&lang=de", headers={"Accept": HTML}).text
    more = re.findall(r'<a href="(search\?q=konferenz&amp;class=[^"]+)">Alle (\d+)<', page)
    assert {int(count) > MOST_OF_ONE_CLASS for _, count in more} == {True, False}
    for link, count in more:
        of_class = real_client.get("/" + link.replace("&amp;", "&"), headers={"Accept": HTML}).text
        hits = re.search(r'<ul class="hits">(.*?)</ul>', of_class, re.DOTALL)
        assert hits is not None
        assert hits[1].count("<li>") == min(int(count), MOST_OF_ONE_CLASS)
        is_cut = f"Gezeigt werden die ersten {MOST_OF_ONE_CLASS} von {count}." in of_class
        assert is_cut == (int(count) > MOST_OF_ONE_CLASS)


def test_json_has_what_the_page_has(get: Get) -> None:
    """Programs get the same groups, with the IRI, the score and the words that matched."""
    found = asked(get, "Hessen", lang="de")
    assert found["query"] == "Hessen"
    assert found["matched"] == "all"
    first = found["groups"][0]["results"][0]  # type: ignore[index]
    assert first["iri"] == "https://w3id.org/intmk/id/land-he"
    assert (first["label"], first["page"], first["exact"]) == ("Hessen", "doc/land-he", True)
    assert first["matches"][0]["words"] == ["Hessen"]


def test_json_is_negotiated_and_named(get: Get) -> None:
    """JSON is had by its suffix or by Accept; a browser gets the page, and so does who does not care."""
    assert get("/search?q=land", "application/json").content_type == "application/json"
    assert get("/search.json?q=land", HTML).content_type == "application/json"
    assert get("/search?q=land").content_type == "text/html; charset=utf-8"
    assert get("/search?q=land").headers["Vary"] == "Accept, Accept-Language, Accept-Encoding"
    assert get("/search?q=land", "image/png").status_code == 406
    assert get("/search.ttl?q=land").status_code == 404


def test_json_without_a_text_is_refused(get: Get) -> None:
    """A program that searches for nothing is told what is missing."""
    answer = get("/search.json")
    assert answer.status_code == 400
    assert "`q`" in answer.get_json()["detail"]


def test_text_beyond_the_limit_is_refused(get: Get) -> None:
    """A text of more than the longest length is refused with the limit, and not searched."""
    assert get(f"/search?q={'a' * LONGEST_TEXT}", HTML).status_code == 200
    for path in ("/search", "/search.json", "/search/suggest"):
        answer = get(f"{path}?q={'a' * (LONGEST_TEXT + 1)}")
        assert answer.status_code == 400
        assert answer.get_json()["limit"] == LONGEST_TEXT


def test_suggestions_lead_to_pages(get: Get) -> None:
    """What is suggested has a label, a class and a page relative to the answer; nothing written suggests nothing."""
    answer = json.loads(get("/search/suggest?q=hes&lang=de").data)
    assert answer["suggestions"][0] == {
        "iri": "https://w3id.org/intmk/id/land-he",
        "label": "Hessen",
        "language": "de",
        "class": "Land",
        "name": None,
        "page": "../doc/land-he",
    }
    assert json.loads(get("/search/suggest").data)["suggestions"] == []


def test_unknown_class_finds_nothing(get: Get) -> None:
    """A class that is none is no error."""
    for class_ in ("intmk:Nothing", "nonsense", "http://example.org/a b", "'; DROP TABLE thing"):
        assert asked(get, "Hessen", **{"class": class_})["count"] == 0


@hypothesis_settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(max_size=LONGEST_TEXT))
def test_any_text_is_answered(app: Flask, text: str) -> None:
    """Whatever somebody writes, the page is there and shows the text as text."""
    answer = Client(app).get("/search", query_string={"q": text.encode("utf-8", "surrogatepass")})
    assert answer.status_code == 200


def test_answer_is_kept_by_its_tag(get: Get) -> None:
    """The same search again is 304, another one or another language is not."""
    tag = get("/search.json?q=land", language="de").headers["ETag"]
    assert get("/search.json?q=land", language="de", If_None_Match=tag).status_code == 304
    assert get("/search.json?q=land", language="en", If_None_Match=tag).status_code == 200
    assert get("/search.json?q=ort", language="de", If_None_Match=tag).status_code == 200


def test_slow_search_is_stopped(real_app: Flask, settings: Settings) -> None:
    """A search beyond its deadline is 503 with the time to come back, and so are suggestions."""
    here, hurried = real_app.extensions[EXTENSION], replace(settings, search_seconds=0.0)
    client = Client(with_layers(create_app(here.release, hurried, here.engine, here.entities), hurried))
    for path in ("/search?q=konferenz", "/search.json?q=konferenz", "/search/suggest?q=konferenz"):
        answer = client.get(path)
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0


def test_release_without_an_index_serves_all_but_search(
    app: Flask, small_release: Release, settings: Settings, tmp_path: Path
) -> None:
    """Where the index was lost the search says so, and the pages go on."""
    here = app.extensions[EXTENSION]
    client = Client(create_app(replace(small_release, path=tmp_path), settings, here.engine, here.entities))
    assert client.get("/search.json?q=lost").status_code == 503
    assert client.get("/doc/land-he.ttl").status_code == 200
