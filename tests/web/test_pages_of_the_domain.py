"""Home, timeline, map and lists as pages: for every reader, with and without a script, in both languages."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from application import application
from werkzeug.test import Client, TestResponse

from intmk_kg.release.directory import Release
from intmk_kg.settings import Settings
from intmk_kg.web.problems import MEDIA_TYPE

Get = Callable[..., TestResponse]

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
ADDRESSES = ("/", "/timeline", "/map", "/resolutions", "/resolutions/topics", "/contradictions")
LARGEST = 100_000


class Page(HTMLParser):
    """The ids, links, attributes and words of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Note a tag's attributes."""
        given = dict(attributes)
        self.attributes |= {f"{tag} {name}" for name in given}
        self.ids += [given["id"] or ""] if "id" in given else []
        self.links += [given["href"] or ""] if tag == "a" and "href" in given else []

    def handle_data(self, data: str) -> None:
        """Note the words."""
        self.words += data


def real(client: Client, path: str, language: str = "de") -> TestResponse:
    """A page of the real release."""
    return client.get(path, headers={"Accept": BROWSER, "Accept-Language": language})


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_page_is_light_and_whole(real_client: Client, address: str, language: str) -> None:
    """Each page of the real release is under 100 kB, in one language, without inline style and without a double id."""
    response = real(real_client, address, language)
    page = Page(response.text)
    assert response.status_code == 200
    assert response.headers["Content-Language"] == language
    assert f'<html lang="{language}">' in response.text
    assert len(response.data) < LARGEST
    assert len(page.ids) == len(set(page.ids))
    assert not {attribute for attribute in page.attributes if attribute.endswith(" style") or " on" in attribute}
    assert not [link for link in page.links if link.startswith(("/", "https://w3id.org/intmk"))]


@pytest.mark.parametrize("address", [*ADDRESSES, "/doc/conference-18", "/doc/land-nw", "/doc/meeting-18-haupt"])
def test_links_within_a_page_lead_somewhere(real_client: Client, address: str) -> None:
    """Each link to a place on the same page has that place."""
    page = Page(real(real_client, address).text)
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)


