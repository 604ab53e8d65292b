"""The datasets of a release with what is known of them: title, size, days covered, and when they changed."""

from collections.abc import Mapping
from dataclasses import dataclass

from intmk_kg.publication.triples import Described, by_subject, literals
from intmk_kg.release.contents import authored, contents, ledger
from intmk_kg.release.directory import Release
from intmk_kg.release.publication_files import CATALOG


@dataclass(frozen=True)
class Dataset:
    """A dataset as it is in a release.

    Attributes:
        iri: its name for ever.
        stem: what the names of its files begin with.
        titles: its title by language.
        things: how many things it is about.
        triples: how many statements its Turtle file holds.
        start: the first day that it covers, or "".
        end: the last day that it covers, or "".
        issued: when it was first released, as xsd:dateTime, or None before that.
        modified: when it was last changed and released, as xsd:dateTime, or None before the first release.
        is_recorded: whether it still is what was released then; else it holds changes that no release has recorded.
    """

    iri: str
    stem: str
    titles: Mapping[str, str]
    things: int
    triples: int
    start: str
    end: str
    issued: str | None
    modified: str | None
    is_recorded: bool

    @property
    def local_id(self) -> str:
        """The last part of its IRI."""
        return self.iri.rpartition("/")[2]


def datasets(release: Release) -> tuple[Dataset, ...]:
    """The datasets of a release, sorted by IRI; none where the project has no catalogue."""
    described, recorded = catalog_description(release), ledger(release)
    found = []
    for facts in contents(release)["datasets"]:
        iri = facts["iri"]
        state = recorded.dataset(iri, release.id)
        found.append(
            Dataset(
                iri=iri,
                stem=facts["stem"],
                titles=literals(described[iri], "dct:title"),
                things=facts["things"],
                triples=facts["triples"],
                start=facts["coverage"].get("start", ""),
                end=facts["coverage"].get("end", ""),
                issued=next((entry.issued for entry in recorded.entries if iri in entry.datasets), None),
                modified=state.modified if state else None,
                is_recorded=state is not None and state.sha256 == facts["sha256"],
            )
        )
    return tuple(found)


def catalog_description(release: Release) -> Described:
    """What the project's data/catalog.ttl says, by subject."""
    return by_subject(authored(release, CATALOG))
