"""The changes between releases as a feed: Atom (RFC 4287)."""

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from intmk_kg.engine.interface import EntityReader
from intmk_kg.publication.calendar_revisions import NEVER_RELEASED
from intmk_kg.publication.wording import label_of
from intmk_kg.release.contents import ledger
from intmk_kg.release.directory import Release
from intmk_kg.release.ledger import Entry, Ledger
from intmk_kg.settings import Settings

MEDIA_TYPE = "application/atom+xml"

_ATOM = "http://www.w3.org/2005/Atom"
_XHTML = "http://www.w3.org/1999/xhtml"
_ENTRIES = 50
_THINGS_NAMED = 100
_WORDS = {
    "de": {
        "title": "Änderungen: {name}",
        "release": "Datenstand {number}",
        "first": "Der erste Datenstand.",
        "datasets": "Geänderte Datensätze",
        "added": "Neu ({count})",
        "changed": "Geändert ({count})",
        "removed": "Entfernt ({count})",
        "successor": "jetzt",
        "more": "und {count} weitere",
    },
    "en": {
        "title": "Changes: {name}",
        "release": "Release {number}",
        "first": "The first release.",
        "datasets": "Changed datasets",
        "added": "New ({count})",
        "changed": "Changed ({count})",
        "removed": "Removed ({count})",
        "successor": "now",
        "more": "and {count} more",
    },
}


def feed(release: Release, reader: EntityReader, settings: Settings, language: str) -> bytes:
    """The releases in the ledger, the latest first, each with what changed (https://www.rfc-editor.org/rfc/rfc4287).

    Args:
        release: what is published; it holds the ledger.
        reader: is asked for labels.
        settings: the addresses.
        language: of the words.
    """
    written = _Feed(ledger(release), reader, settings, language)
    return _xml(written.element())


class _Feed:
    """A feed in one language."""

    def __init__(self, known: Ledger, reader: EntityReader, settings: Settings, language: str) -> None:
        self._ledger = known
        self._reader = reader
        self._settings = settings
        self._language = language
        self._words = _WORDS[language]

    def element(self) -> Element:
        about = f"{self._settings.base_iri}id/dataset"
        name = label_of(about, self._reader.labels(frozenset({about})), self._language).value
        feed = Element("feed", {"xmlns": _ATOM, "xml:lang": self._language})
        _add(feed, "id", f"{self._settings.base_iri}releases")
        _add(feed, "title", self._words["title"].format(name=name))
        _add(feed, "updated", self._ledger.last.issued if self._ledger.last else NEVER_RELEASED)
        _add(SubElement(feed, "author"), "name", name)
        address = f"{self._settings.public_url}feed.atom?lang={self._language}"
        SubElement(feed, "link", rel="self", type=MEDIA_TYPE, href=address)
        SubElement(feed, "link", rel="alternate", type="text/html", href=self._settings.public_url)
        for entry in list(reversed(self._ledger.entries))[:_ENTRIES]:
            feed.append(self._entry(entry))
        return feed

    def _entry(self, entry: Entry) -> Element:
        element = Element("entry")
        _add(element, "id", f"{self._settings.base_iri}releases#{entry.number}")
        _add(element, "title", self._words["release"].format(number=entry.number))
        _add(element, "published", entry.issued)
        _add(element, "updated", entry.issued)
        SubElement(element, "link", rel="alternate", type="text/html", href=self._page("dataset"))
        content = SubElement(element, "content", type="xhtml")
        division = SubElement(content, "div", xmlns=_XHTML)
        if entry.number == 1:
            _add(division, "p", self._words["first"])
        for heading, iris in self._changes(entry):
            if iris:
                self._list(division, heading, iris)
        return element

    def _changes(self, entry: Entry) -> Iterator[tuple[str, list[str]]]:
        """What changed with a release; of things only what no later release changed again."""
        things, namespace = self._ledger.things.items(), f"{self._settings.base_iri}id/"
        yield "datasets", sorted(iri for iri, state in entry.datasets.items() if state.modified == entry.issued)
        if entry.number > 1:
            yield "added", sorted(f"{namespace}{name}" for name, state in things if state.added == entry.issued)
            yield "changed", sorted(f"{namespace}{n}" for n, s in things if s.added < s.modified == entry.issued)
        removals = self._ledger.removals.items()
        yield "removed", sorted(iri for iri, removal in removals if removal.removed == entry.issued)

    def _list(self, division: Element, heading: str, iris: list[str]) -> None:
        _add(division, "h3", self._words[heading].format(count=len(iris)))
        listed = SubElement(division, "ul")
        shown = iris[:_THINGS_NAMED]
        successors = {iri: successor for iri in shown if (successor := self._ledger.successor(iri))}
        labels = self._reader.labels(frozenset({*shown, *successors.values()}))
        for iri in shown:
            item = SubElement(listed, "li")
            self._link(item, iri, labels)
            if iri in successors:
                item[-1].tail = f" → {self._words['successor']} "
                self._link(item, successors[iri], labels)
        if len(iris) > len(shown):
            _add(listed, "li", self._words["more"].format(count=len(iris) - len(shown)))

    def _link(self, item: Element, iri: str, labels: Mapping[str, Mapping[str, str]]) -> None:
        local_id = iri.removeprefix(f"{self._settings.base_iri}id/")
        link = SubElement(item, "a", href=self._page(local_id))
        link.text = label_of(iri, labels, self._language).value

    def _page(self, local_id: str) -> str:
        return f"{self._settings.public_url}doc/{local_id}"


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _xml(element: Element) -> bytes:
    indent(element)
    return bytes(tostring(element, encoding="utf-8", xml_declaration=True)) + b"\n"
