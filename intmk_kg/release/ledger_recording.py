"""Adding a release to the ledger."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from intmk_kg.errors import ReleaseError
from intmk_kg.project import Project
from intmk_kg.release.ledger import Entry, Ledger, Removal, State, ledger_texts
from intmk_kg.vocabulary.iri import thing_iri
from intmk_kg.vocabulary.prefixes import PREFIXES

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def moment(text: str) -> str:
    """A day or a date with time and zone (ISO 8601) as xsd:dateTime in UTC; a day begins at its midnight.

    Raises:
        ReleaseError: it is neither.
    """
    try:
        given = datetime.fromisoformat(f"{text}T00:00:00Z" if _DAY.fullmatch(text) else text)
    except ValueError as error:
        raise ReleaseError(f"{text!r} is not a date such as 2026-11-22 or 2026-11-22T14:30:00+01:00") from error
    if given.tzinfo is None:
        raise ReleaseError(f"{text!r} says no time zone; write for example {text}Z")
    return given.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def record(  # noqa: PLR0913, PLR0917 - a release is all of these
    ledger: Ledger,
    release_id: str,
    issued: str,
    datasets: Mapping[str, str],
    things: Mapping[str, str],
    successors: Mapping[str, str],
) -> Ledger:
    """The ledger with one release more.

    Args:
        ledger: as it is.
        release_id: what is released.
        issued: when, as `moment` gives it.
        datasets: the SHA-256 of each dataset, by IRI.
        things: the digest of each thing, by local id.
        successors: by the local id of a removed thing, that of the thing that took its place.

    Raises:
        ReleaseError: nothing changed since the last release, the moment is not after it, or a successor is none.
    """
    last = ledger.last
    if last and last.release_id == release_id and not successors:
        raise ReleaseError(f"nothing changed since release {release_id} of {last.issued}")
    if last and issued <= last.issued:
        raise ReleaseError(f"{issued} is not after the last release, {last.issued}; give a later --date")
    released = last.datasets if last else {}
    removals = _removals(ledger, issued, things, successors)
    entry = Entry(
        number=last.number + 1 if last else 1,
        release_id=release_id,
        issued=issued,
        datasets={iri: _state(released.get(iri), sha256, issued) for iri, sha256 in datasets.items()},
    )
    known = {name: _state(ledger.things.get(name), sha256, issued, issued) for name, sha256 in things.items()}
    return Ledger((*ledger.entries, entry), removals, known)


def write_ledger(project: Project, ledger: Ledger) -> tuple[Path, ...]:
    """Write the ledger into the project's data/, each file at once.

    Raises:
        ReleaseError: the files cannot be written.
    """
    paths = []
    for name, content in ledger_texts(ledger).items():
        path = project.data / name
        draft = path.with_name(f".{name}.new")
        try:
            draft.write_bytes(content)
            draft.replace(path)
        except OSError as error:
            raise ReleaseError(f"cannot write {path}: {error.strerror}") from error
        paths.append(path)
    return tuple(paths)


def _state(before: State | None, sha256: str, issued: str, added: str = "") -> State:
    if before is None:
        return State(sha256, issued, added)
    return before if before.sha256 == sha256 else State(sha256, issued, before.added)


def _removals(
    ledger: Ledger, issued: str, things: Mapping[str, str], successors: Mapping[str, str]
) -> dict[str, Removal]:
    """What is gone now: what was gone and did not come back, and what the last release had and this one has not."""
    removals = {
        iri: removal for iri, removal in ledger.removals.items() if iri.removeprefix(PREFIXES["r"]) not in things
    }
    for name in ledger.things.keys() - things.keys():
        removals[thing_iri(name)] = Removal(thing_iri(name), issued)
    for old, new in successors.items():
        if thing_iri(old) not in removals:
            raise ReleaseError(f"{old} is no removed thing, so {new} cannot be its successor")
        if new not in things:
            raise ReleaseError(f"{new} is to be the successor of {old}, but there is no such thing")
        removals[thing_iri(old)] = Removal(thing_iri(old), removals[thing_iri(old)].removed, thing_iri(new))
    return removals
