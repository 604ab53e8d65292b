"""axe, in both languages, light and dark, and what can be said beyond it of a phone's width."""

from itertools import product
from typing import Any, Literal

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from conftest import NewPage
from page_addresses import ADDRESSES, VARIANTS
from playwright.sync_api import Page, expect

AXE = AXE_FILE_PATH.read_text(encoding="utf-8")
PHONE = {"width": 360, "height": 740}


def violations(page: Page, **options: Any) -> list[str]:
    """What axe finds wrong in the page as it stands: rule, impact, place and reason."""
    found = page.evaluate("options => axe.run({...options, resultTypes: ['violations']})", options)
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize(
    ("address", "language"), [*product(ADDRESSES, ("de", "en")), *((variant, "de") for variant in VARIANTS)]
)
def test_page_has_no_violation(new_page: NewPage, address: str, language: str) -> None:
    """Axe finds no violation of any impact: all rules in the light, contrast in the dark, targets on a phone."""
    page = new_page(locale=language, color_scheme="light")
    page.goto(address)
    assert page.locator("html").get_attribute("lang") == language
    page.evaluate(AXE)
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, runOnly=["color-contrast", "link-in-text-block"]) == []
    page.set_viewport_size(PHONE)
    assert violations(page, runOnly=["target-size", "scrollable-region-focusable"]) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


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
