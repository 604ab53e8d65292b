"""Things: their names, their descriptions in every format, and the requests that break other publishers."""

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
from werkzeug.test import TestResponse

from intmk_kg.publication.formats import THING_FORMATS, Format

RDF_FORMATS = [format_ for format_ in THING_FORMATS if format_.syntax]
Get = Callable[..., TestResponse]

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
MEETING = "https://w3id.org/intmk/id/meeting-1-haupt"


def triples(content: bytes, syntax: str) -> set[str]:
    """The triples of a document, whatever graph they stand in."""
    return {str(quad.triple) for quad in ox.parse(content, format=getattr(ox.RdfFormat, syntax))}


def test_name_of_a_thing_redirects_to_its_description(get: Get) -> None:
    """`/id/x` answers 303 with a relative Location and Vary, for every Accept header."""
    for accept in (None, "text/turtle", BROWSER, "image/png"):
        response = get("/id/meeting-1-haupt", accept)
        assert response.status_code == 303
        assert response.headers["Location"] == "../doc/meeting-1-haupt"
        assert response.headers["Vary"] == "Accept"


def test_name_of_a_thing_keeps_the_language_that_was_asked_for(get: Get) -> None:
    """The redirect carries `?lang=` on, and nothing else."""
    assert get("/id/land-he?lang=en").headers["Location"] == "../doc/land-he?lang=en"
    assert get("/id/land-he?x=%0d%0aSet-Cookie:a").headers["Location"] == "../doc/land-he"


@pytest.mark.parametrize("format_", RDF_FORMATS, ids=lambda format_: format_.suffix)
def test_description_is_there_by_suffix_and_by_negotiation(get: Get, format_: Format) -> None:
    """Each format has an address of its own with the same bytes that its media type gets."""
    by_suffix = get(f"/doc/meeting-1-haupt.{format_.suffix}", "image/png")
    negotiated = get("/doc/meeting-1-haupt", format_.media_type)
    assert by_suffix.status_code == negotiated.status_code == 200
    assert by_suffix.data == negotiated.data
    assert by_suffix.mimetype == negotiated.mimetype == format_.media_type
    assert negotiated.headers["Content-Location"] == f"meeting-1-haupt.{format_.suffix}"
    assert by_suffix.headers["Vary"] == "Accept-Encoding"
    assert negotiated.headers["Vary"] == "Accept, Accept-Language, Accept-Encoding"


def test_descriptions_say_the_same_in_every_format(get: Get) -> None:
    """Turtle, JSON-LD, RDF/XML and N-Triples hold the same triples; TriG holds them too."""
    found = {f.suffix: triples(get(f"/doc/meeting-1-haupt.{f.suffix}").data, str(f.syntax)) for f in RDF_FORMATS}
    assert found["ttl"] == found["jsonld"] == found["rdf"] == found["nt"]
    assert any(MEETING in triple and "2018-04-26" in triple for triple in found["ttl"])
    assert any("2018-04-26" in triple for triple in found["trig"])


def test_description_without_preference_is_turtle_and_for_a_browser_html(get: Get) -> None:
    """Whoever asks for nothing gets RDF; whoever names HTML gets a page."""
    assert get("/doc/land-he").mimetype == "text/turtle"
    assert get("/doc/land-he", "*/*").mimetype == "text/turtle"
    assert get("/doc/land-he", BROWSER).mimetype == "text/html"


def test_json_is_answered_as_json_ld(get: Get) -> None:
    """A client that knows only application/json gets JSON-LD under that name."""
    response = get("/doc/land-he", "application/json")
    assert response.mimetype == "application/json"
    assert json.loads(response.data)


def test_description_refuses_what_it_does_not_have_and_lists_what_it_has(get: Get) -> None:
    """406 carries Vary and names the formats, as a document and as a page."""
    response = get("/doc/land-he", "image/png")
    assert response.status_code == 406
    assert "text/turtle" in json.loads(response.data)["available"]
    assert "Accept" in response.headers["Vary"]


