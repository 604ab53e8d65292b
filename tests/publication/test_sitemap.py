"""The sitemap: every page, true dates, and an index where one file is not enough."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from releasing import FIRST, SECOND, rename_second_conference, small_world

from intmk_kg import pipeline
from intmk_kg.publication.robots import robots
from intmk_kg.publication.sitemap import PAGES_PER_FILE, Page, pages, sitemap, sitemap_file, sitemap_part
from intmk_kg.release.contents import contents
from intmk_kg.release.directory import Release
from intmk_kg.settings import Settings

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
MANY = tuple(Page(f"/doc/thing-{number}", None) for number in range(PAGES_PER_FILE + 2))


def read(text: str) -> ET.Element:
    """The root of an XML document."""
    return ET.fromstring(text.encode())  # noqa: S314 - our own bytes


def locations(root: ET.Element) -> list[str | None]:
    """The addresses that a sitemap lists."""
    return [element.text for element in root.findall(".//s:loc", NAMES)]


def test_every_thing_has_its_page(release: Release, settings: Settings) -> None:
    """The sitemap lists the overviews and each thing of the release once, sets and evidence left out."""
    listed = locations(read(sitemap(pages(release, ("/",)), settings, ("de", "en"))))
    assert len(listed) == len(set(listed)) == len(contents(release)["things"]) + 1
    assert listed[0] == "http://kg.example/"
    assert "http://kg.example/doc/conference-18" in listed
    assert not [address for address in listed if "/doc/set-" in str(address) or "/doc/evidence-" in str(address)]


def test_lastmod_is_when_the_thing_changed(settings: Settings, tmp_path: Path) -> None:
    """After a second release the changed thing has its moment, the others keep that of the first."""
    project = small_world(tmp_path)
    pipeline.release(project, FIRST, {})
    rename_second_conference(project)
    root = read(sitemap(pages(pipeline.release(project, SECOND, {}), ("/",)), settings, ("de",)))
    dates = {url.findtext("s:loc", "", NAMES): url.findtext("s:lastmod", None, NAMES) for url in root}
    assert dates["http://kg.example/doc/conference-2"] == SECOND
    assert dates["http://kg.example/"] == SECOND
    assert dates["http://kg.example/doc/conference-1"] == FIRST


def test_unreleased_change_has_no_lastmod(settings: Settings, tmp_path: Path) -> None:
    """What no release recorded has no date, rather than a wrong one; what did not change keeps its date."""
    project = small_world(tmp_path)
    pipeline.release(project, FIRST, {})
    rename_second_conference(project)
    root = read(sitemap(pages(pipeline.build(project), ("/",)), settings, ("de",)))
    dates = {url.findtext("s:loc", "", NAMES): url.findtext("s:lastmod", None, NAMES) for url in root}
    assert dates["http://kg.example/doc/conference-2"] is None
    assert dates["http://kg.example/"] is None
    assert dates["http://kg.example/doc/conference-1"] == FIRST


def test_page_names_its_other_languages(settings: Settings) -> None:
    """Each page has an address in every language and one for readers of others."""
    root = read(sitemap_file([Page("/doc/a", None)], settings, ("de", "en")))
    alternates = {link.get("hreflang"): link.get("href") for link in root.findall(".//x:link", NAMES)}
    assert alternates == {
        "de": "http://kg.example/doc/a?lang=de",
        "en": "http://kg.example/doc/a?lang=en",
        "x-default": "http://kg.example/doc/a",
    }


def test_many_pages_are_listed_in_several_files(settings: Settings) -> None:
    """One page more than a file may hold makes an index, and its files hold each page once."""
    index = read(sitemap(MANY, settings, ("de",)))
    assert index.tag == f"{{{NAMES['s']}}}sitemapindex"
    assert locations(index) == ["http://kg.example/sitemap-1.xml", "http://kg.example/sitemap-2.xml"]
    assert sitemap_part(MANY, 1) + sitemap_part(MANY, 2) == MANY
    assert len(sitemap_part(MANY, 1)) == PAGES_PER_FILE


@pytest.mark.parametrize("number", [-1, 0, 3])
def test_index_has_no_other_files(number: int) -> None:
    """A number that the index does not name has no pages; without an index none has."""
    assert sitemap_part(MANY, number) == ()
    assert sitemap_part(MANY[:3], 1) == ()


def test_largest_file_keeps_the_limit_of_size(settings: Settings) -> None:
    """A file of as many pages as allowed is smaller than the 50 MB that the protocol allows."""
    longest = Page(f"/doc/{'x' * 80}", "2026-11-22T00:00:00Z")
    assert len(sitemap_file([longest], settings, ("de", "en"))) * PAGES_PER_FILE < 50_000_000


def test_robots_may_read_pages_and_not_ask_queries(settings: Settings) -> None:
    """The rules name the sitemap and keep robots from queries only."""
    lines = robots(settings).splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /sparql?" in lines
    assert "Disallow: /" not in lines
    assert lines[-1] == "Sitemap: http://kg.example/sitemap.xml"
