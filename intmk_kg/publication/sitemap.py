"""The addresses of all pages for search engines (https://www.sitemaps.org/protocol.html), with true dates of change."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from intmk_kg.release.contents import contents, ledger
from intmk_kg.release.directory import Release
from intmk_kg.settings import Settings

MEDIA_TYPE = "application/xml"
PAGES_PER_FILE = 50_000
"""One file may not have more."""

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(frozen=True)
class Page:
    """A page for people.

    Attributes:
        path: its address from the root.
        modified: when what it shows changed last, or None where no release tells.
    """

    path: str
    modified: str | None


def pages(release: Release, overviews: Iterable[str]) -> tuple[Page, ...]:
    """All pages: the overviews, which change with every release, then one for each thing.

    Args:
        release: what is published.
        overviews: the addresses of pages that are about no single thing.
    """
    known = ledger(release)
    entry = known.entry(release.id)
    issued = entry.issued if entry else None
    things = sorted(contents(release)["things"].items())
    of_things = (Page(f"/doc/{local_id}", known.modified(local_id, digest)) for local_id, digest in things)
    return (*(Page(path, issued) for path in overviews), *of_things)


def sitemap(listed: tuple[Page, ...], settings: Settings, languages: Iterable[str]) -> str:
    """The sitemap of these pages; of more than one file can hold, the index of its files.

    Args:
        listed: all pages.
        settings: the public address.
        languages: in which each page can be had.
    """
    if len(listed) <= PAGES_PER_FILE:
        return sitemap_file(listed, settings, languages)
    count = -(-len(listed) // PAGES_PER_FILE)
    lines = (
        f"  <sitemap><loc>{_address(settings, f'/sitemap-{n}.xml')}</loc></sitemap>\n" for n in range(1, count + 1)
    )
    return f'{_DECLARATION}<sitemapindex xmlns="{_SITEMAP}">\n{"".join(lines)}</sitemapindex>\n'


def sitemap_part(listed: tuple[Page, ...], number: int) -> tuple[Page, ...]:
    """The pages of one file of the index, counted from 1; none where there is no index or no such file."""
    if len(listed) <= PAGES_PER_FILE or number < 1:
        return ()
    return listed[(number - 1) * PAGES_PER_FILE : number * PAGES_PER_FILE]


def sitemap_file(listed: Iterable[Page], settings: Settings, languages: Iterable[str]) -> str:
    """One file of a sitemap; each page tells its other languages."""
    spoken = tuple(languages)
    entries = "".join(line for page in listed for line in _entry(page, settings, spoken))
    return f'{_DECLARATION}<urlset xmlns="{_SITEMAP}" xmlns:xhtml="{_XHTML}">\n{entries}</urlset>\n'


def _entry(page: Page, settings: Settings, languages: tuple[str, ...]) -> Iterator[str]:
    yield f"  <url>\n    <loc>{_address(settings, page.path)}</loc>\n"
    if page.modified:
        yield f"    <lastmod>{escape(page.modified)}</lastmod>\n"
    for language, query in [*((code, f"?lang={code}") for code in languages), ("x-default", "")]:
        href = quoteattr(f"{settings.public_url}{page.path.removeprefix('/')}{query}")
        yield f'    <xhtml:link rel="alternate" hreflang="{language}" href={href}/>\n'
    yield "  </url>\n"


def _address(settings: Settings, path: str) -> str:
    return escape(f"{settings.public_url}{path.removeprefix('/')}")