@pytest.mark.parametrize(
    "path",
    [
        "/doc/nobody",
        "/id/nobody",
        "/doc/nobody.ttl",
        "/doc/land-he.exe",
        "/doc/land-he.ttl.ttl",
        "/doc/Land-HE",
        "/doc/land-he/",
        "/doc/..%2f..%2fetc%2fpasswd",
        "/doc/../../etc/passwd",
        "/doc/%00",
        "/doc/%ff%fe",
        "/doc/land-he%0a",
        "/doc//land-he",
        "//doc/land-he",
        "/doc/",
        "/id/",
        "/doc/-",
        "/doc/" + "a" * 5000,
        "/doc/land-he;x",
        "/static/../app.py",
        "/static/site.css",
        "/etc/passwd",
        "/def/9.9.9",
        "/def/",
        "/shapes.exe",
        "/-/validation.html.html",
    ],
)
def test_unknown_and_odd_addresses_are_not_found(get: Get, path: str) -> None:
    """Whatever is not there answers 404: no redirect, no failure, nothing of the machine."""
    for accept in ("text/turtle", BROWSER):
        response = get(path, accept)
        assert response.status_code == 404
        assert b"Traceback" not in response.data
        assert b"root:" not in response.data


def test_host_and_forwarded_headers_change_no_byte(get: Get) -> None:
    """Every answer is the same for any Host and any X-Forwarded header."""
    hostile = {"Host": "evil.example", "X_Forwarded_Host": "evil.example", "X_Forwarded_Prefix": "/evil",
               "Forwarded": "host=evil.example", "X_Forwarded_Proto": "https"}  # fmt: skip
    for path in ("/", "/id/land-he", "/doc/land-he", "/doc/nobody", "/def", "/-/versions", "/-/validation"):
        for accept in (BROWSER, "text/turtle"):
            plain, attacked = get(path, accept), get(path, accept, **hostile)
            assert (plain.status, plain.data, plain.headers) == (attacked.status, attacked.data, attacked.headers)
            assert b"evil" not in attacked.data


def test_invalid_host_is_no_reason_to_fail(get: Get) -> None:
    """A Host that is no host is passed over."""
    assert get("/doc/land-he", Host="<script>").status_code == 200


class Links(HTMLParser):
    """Collects the addresses on a page, its scripts, and what is in other languages."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: list[str] = []
        self.languages: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        is_apart = ("type", "application/ld+json") in attrs or "src" in dict(attrs)
        self.tags.append("data block or file" if tag == "script" and is_apart else tag)
        for name, value in attrs:
            if name in ("href", "src"):
                self.links.append(str(value))
            if name == "lang":
                self.languages.append(str(value))


def test_links_of_a_page_are_relative(get: Get) -> None:
    """Our own things, vocabulary and files are linked relatively; nothing is loaded from elsewhere or stands inline."""
    for path in ("/", "/doc/meeting-1-haupt", "/def", "/shapes", "/-/validation"):
        found = Links(get(path, BROWSER).text)
        assert not [link for link in found.links if link.startswith(("/", "https://w3id.org/intmk", "http://kg"))]
        assert not {"script", "img", "iframe"} & set(found.tags)
    assert "conference-1" in " ".join(Links(get("/doc/meeting-1-haupt", BROWSER).text).links)


def test_page_escapes_what_the_data_says(get: Get) -> None:
    """Markup in the data is text on the page, odd IRIs are links that hold, and other schemes are no links."""
    page = get("/doc/meeting-1-haupt", BROWSER).text
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; so." in page
    assert "https://example.org/w%C3%BCrde/Wort_(Sache)?a='b'&c=d" in Links(page).links
    assert "https://example.org/würde" in Links(page).links
    assert "javascript:" not in "".join(Links(get("/doc/doc-2", BROWSER).text).links)


def test_page_says_each_date_as_exactly_as_it_is_known(get: Get) -> None:
    """A day, a month and a year are told apart, in the page's language."""
    german = get("/doc/presidency-1", BROWSER, "de").text
    english = get("/doc/presidency-1", BROWSER, "en").text
    assert "April 2018" in german
    assert "1. April" not in german
    assert "2019" in german
    assert "December" not in english
    assert "26. April 2018" in get("/doc/meeting-1-haupt", BROWSER, "de").text
    assert "26 April 2018" in get("/doc/meeting-1-haupt", BROWSER, "en").text


