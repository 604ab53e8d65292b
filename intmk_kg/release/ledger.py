"""The ledger: which releases there were, when each dataset and each thing last changed, and what is gone.

It is written by `intmk-kg release` and kept in git, so that dates are true without a clock and without git's history:
data/releases.ttl has the releases and what was removed, data/releases.csv one line for each thing.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from intmk_kg.errors import DataError
from intmk_kg.graph.serialization import format_trig
from intmk_kg.vocabulary.prefixes import BASE, PREFIXES

RELEASES = "releases.ttl"
THINGS = "releases.csv"
LEDGER_FILES = (RELEASES, THINGS)

_ENTRY = f"{BASE}releases#"
_IDENTIFIER = PREFIXES["dct"] + "identifier"
_ISSUED = PREFIXES["dct"] + "issued"
_MODIFIED = PREFIXES["dct"] + "modified"
_PART_OF = PREFIXES["dct"] + "isPartOf"
_DATASET = PREFIXES["dct"] + "isVersionOf"
_SUCCESSOR = PREFIXES["dct"] + "isReplacedBy"
_SHA256 = PREFIXES["intmk"] + "sha256"
_REMOVED = PREFIXES["prov"] + "invalidatedAtTime"
_COLUMNS = ["thing", "sha256", "added", "modified"]


@dataclass(frozen=True)
class State:
    """What a dataset or a thing was at a release.

    Attributes:
        sha256: the digest of what is said, as hex digits; of a thing only the first 16.
        modified: the moment of the release that changed it last, as xsd:dateTime in UTC.
        added: the moment of the release that had it first; "" for a dataset.
    """

    sha256: str
    modified: str
    added: str = ""


@dataclass(frozen=True)
class Entry:
    """One release.

    Attributes:
        number: its place in the ledger, from 1 on.
        release_id: what was released; two entries share an id where data went back to an earlier state.
        issued: the moment of the release, as xsd:dateTime in UTC.
        datasets: by IRI, each dataset as it was then.
    """

    number: int
    release_id: str
    issued: str
    datasets: Mapping[str, State]


@dataclass(frozen=True)
class Removal:
    """A thing that an earlier release had.

    Attributes:
        iri: the thing.
        removed: the moment of the first release without it.
        successor: the IRI of what took its place, or None.
    """

    iri: str
    removed: str
    successor: str | None = None


@dataclass(frozen=True)
class Ledger:
    """The whole ledger.

    Attributes:
        entries: the releases, the oldest first.
        removals: by IRI, what is gone.
        things: by local id, each thing as it was at the last release.
    """

    entries: tuple[Entry, ...] = ()
    removals: Mapping[str, Removal] = field(default_factory=dict)
    things: Mapping[str, State] = field(default_factory=dict)

    @property
    def last(self) -> Entry | None:
        """The latest release, or None before the first."""
        return self.entries[-1] if self.entries else None

    def entry(self, release_id: str) -> Entry | None:
        """The latest entry for what has this id, or None where it was never released."""
        return next((entry for entry in reversed(self.entries) if entry.release_id == release_id), None)

    def dataset(self, iri: str, release_id: str) -> State | None:
        """A dataset as it was released: at the release with this id, else at the last one."""
        entry = self.entry(release_id) or self.last
        return entry.datasets.get(iri) if entry else None

    def modified(self, local_id: str, sha256: str) -> str | None:
        """When the thing came to be as it is now, or None where that state was never released."""
        state = self.things.get(local_id)
        return state.modified if state and state.sha256 == sha256 else None

    def successor(self, iri: str) -> str | None:
        """What took the place of a removed thing in the end, or None."""
        passed = set()
        while iri in self.removals and iri not in passed:
            passed.add(iri)
            following = self.removals[iri].successor
            if following is None:
                return None
            iri = following
        return iri if passed and iri not in self.removals else None


def parse_ledger(texts: Mapping[str, bytes]) -> Ledger:
    """The ledger in its two files, by name; without them the empty ledger.

    Raises:
        DataError: a file lacks something.
    """
    about: dict[str, dict[str, list[str]]] = {}
    for quad in ox.parse(texts.get(RELEASES, b""), format=ox.RdfFormat.TURTLE):
        about.setdefault(_text(quad.subject), {}).setdefault(quad.predicate.value, []).append(_text(quad.object))
    try:
        return Ledger(_entries(about), _removals(about), _things(texts.get(THINGS, b"")))
    except (KeyError, ValueError, IndexError) as error:
        raise DataError(f"data/{RELEASES} or data/{THINGS} is damaged ({error!r}); `git checkout` the two") from error


def ledger_texts(ledger: Ledger) -> dict[str, bytes]:
    """The two files of a ledger, by name: the same bytes for the same ledger."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(_COLUMNS)
    rows.writerows((name, s.sha256, s.added, s.modified) for name, s in sorted(ledger.things.items()))
    return {RELEASES: format_trig(_quads(ledger), PREFIXES).encode(), THINGS: written.getvalue().encode()}


def _entries(about: Mapping[str, Mapping[str, list[str]]]) -> tuple[Entry, ...]:
    datasets: dict[str, dict[str, State]] = {}
    for node in about.values():
        if _DATASET in node:
            state = State(node[_SHA256][0], node[_MODIFIED][0])
            datasets.setdefault(node[_PART_OF][0], {})[node[_DATASET][0]] = state
    entries = (
        Entry(int(iri.removeprefix(_ENTRY)), node[_IDENTIFIER][0], node[_ISSUED][0], datasets.get(iri, {}))
        for iri, node in about.items()
        if _ISSUED in node
    )
    return tuple(sorted(entries, key=lambda entry: entry.number))


def _removals(about: Mapping[str, Mapping[str, list[str]]]) -> dict[str, Removal]:
    return {
        iri: Removal(iri, node[_REMOVED][0], next(iter(node.get(_SUCCESSOR, [])), None))
        for iri, node in about.items()
        if _REMOVED in node
    }


def _things(text: bytes) -> dict[str, State]:
    rows = csv.DictReader(io.StringIO(text.decode()))
    return {row["thing"]: State(row["sha256"], row["modified"], row["added"]) for row in rows}


def _quads(ledger: Ledger) -> list[ox.Quad]:
    quads = []
    for entry in ledger.entries:
        release = f"{_ENTRY}{entry.number}"
        quads += [_literal(release, _IDENTIFIER, entry.release_id), _moment(release, _ISSUED, entry.issued)]
        for iri, state in entry.datasets.items():
            node = f"{release}-{iri.rpartition('/')[2]}"
            quads += [_link(node, _PART_OF, release), _link(node, _DATASET, iri)]
            quads += [_literal(node, _SHA256, state.sha256), _moment(node, _MODIFIED, state.modified)]
    for removal in ledger.removals.values():
        quads.append(_moment(removal.iri, _REMOVED, removal.removed))
        quads += [_link(removal.iri, _SUCCESSOR, removal.successor)] if removal.successor else []
    return quads


def _link(subject: str, predicate: str, value: str) -> ox.Quad:
    return ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), ox.NamedNode(value))


def _literal(subject: str, predicate: str, value: str) -> ox.Quad:
    return ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), ox.Literal(value))


def _moment(subject: str, predicate: str, value: str) -> ox.Quad:
    datatype = ox.NamedNode(PREFIXES["xsd"] + "dateTime")
    return ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), ox.Literal(value, datatype=datatype))


def _text(term: object) -> str:
    return str(getattr(term, "value", term))
