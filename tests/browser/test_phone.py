"""What a phone shows can be read: names on the map, long words, and where one is."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect
from visits import NewPage

PHONE = {"width": 390, "height": 844}
SMALLEST_PIXELS = 11.5


@pytest.fixture
def phone(new_page: NewPage) -> Page:
    """A page on a phone."""
    return new_page(viewport=PHONE)


def test_names_on_the_map_can_be_read(phone: Page) -> None:
    """The names are as large as small print, none lies upon another, and none leaves the map."""
    phone.goto("/map")
    scale = phone.evaluate("(map => map.clientWidth / map.viewBox.baseVal.width)(document.querySelector('svg.map'))")
    names = phone.evaluate(
        """() => [...document.querySelectorAll('svg.map text')].filter(name => name.checkVisibility())
        .map(name => [parseFloat(getComputedStyle(name).fontSize), name.getBoundingClientRect().toJSON()])"""
    )
    assert len(names) > 15
    frame = phone.locator("svg.map").bounding_box()
    assert frame is not None
    for size, box in names:
        assert size * scale >= SMALLEST_PIXELS
        assert frame["x"] <= box["left"] <= box["right"] <= frame["x"] + frame["width"]
    boxes = [box for _, box in names]
    # The box of a text is higher than its letters
    upon = [
        (one, other)
        for place, one in enumerate(boxes)
        for other in boxes[:place]
        if min(one["right"], other["right"]) > max(one["left"], other["left"])
        and min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) > one["height"] / 3
    ]
    assert upon == []


def test_long_words_are_parted_where_they_may_be(new_page: NewPage) -> None:
    """On the narrowest screen the name of the site ends a line with a hyphen between its parts, not within one."""
    page = new_page(viewport={"width": 320, "height": 700})
    page.goto("/")
    lines = page.evaluate(
        """() => { const text = document.querySelector('h1').firstChild, range = document.createRange(), lines = {};
        [...text.data].forEach((letter, place) => { range.setStart(text, place); range.setEnd(text, place + 1);
          const top = Math.round([...range.getClientRects()].at(-1)?.top ?? 0);
          lines[top] = (lines[top] ?? '') + letter; });
        return Object.values(lines); }"""
    )
    parts = [line.replace("\N{SOFT HYPHEN}", "").strip() for line in lines]
    assert len(parts) > 1
    assert any(re.search("Integrations(minister)?$", part) for part in parts), parts


def test_link_to_the_page_itself_is_marked(phone: Page) -> None:
    """Among the names of a ministry its own is no link to follow, and says that it is the page."""
    phone.goto("/doc/ministry-he-1")
    current = phone.locator("main [aria-current=page]")
    expect(current).to_have_text(phone.get_by_role("heading", level=1).inner_text())
    expect(current).to_have_css("text-decoration-line", "none")


def test_names_on_the_timeline_stay_on_the_screen(phone: Page) -> None:
    """No name in the timeline ends beyond the edge of the screen, and its headings keep apart."""
    phone.goto("/timeline?lang=en")
    ends = phone.evaluate(
        """() => [...document.querySelectorAll('svg.timeline text')].filter(name => name.checkVisibility())
        .map(name => name.getBoundingClientRect().right)"""
    )
    assert max(ends) <= PHONE["width"]
    lanes = phone.evaluate(
        "[...document.querySelectorAll('.lanes span')].map(lane => lane.getBoundingClientRect().toJSON())"
    )
    assert all(one["right"] < other["left"] for one, other in pairwise(lanes))
