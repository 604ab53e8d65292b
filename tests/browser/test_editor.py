"""The query editor: asked, charted, downloaded, linked to, and used without a mouse."""

import csv
import io
import re
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect
from test_accessibility import AXE, PHONE, violations
from test_screenshots import SIZES
from visits import NewPage

from intmk_kg.web.editor_words import editor_words

BUILT = Path(__file__).parents[2] / "intmk_kg" / "web" / "built" / "editor.js"

# What the editor says to its users: text and names, without what the graph answers
SAID = """() => [...document.querySelectorAll('#editor *')]
  .filter(element => !element.closest('.CodeMirror, tbody, th'))
  .flatMap(element => [...['title', 'aria-label', 'placeholder'].map(name => element.getAttribute(name)),
    ...[...element.childNodes].filter(node => node.nodeType === 3).map(node => node.data)])
  .map(text => (text ?? '').trim()).filter(Boolean)"""

pytestmark = pytest.mark.skipif(not BUILT.exists(), reason="the query editor is not built (make assets)")


def open_editor(page: Page, address: str = "/sparql") -> None:
    """Open the page and the editor in it."""
    page.goto(address)
    page.get_by_role("button", name=re.compile("Editor öffnen|Open the editor")).click()
    expect(page.locator(".yasqe .CodeMirror")).to_be_visible()


def ask(page: Page) -> None:
    """Ask the query that stands there and wait for the table."""
    page.get_by_role("button", name=re.compile("Anfrage stellen|Run query")).click()
    expect(page.locator(".yasr table tbody tr").first).to_be_visible()


def test_example_is_asked_and_its_csv_downloaded(page: Page) -> None:
    """An example of the gallery is run in the editor, and its answer arrives as CSV, a row for each in the table."""
    page.goto("/examples")
    page.get_by_role("link", name="Im Editor öffnen").first.click()
    open_editor(page, page.url)
    ask(page)
    shown = page.locator(".yasr table tbody tr").count()
    with page.expect_download() as download:
        page.get_by_role("button", name="Ergebnis herunterladen").click()
    rows = list(csv.reader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8"))))
    assert len(rows) == shown + 1


def test_answer_is_shown_as_chart(page: Page) -> None:
    """An answer with numbers has a chart of bars."""
    open_editor(page)
    ask(page)
    page.get_by_role("button", name=re.compile("Diagramm")).click()
    expect(page.locator(".yasr svg.bars rect").first).to_be_visible()


def test_query_completes_terms_of_our_vocabulary(page: Page) -> None:
    """Ctrl+Space after the beginning of a class offers our classes."""
    open_editor(page)
    page.locator(".yasqe .CodeMirror").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("PREFIX intmk: <https://w3id.org/intmk/def#> SELECT * WHERE { ?thing a intmk:Conf")
    page.keyboard.press("Control+Space")
    expect(page.locator(".CodeMirror-hints li").first).to_contain_text("Conference")


def test_link_carries_the_query(page: Page) -> None:
    """Whoever opens an address with a query in it sees this query in the editor."""
    page.goto("/sparql#query=SELECT%20%3Fcarried%20WHERE%20%7B%20%3Fcarried%20%3Fp%20%3Fo%20%7D%20LIMIT%201")
    expect(page.locator(".yasqe .CodeMirror-code").first).to_contain_text("?carried")
    ask(page)


def test_editor_is_used_by_keyboard(page: Page) -> None:
    """Opened with Enter, asked with Ctrl+Enter, and Tab leaves the field for the query."""
    page.goto("/sparql")
    page.get_by_role("button", name="Editor öffnen").focus()
    page.keyboard.press("Enter")
    field = page.locator(".yasqe .CodeMirror textarea")
    expect(field).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".yasr table tbody tr").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(field).not_to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(field).to_be_focused()


@pytest.mark.parametrize("language", ["de", "en"])
def test_editor_with_an_answer_has_no_violation(new_page: NewPage, language: str) -> None:
    """Axe finds no violation in the editor with an answer, light and dark; it is no wider than a phone."""
    page = new_page(locale=language, color_scheme="light")
    open_editor(page)
    ask(page)
    page.evaluate(AXE)
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, runOnly=["color-contrast"]) == []
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_editor_speaks_german_on_a_german_page(page: Page) -> None:
    """Of the English words of its packages none is left: in the table, its controls, the raw answer, a tab's menu."""
    open_editor(page)
    ask(page)
    said = set(page.evaluate(SAID))
    page.get_by_role("button", name=re.compile("Antwort")).click()
    page.locator(".tabsList .tab.active").click(button="right")
    expect(page.get_by_text("Reiter umbenennen")).to_be_visible()
    said |= set(page.evaluate(SAID))
    english, german = set(editor_words("de")), set(editor_words("de").values())
    assert said & english == set()
    assert len(said & german) > 12
    assert any(re.fullmatch(r"20 Ergebnisse in 0,\d+ Sekunden?", text) for text in said)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_editor_has_the_colours_of_the_page(new_page: NewPage, scheme: Literal["light", "dark"]) -> None:
    """The field for the query stands on the page's own ground, light or dark."""
    page = new_page(color_scheme=scheme)
    open_editor(page)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert page.evaluate("getComputedStyle(document.querySelector('.yasqe .CodeMirror')).backgroundColor") == ground


@pytest.mark.parametrize("size", SIZES)
def test_editor_is_photographed(new_page: NewPage, screenshots: Path, size: str) -> None:
    """The open editor with an answer, at a desk and, in the dark, on a phone."""
    page = new_page(viewport=SIZES[size], color_scheme="dark" if size == "phone" else "light")
    open_editor(page)
    ask(page)
    picture = screenshots / f"editor-open-{size}.png"
    page.screenshot(path=picture)
    assert picture.stat().st_size > 10_000
