"""The query editor in a real browser, under the policy that forbids inline code, with no request to another host."""

import pytest
from conftest import NewPage
from playwright.sync_api import Page, expect

from intmk_kg.web.assets import has_asset

pytestmark = pytest.mark.skipif(not has_asset("editor.js"), reason="the editor is not built; `make assets` does it")
EDITOR = "#editor .tabPanel.active"


def opened(page: Page, address: str) -> Page:
    """The page with the editor open."""
    page.goto(address)
    page.get_by_role("button", name="Open the editor").click()
    expect(page.locator(f"{EDITOR} .CodeMirror")).to_be_visible()
    return page


def written(page: Page) -> str:
    """The query in the editor."""
    return str(page.locator(f"{EDITOR} .CodeMirror").evaluate("editor => editor.CodeMirror.getValue()"))


def test_example_is_asked_and_shown_as_table_chart_and_csv(new_page: NewPage) -> None:
    """The example stands in the editor with its prefixes declared; its answer is a table, a chart and a CSV."""
    page = opened(new_page(locale="en"), "/sparql?example=presidencies-per-land")
    assert written(page).startswith("PREFIX intmk: <https://w3id.org/intmk/def#>")
    page.locator(f"{EDITOR} .yasqe_queryButton").click()
    expect(page.locator(f"{EDITOR} .yasr_results tbody tr")).to_have_count(16)
    with page.expect_download() as download:
        page.locator(f"{EDITOR} .yasr_downloadIcon").click()
    assert "Niedersachsen,2" in download.value.path().read_text(encoding="utf-8").replace('"', "")
    page.locator(f"{EDITOR} .select_bars").click()
    expect(page.locator(f"{EDITOR} .bars rect")).to_have_count(16)


def test_terms_of_the_vocabulary_are_completed(new_page: NewPage) -> None:
    """After the beginning of a term the whole of it is offered, and taken by Enter."""
    page = opened(new_page(locale="en"), "/sparql")
    page.locator(f"{EDITOR} .CodeMirror").click()
    page.keyboard.press("Control+End")
    page.keyboard.type("\nintmk:MainC")
    expect(page.locator(".CodeMirror-hint")).to_have_text(["intmk:MainConference"])
    page.keyboard.press("Enter")
    assert written(page).rstrip().endswith("intmk:MainConference")


def test_link_carries_the_query(new_page: NewPage) -> None:
    """An address with a query behind `#query=` opens the editor with it and asks it."""
    page = new_page(locale="en")
    page.goto("/sparql#query=SELECT%20%3Fs%20%7B%20%3Fs%20a%20intmk%3ALand%20%7D")
    expect(page.locator(f"{EDITOR} .yasr_results tbody tr")).to_have_count(16)
    assert "?s a intmk:Land" in written(page)


def test_form_asks_without_script(new_page: NewPage) -> None:
    """Without script the button is not there and the form is."""
    page = new_page(locale="en", java_script_enabled=False)
    page.goto("/sparql?example=tallies")
    expect(page.locator("#open-editor")).to_be_hidden()
    assert "intmk:votesFor" in page.get_by_label("Query").input_value()
