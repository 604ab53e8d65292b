"""How to cite a thing as a release has it."""

import re
from dataclasses import dataclass

from intmk_kg.publication.catalog_agents import name
from intmk_kg.publication.triples import by_subject
from intmk_kg.publication.wording import Text, date_in_words
from intmk_kg.release.contents import authored, ledger
from intmk_kg.release.directory import Release
from intmk_kg.release.publication_files import CATALOG
from intmk_kg.settings import Settings

_NOT_IN_KEYS = re.compile(r"[^A-Za-z0-9-]+")
_OF_BIBTEX = str.maketrans({character: f"\\{character}" for character in "{}%&$#_"} | {"\\": r"\textbackslash{}"})


@dataclass(frozen=True)
class Citation:
    """What a citation names.

    Attributes:
        title: the thing.
        whole: the graph that it is from.
        publisher: who publishes it, or "".
        release_id: the release.
        issued: its day as xsd:date; "" where the ledger does not have the release.
        address: the stable address.
    """

    title: Text
    whole: Text
    publisher: str
    release_id: str
    issued: str
    address: str

    def day(self, language: str) -> str:
        """The day of the release in words, or ""."""
        return date_in_words(self.issued, "Day", language) if self.issued else ""

    @property
    def bibtex(self) -> str:
        """An entry for BibTeX."""
        key = _NOT_IN_KEYS.sub("-", f"{self.address.rpartition('/')[2]}-{self.release_id}")
        members = {
            "title": f"{{{_escaped(self.title.value)}}}",
            "howpublished": _escaped(self.whole.value),
            "publisher": _escaped(self.publisher),
            "version": self.release_id,
            "year": self.issued[:4],
            "url": self.address,
        }
        lines = [f"  {name} = {{{value}}}," for name, value in members.items() if value]
        return "\n".join([f"@misc{{{key},", *lines, "}"])


def citation(release: Release, settings: Settings, iri: str, title: Text, whole: Text) -> Citation:
    """How to cite a thing, or the whole graph, as a release has it.

    Args:
        release: as which it is cited.
        settings: who publishes; else as the project's catalogue says.
        iri: the stable address.
        title: what it is called.
        whole: what the graph is called.
    """
    described = by_subject(authored(release, CATALOG))
    publisher = name(settings, described, f"{settings.base_iri}catalog")
    return Citation(title, whole, publisher, release.id, issued_on(release), iri)


def issued_on(release: Release) -> str:
    """The day of a release as xsd:date; "" where the ledger does not have it."""
    entry = ledger(release).entry(release.id)
    return entry.issued[:10] if entry else ""


def _escaped(text: str) -> str:
    return text.translate(_OF_BIBTEX)
