"""What people come for, done as they do it: with a mouse, from the first page on."""

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from visits import NewPage


def test_eighteenth_conference_leads_to_its_source_in_three_clicks(page: Page) -> None:
    """From the first page: the conference, what a statement of it rests on, the document itself."""
    page.goto("/")
    page.get_by_role("link", name="18. IntMK", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("18. IntMK")
    page.locator("summary", has_text="Quelle").first.click()
    page.locator("details[open] li a").first.click()
    expect(page).to_have_url(re.compile(r"/doc/doc-"))
    assert page.locator("main a[href^=http]").count() > 0


def test_language_changes_and_the_thing_stays(page: Page) -> None:
    """The switch shows the same thing in the other language, links keep it, and the way back is there."""
    page.goto("/doc/conference-18")
    page.get_by_role("link", name="English", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_have_text("18th IntMK")
    assert "/doc/conference-18" in page.url
    page.get_by_role("link", name="Timeline", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.go_back()
    page.get_by_role("link", name="Deutsch", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("18. IntMK")


@pytest.mark.parametrize("text", ["Goettingen", "göttingen", "GÖTTINGEN", "Gottingen"])
def test_place_is_found_however_it_is_written(page: Page, text: str) -> None:
    """The town is found from the first page with and without its umlaut, and its page says what met there."""
    page.goto("/")
    page.get_by_role("combobox").fill(text)
    page.get_by_role("button", name="Suchen").click()
    page.get_by_role("main").get_by_role("link", name="Göttingen", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Göttingen")
    assert page.get_by_role("main").get_by_role("link", name=re.compile("Hauptkonferenz")).count() > 0


def test_suggestion_leads_to_the_thing(page: Page) -> None:
    """While somebody writes, suggestions come; a click on one opens its page."""
    page.goto("/")
    page.get_by_role("combobox").press_sequentially("goett")
    page.get_by_role("option", name=re.compile("Göttingen")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Göttingen")


def test_ministry_of_hesse_is_followed_through_its_renamings(page: Page) -> None:
    """From the search to the Land, its first ministry, the event that changed it, and the ministry that came of it."""
    page.goto("/search?q=Hessen")
    main, heading = page.get_by_role("main"), page.get_by_role("heading", level=1)
    main.get_by_role("link", name="Hessen", exact=True).first.click()
    expect(heading).to_have_text("Hessen")
    main.locator("#land-ministries tbody a[href*='ministry-he-']").first.click()
    first = heading.inner_text()
    main.locator("#ministry-names a[href*='change-he-']").first.click()
    expect(main).to_contain_text(first)
    main.locator("a[href*='ministry-he-']:visible").filter(has_not_text=first).first.click()
    expect(page).to_have_url(re.compile(r"/doc/ministry-he-\d"))
    expect(heading).not_to_have_text(first)
    main.locator("#ministry-names a[href*='ministry-he-']").filter(has_text=first).click()
    expect(heading).to_have_text(first)


def test_timeline_and_map_lead_to_things(page: Page) -> None:
    """What is drawn is a link: a bar of the timeline to its presidency, a row of the map's table to its place."""
    page.goto("/timeline")
    page.locator("svg.timeline a.presidency").first.click()
    expect(page).to_have_url(re.compile("/doc/presidency-"))
    page.goto("/map")
    page.get_by_role("main").get_by_role("link", name="Göttingen", exact=True).click()
    expect(page).to_have_url(re.compile("/doc/place-"))


def test_tables_are_downloaded(page: Page) -> None:
    """From the first page to the tables, and one of them as CSV with a row for each conference."""
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="Tabellen", exact=True).click()
    with page.expect_download() as download:
        page.locator("main a[href*='/conferences.csv']:text-is('CSV')").click()
    rows = list(csv.reader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig"))))
    assert len(rows) > 20


@pytest.mark.parametrize("address", ["/", "/doc/conference-18", "/timeline", "/map", "/search?q=Goettingen", "/sparql"])
def test_page_works_without_scripts(new_page: NewPage, address: str) -> None:
    """A browser without JavaScript shows the same heading, links and words."""
    with_scripts, without = new_page(), new_page(java_script_enabled=False)
    for page in (with_scripts, without):
        page.goto(address)
    assert (
        without.get_by_role("heading", level=1).inner_text()
        == with_scripts.get_by_role("heading", level=1).inner_text()
    )
    assert without.locator("main a[href]").count() > 0


def test_search_works_without_scripts(new_page: NewPage) -> None:
    """The form of the first page searches without JavaScript."""
    page = new_page(java_script_enabled=False)
    page.goto("/")
    page.get_by_role("searchbox").fill("Goettingen")
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("main").get_by_role("link", name="Göttingen", exact=True)).to_be_visible()


def test_example_query_is_run_and_its_csv_downloaded(page: Page) -> None:
    """From the gallery an example is opened, asked as it stands, and its answer arrives as a file with rows."""
    page.goto("/examples")
    example = page.get_by_role("main").locator("section").first
    example.get_by_role("link", name="Im Editor öffnen").click()
    expect(page.get_by_role("textbox", name="Anfrage")).to_have_value(re.compile("SELECT"))
    page.get_by_role("combobox", name="Format").select_option("csv")
    with page.expect_download() as download:
        page.get_by_role("button", name="Fragen").click()
    rows = list(csv.reader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8"))))
    assert len(rows) > 1
