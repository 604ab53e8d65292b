"""Pictures of the main pages, at a desk and on a phone, for people to look at: build/screenshots/."""

from pathlib import Path

import pytest
from visits import NewPage

from intmk_kg.project import Project

SHOTS = {
    "home": "/",
    "conference": "/doc/conference-18",
    "land": "/doc/land-he",
    "timeline": "/timeline",
    "map": "/map",
    "search": "/search?q=Goettingen",
    "editor": "/sparql",
}
SIZES = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
LARGEST_BYTES = 200_000


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", SHOTS)
def test_page_is_photographed(new_page: NewPage, screenshots: Path, name: str, size: str) -> None:
    """The picture of a page is written and not empty; nothing on it is wider than the screen."""
    page = new_page(viewport=SIZES[size], locale="de")
    page.goto(SHOTS[name])
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]
    picture = screenshots / f"{name}-{size}.png"
    page.screenshot(path=picture)
    assert picture.stat().st_size > 10_000


def test_pictures_of_the_readme_are_small(project: Project) -> None:
    """The README shows two pictures, each under 200 kB."""
    shown = sorted((project.root / "docs" / "images").glob("*.png"))
    assert len(shown) == 2
    readme = (project.root / "README.md").read_text(encoding="utf-8")
    for picture in shown:
        assert f"docs/images/{picture.name}" in readme
        assert picture.stat().st_size < LARGEST_BYTES
