"""What search engines read first: which pages there are, and what robots may read."""

from flask import Blueprint, Response

from intmk_kg.publication.robots import robots
from intmk_kg.publication.sitemap import MEDIA_TYPE, Page, pages, sitemap, sitemap_file, sitemap_part
from intmk_kg.release.contents import contents
from intmk_kg.web.answers import answer
from intmk_kg.web.dating import dated
from intmk_kg.web.language import LANGUAGES
from intmk_kg.web.problems import NotFound
from intmk_kg.web.site import site
from intmk_kg.web.whole_release import require_whole_release

routes = Blueprint("sitemap", __name__)
routes.before_request(require_whole_release)

OVERVIEWS = (
    "/", "/timeline", "/map", "/resolutions", "/resolutions/topics", "/contradictions", "/queries/", "/examples",
    "/tables/", "/def", "/shapes", "/-/validation", "/use", "/about", "/imprint", "/licence",
)  # fmt: skip
_OF_DATASETS = ("/catalog", "/dumps/latest/")


@routes.get("/sitemap.xml")
def show_sitemap() -> Response:
    """All pages, or the index of the files that list them."""
    return dated(answer(MEDIA_TYPE, lambda: sitemap(_pages(), site().settings, LANGUAGES)))


@routes.get("/sitemap-<int:number>.xml")
def show_sitemap_file(number: int) -> Response:
    """One of the files that the index names."""
    part = sitemap_part(_pages(), number)
    if not part:
        raise NotFound
    return dated(answer(MEDIA_TYPE, lambda: sitemap_file(part, site().settings, LANGUAGES)))


@routes.get("/robots.txt")
def show_robots() -> Response:
    """What robots may read."""
    return answer("text/plain", lambda: robots(site().settings))


def _pages() -> tuple[Page, ...]:
    has_datasets = bool(contents(site().release)["datasets"])
    return pages(site().release, OVERVIEWS + (_OF_DATASETS if has_datasets else ()))