def test_page_shows_the_sources_of_each_statement(get: Get) -> None:
    """Status, document, quote, rule and what is not adopted stand beside the value."""
    page = get("/doc/meeting-1-haupt?lang=de", BROWSER).text
    assert "belegt" in page
    assert "Pressemitteilung" in page
    assert "Die Konferenz tagt am 26. und 27. April." in page
    assert "nicht übernommen" in page
    assert "25. April 2018" in page
    assert "Die Zeitung irrt sich im Tag." in page
    assert "gefolgert" in get("/doc/presidency-1?lang=de", BROWSER).text
    assert "Ein Jahr ab April." in get("/doc/presidency-1?lang=de", BROWSER).text


def test_page_orders_properties_as_the_shapes_do(get: Get) -> None:
    """Groups and properties follow sh:order, and are called what sh:name says."""
    page = get("/doc/meeting-1-haupt?lang=en", BROWSER).text
    words = ["Naming", "realization", "Time and place", "first day", "last day"]
    places = [page.index(word) for word in words]
    assert places == sorted(places)


def test_page_marks_what_is_in_another_language(get: Get) -> None:
    """Without a label in the page's language the other is shown, with its language."""
    english = get("/doc/presidency-1", BROWSER, "en")
    assert english.status_code == 200
    assert '<span lang="de">Vorsitz von Hessen</span>' in english.text
    assert english.headers["Content-Language"] == "en"
    assert Links(english.text).languages[0] == "en"


def test_page_bounds_what_links_to_it(get: Get) -> None:
    """Of 205 incoming links a page shows some, their number and the way to all of them."""
    page = get("/doc/land-he?lang=en", BROWSER).text
    assert "(205)" in page
    assert len(re.findall(r"Place \d+", page)) < 50
    seen: set[str] = set()
    for number in (1, 2, 3):
        seen |= set(
            re.findall(r"Place \d+", get(f"/doc/land-he?lang=en&incoming=rdfs:isDefinedBy&page={number}", BROWSER).text)
        )
    assert len(seen) == 205


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("incoming=rdfs:isDefinedBy&page=0", 400),
        ("incoming=rdfs:isDefinedBy&page=-1", 400),
        ("incoming=rdfs:isDefinedBy&page=x", 400),
        ("incoming=rdfs:isDefinedBy&page=99999999999999999999", 400),
        ("incoming=rdfs:isDefinedBy&page=4", 404),
        ("incoming=rdfs:nothing", 404),
        ("incoming=%3Cx", 404),
        ("page=3", 200),
        ("lang=xx", 200),
        ("lang=de&lang=en", 200),
    ],
)
def test_page_numbers_are_checked(get: Get, query: str, status: int) -> None:
    """A page that cannot be is a bad request, one that is not there is not found, other parameters change nothing."""
    assert get(f"/doc/land-he?{query}", BROWSER).status_code == status


def test_rdf_stays_canonical(get: Get) -> None:
    """Every IRI of ours in RDF is the canonical one, however this service is reached."""
    content = get("/doc/meeting-1-haupt.rdf").data
    assert b"kg.example" not in content
    ET.fromstring(content)  # noqa: S314 - our own answer


def test_pages_are_well_formed_and_named(get: Get) -> None:
    """Each page has a language, a title, one main heading and closes what it opens."""
    for path in (
        "/",
        "/doc/meeting-1-haupt",
        "/doc/land-he",
        "/def",
        "/shapes",
        "/-/validation",
        "/-/versions",
        "/-/limits",
        "/x",
    ):
        page = get(path, BROWSER).text
        assert page.count("<h1") == 1
        assert "<title>" in page
        found = Links(page)
        assert found.languages[0] == "de"
        for tag in ("table", "ul", "section", "details", "main", "div", "nav", "li", "td"):
            assert page.count(f"<{tag}>") + page.count(f"<{tag} ") == page.count(f"</{tag}>")
