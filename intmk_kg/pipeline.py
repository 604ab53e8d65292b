"""The story of the project in one function: read, merge, validate, release."""

from collections.abc import Callable, Mapping

from intmk_kg.linking.entries import SEARCH_INDEX
from intmk_kg.project import Project
from intmk_kg.release.building import find_release, make_release, switch_to
from intmk_kg.release.contents import thing_digests
from intmk_kg.release.dataset_files import DatasetParts
from intmk_kg.release.directory import Release
from intmk_kg.release.ledger import parse_ledger
from intmk_kg.release.ledger_recording import record, write_ledger
from intmk_kg.release.source import read_source
from intmk_kg.release.switching import lock
from intmk_kg.validation import validate

Announce = Callable[[str], None]
KEPT_RELEASES = 5
PARTS = (SEARCH_INDEX,)
STAGES = (
    "Waiting for other builds",
    "Reading and merging",
    "Validating",
    "Checking the expectations",
    "Writing the dumps",
    "Loading the store",
    SEARCH_INDEX.stage,
    "Switching",
)


def build(project: Project, announce: Announce = lambda _stage: None, kept: int = KEPT_RELEASES) -> Release:
    """Make what is authored in the project its current release.

    A tree that was already built is found again by its id and only switched to. Builds wait for one another.

    Args:
        project: what to build.
        announce: told the name of each stage as it begins, see `STAGES`.
        kept: how many releases stay, the current one included.

    Raises:
        DataSyntaxError: a file does not parse.
        DataError: the files break a rule of how facts are written, or hold less than is expected.
        ValidationFailedError: the shapes report a violation.
        ReleaseError: the release cannot be written; the one before it stays current.
    """
    announce("Waiting for other builds")
    with lock(project):
        announce("Reading and merging")
        source = read_source(project)
        release = find_release(project, source)
        if release is None:
            announce("Validating")
            report = validate(source.merged, source.shapes)
            release = make_release(project, source, report, announce, PARTS)
        announce("Switching")
        switch_to(project, release, kept)
    return release


def release(
    project: Project, issued: str, successors: Mapping[str, str], announce: Announce = lambda _stage: None
) -> Release:
    """Build what is authored in the project, and write down in the ledger that it is released.

    Args:
        project: what to release; its data/releases.ttl and data/releases.csv are written.
        issued: the moment of the release, as `ledger_recording.moment` gives it.
        successors: by the local id of a thing that is gone, that of the thing that took its place.
        announce: told the name of each stage as it begins, see `STAGES`.

    Raises:
        DataSyntaxError: a file does not parse.
        DataError: the files break a rule of how facts are written, or hold less than is expected.
        ValidationFailedError: the shapes report a violation.
        ReleaseError: nothing changed, the moment is too early, a successor is none, or a file cannot be written.
    """
    announce("Waiting for other builds")
    with lock(project):
        announce("Reading and merging")
        source = read_source(project)
        digests = DatasetParts(source.merged, source.publication).digests()
        before = parse_ledger(source.publication.texts)
        ledger = record(before, source.release_id, issued, digests, thing_digests(source.merged), successors)
        source = source.with_ledger(ledger)
        announce("Validating")
        made = make_release(project, source, validate(source.merged, source.shapes), announce, PARTS)
        write_ledger(project, ledger)
        announce("Switching")
        switch_to(project, made, KEPT_RELEASES)
    return made
