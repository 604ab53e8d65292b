"""Words on a page: with the language that they are in, where it is not the page's, and linked to what they name.

Most of a page is made of these, so they are functions: macros of templates cost five times as much.
"""

from collections.abc import Iterable

from markupsafe import Markup, escape

from intmk_kg.publication.entity import Link
from intmk_kg.publication.long_words import with_soft_hyphens
from intmk_kg.publication.wording import Text
from intmk_kg.web.addresses import local_path, relative


class LinkedWords:
    """The words and links of one page.

    Args:
        page: its path.
        language: that it is in.
        asked_language: that the reader asked for, or None; links keep it.
        base_iri: the beginning of our IRIs.
    """

    def __init__(self, page: str, language: str, asked_language: str | None, base_iri: str) -> None:
        self._page = page
        self._thing = page.removesuffix(".html")
        self._language = language
        self._parameter = f"lang={asked_language}" if asked_language else ""
        self._base_iri = base_iri

    def words(self, text: Text | str) -> Markup:
        """Words, marked with their language where it is not the page's."""
        if isinstance(text, str):
            return escape(text)
        if text.language in ("", self._language):
            return escape(text.value)
        return Markup('<span lang="{}">{}</span>').format(text.language, text.value)

    def headline(self, text: Text) -> Markup:
        """Words in large letters, whose long ones may be parted on a narrow screen."""
        return self.words(Text(with_soft_hyphens(text.value), text.language))

    def iri(self, link: Link) -> Markup:
        """Words that lead to what an IRI names."""
        return self.linked(link.iri, link.text)

    def linked(self, iri: str, text: Text | str) -> Markup:
        """Words that lead to what an IRI names; only web addresses become links, and the page itself is marked."""
        words = self.words(text)
        path = local_path(iri, self._base_iri)
        if path:
            current = ' aria-current="page"' if path == self._thing else ""
            return Markup(f'<a href="{escape(self.link(path))}"{current}>{words}</a>')  # noqa: S704 - both are escaped
        if iri.startswith(("http://", "https://")):
            return Markup(f'<a href="{escape(iri)}" rel="external">{words}</a>')  # noqa: S704 - both are escaped
        return words

    def things(self, links: Iterable[Link]) -> Markup:
        """Several of them, with commas."""
        return Markup(", ").join(map(self.iri, links))

    def link(self, target: str) -> str:
        """The link to another page, in the language that the reader asked for."""
        path, hash_, fragment = target.partition("#")
        if self._parameter:
            path += ("&" if "?" in path else "?") + self._parameter
        return relative(path + hash_ + fragment, self._page)

    def iri_link(self, iri: str) -> str:
        """The link to what an IRI names: local where it is ours, the IRI where it is a web address, else nothing."""
        path = local_path(iri, self._base_iri)
        if path:
            return self.link(path)
        return iri if iri.startswith(("http://", "https://")) else ""

    def language_attribute(self, text: Text) -> Markup:
        """` lang="…"` for words that are not in the page's language."""
        return Markup(' lang="{}"').format(text.language) if text.language not in ("", self._language) else Markup("")