@pytest.mark.parametrize("address", ADDRESSES)
def test_links_of_a_page_lead_somewhere(real_client: Client, address: str) -> None:
    """Some local links of each page, taken at even distances, are answered with a page or a file."""
    depth = "../" * (address.count("/") - 1)
    found = sorted({link.removeprefix(depth) for link in Page(real(real_client, address).text).links})
    local = [link for link in found if not link.startswith(("http", "#", "../")) and "sparql?" not in link]
    for link in local[:: max(1, len(local) // 12)]:
        assert real(real_client, "/" + link.removeprefix("./")).status_code in {200, 303}, link


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_of_a_small_release_is_answered(get: Get, address: str) -> None:
    """A release with hardly anything in it has the same pages."""
    assert get(address, BROWSER, "de").status_code == 200


def test_home_shows_the_latest_conference_and_the_next(real_client: Client) -> None:
    """The first page names the last conference that is known to have met and those to come, and leads to all."""
    page = Page(real(real_client, "/", "en").text)
    assert re.search(r"Latest held, as far as recorded\s+20th IntMK", page.words)
    assert re.search(r"Next, as far as recorded\s+21st IntMK", page.words)
    assert "doc/conference-18" in page.links
    assert {"timeline", "map", "resolutions", "contradictions"} <= set(page.links)


def test_home_asks_the_search(real_client: Client) -> None:
    """The form on the first page leads to the search and keeps the language that was asked for."""
    text = real(real_client, "/?lang=en").text
    assert re.search(r'<form[^>]* action="search" method="get" role="search"', text)
    assert '<input type="hidden" name="lang" value="en">' in text


def test_timeline_has_a_table_with_the_same_content(real_client: Client) -> None:
    """Whatever the drawing links to stands in the tables below it too."""
    text = real(real_client, "/timeline").text
    drawing, _, tables = text.partition('id="table"')
    drawn = {link for link in Page(drawing).links if "doc/" in link}
    assert len(drawn) > 60
    assert drawn <= set(Page(tables).links)
    assert "März 2018" in Page(tables).words
    assert "bis 30. September 2009, kein Beginn belegt" in Page(tables).words


@pytest.mark.parametrize("zoom", [1, 2, 3, 4])
def test_timeline_has_sizes(real_client: Client, zoom: int) -> None:
    """Each size links to the next smaller and larger one, and the other language keeps the size."""
    text = real(real_client, f"/timeline?zoom={zoom}").text
    links = Page(text).links
    assert (f"timeline?zoom={zoom - 1}" in links) == (zoom > 1)
    assert (f"timeline?zoom={zoom + 1}" in links) == (zoom < 4)
    assert f"timeline?zoom={zoom}&lang=en" in links


@pytest.mark.parametrize("zoom", ["0", "5", "-1", "x", "", "1.5", "99", "²"])
def test_size_that_is_none_is_refused(get: Get, zoom: str) -> None:
    """Anything but one of the sizes is a problem that says what may be asked."""
    response = get(f"/timeline?zoom={zoom}", "application/json")
    assert response.status_code in {400, 406}
    page = get(f"/timeline?zoom={zoom}", BROWSER, "de")
    assert page.status_code == 400
    assert "ist eine Zahl von 1 bis 4" in page.text


def test_map_says_in_words_what_it_shows(real_client: Client) -> None:
    """The drawing has a name, and each place on it stands in the table with a link."""
    text = real(real_client, "/map", "en").text
    assert 'role="img" aria-label="Map of the meeting places. The table beside it says the same."' in text
    places = set(re.findall(r'<text class="usual" [^>]*>([^<]+?) ?<', text))
    assert len(places) > 15
    assert places <= {words.strip() for words in re.findall(r"doc/place-[^>]*>([^<]*)<", text)}


def test_outlines_are_credited(real_client: Client) -> None:
    """The map says whose outlines it shows."""
    assert "Natural Earth" in real(real_client, "/map").text


def test_other_formats_are_refused_by_name(get: Get) -> None:
    """A client that accepts no page is told so in JSON."""
    response = get("/timeline", "text/turtle")
    assert response.status_code == 406
    assert response.mimetype == MEDIA_TYPE


def test_conference_page_tells_what_belongs_to_it(real_client: Client) -> None:
    """The page of a conference starts with when and where it met, then its meetings and resolutions."""
    text = real(real_client, "/doc/conference-18").text
    at = [text.index(f'id="{name}"') for name in ("conference-glance", "conference-meetings", "conference-resolutions")]
    assert at == sorted(at)
    assert "26.–27. April 2023" in text  # noqa: RUF001 - the dash of a period


def test_page_of_a_thing_needs_no_engine(release: Release, settings: Settings) -> None:
    """With the engine gone, the page of a thing shows what is stated of it, says what it lacks and is not kept."""
    with application(release, settings) as app:
        pass  # the engine ends here
    response = app.test_client().get("/doc/conference-18", headers={"Accept": BROWSER, "Accept-Language": "de"})
    assert response.status_code == 200
    assert "kann im Augenblick nicht gezeigt werden" in response.text
    assert "conference-glance" not in response.text
    assert "4 Quellen" in response.text
    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers
    assert app.test_client().get("/timeline", headers={"Accept": BROWSER}).status_code == 503


def test_page_is_told_apart_by_language_only(real_client: Client) -> None:
    """Whoever accepts pages gets the same bytes whatever else is accepted."""
    first = real_client.get("/map", headers={"Accept": BROWSER, "Accept-Language": "de"})
    second = real_client.get("/map", headers={"Accept": "text/html", "Accept-Language": "de-AT,de;q=0.9"})
    assert first.data == second.data
    assert first.headers["ETag"] == second.headers["ETag"]
    held = real_client.get("/map", headers={"Accept": BROWSER, "If-None-Match": first.headers["ETag"]})
    assert held.status_code == 304
