"""axe, in both languages, light and dark, and what can be said beyond it of a phone's width."""

from collections.abc import Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from page_addresses import ADDRESSES, VARIANTS
from playwright.sync_api import Browser, Page, expect
from visits import PATIENCE_MILLISECONDS, Complaints, NewPage

AXE = AXE_FILE_PATH.read_text(encoding="utf-8")
DESK = {"width": 1280, "height": 720}
PHONE = {"width": 360, "height": 740}


def violations(page: Page, **options: Any) -> list[str]:
    """What axe finds wrong in the page as it stands: rule, impact, place and reason."""
    # There is no sound in our pages that axe would have to load first
    found = page.evaluate("options => axe.run({...options, resultTypes: ['violations'], preload: false})", options)
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


class Reader:
    """A visitor with one page for all addresses: a new one for each takes a third more time."""

    def __init__(self, browser: Browser, site: str, language: str) -> None:
        self.complaints = Complaints(site)
        self.context = browser.new_context(base_url=site, locale=language)
        self.context.set_default_timeout(PATIENCE_MILLISECONDS)
        self.complaints.watch(self.context)
        self.page = self.context.new_page()

    def open(self, address: str) -> Page:
        """The page at an address, at a desk and in the light, with no complaints yet."""
        self.complaints.found.clear()
        self.page.set_viewport_size(DESK)
        self.page.emulate_media(color_scheme="light")
        self.page.goto(address)
        return self.page


@pytest.fixture(scope="module")
def readers(browser: Browser, site: str) -> Iterator[dict[str, Reader]]:
    """A visitor for each language."""
    readers = {language: Reader(browser, site, language) for language in ("de", "en")}
    yield readers
    for reader in readers.values():
        reader.context.close()


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("address", [*ADDRESSES, *VARIANTS])
def test_page_has_no_violation(readers: dict[str, Reader], address: str, language: str) -> None:
    """Axe finds no violation of any impact: all rules in the light, contrast in the dark, targets on a phone."""
    page = readers[language].open(address)
    assert page.locator("html").get_attribute("lang") == language
    page.evaluate(AXE)
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, runOnly=["color-contrast", "link-in-text-block"]) == []
    page.set_viewport_size(PHONE)
    assert violations(page, runOnly=["target-size", "scrollable-region-focusable"]) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert readers[language].complaints.found == []


def test_axe_finds_what_is_wrong(new_page: NewPage) -> None:
    """A picture without words and grey on grey are found, so that silence about our pages means something."""
    page = new_page()
    page.set_content("<img src='data:,'><p style='color: #999; background: #aaa'>hardly to be read</p>")
    page.evaluate(AXE)
    found = "".join(violations(page))
    assert "image-alt (critical)" in found
    assert "color-contrast (serious)" in found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_open_suggestions_have_no_violation(new_page: NewPage, scheme: Literal["light", "dark"]) -> None:
    """The list of suggestions, one of them chosen, has no violation either."""
    page = new_page(color_scheme=scheme)
    page.goto("/search")
    page.get_by_role("combobox").press_sequentially("hessen")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.evaluate(AXE)
    assert violations(page) == []


def test_print_leaves_out_what_paper_cannot_do(page: Page) -> None:
    """On paper there is the content without navigation, dark on white whatever the screen's colours are."""
    page.goto("/doc/conference-18")
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("header nav").first).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") in {
        "rgb(255, 255, 255)",
        "rgba(0, 0, 0, 0)",
    }
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"
    assert page.pdf().startswith(b"%PDF")
