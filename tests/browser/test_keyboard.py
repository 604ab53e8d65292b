"""Everything without a mouse: what the keyboard reaches, in which order, and that one sees where one is."""

import re

import pytest
from playwright.sync_api import Page, expect

FOCUSED = "document.activeElement"
# What the Tab key must stop at, as a browser without a script sees it
STOPS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"


def tab_to(page: Page, described: str, most: int = 200) -> None:
    """Press Tab until the focus is on the element that the words or the expression describe."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if re.fullmatch(described, page.evaluate(f"({FOCUSED}.ariaLabel || {FOCUSED}.textContent).trim()")):
            return
    raise AssertionError(f"Tab does not reach {described}")


def test_first_stop_skips_to_the_content(page: Page) -> None:
    """The first Tab shows the link past the navigation; what comes after it lies in the content."""
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(f"document.querySelector('main').contains({FOCUSED})")


def test_source_document_is_reached_by_keyboard(page: Page) -> None:
    """From the first page to the document behind a statement of the 18th conference, with Tab and Enter alone."""
    page.goto("/")
    tab_to(page, r"18\. IntMK")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("18. IntMK")
    tab_to(page, r".*\d+ Quellen?")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/doc/doc-"))


def test_suggestions_are_chosen_by_keyboard(page: Page) -> None:
    """Arrow keys go through the suggestions, Escape closes them and keeps the text, Enter opens the chosen one."""
    page.goto("/search")
    field = page.get_by_role("combobox")
    field.focus()
    page.keyboard.type("goett")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(field).to_have_value("goett")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Göttingen")


def test_language_is_changed_by_keyboard(page: Page) -> None:
    """The language switch is reached with Tab and follows Enter."""
    page.goto("/doc/land-he")
    tab_to(page, "English")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hesse")


@pytest.mark.parametrize("address", ["/", "/doc/conference-18", "/timeline", "/map", "/search?q=Hessen", "/sparql"])
def test_tab_stops_at_everything_and_shows_it(page: Page, address: str) -> None:
    """Tab stops at each link and control in the order of the page, each stop is visible and marked, and Tab leaves."""
    page.goto(address)
    wanted = page.evaluate(
        """stops => [...document.querySelectorAll(stops)].filter(e => e.checkVisibility({visibilityProperty: true}))
        .map((e, place) => { e.dataset.place = place; return place; })""",
        STOPS,
    )
    reached = []
    for _ in wanted:
        page.keyboard.press("Tab")
        place, marked = page.evaluate(
            f"""(() => {{ const e = {FOCUSED}, style = getComputedStyle(e);
            const outline = style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth);
            return [Number(e.dataset.place ?? -1), outline >= 2]; }})()"""
        )
        assert marked, page.evaluate(f"{FOCUSED}.outerHTML")
        reached.append(place)
    assert reached == wanted
