"""Building a release: all of it, or nothing but the release that was there before."""

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from intmk_kg.errors import ReleaseError, ValidationFailedError
from intmk_kg.project import Project
from intmk_kg.release import making, switching
from intmk_kg.release.dataset_files import write_publication
from intmk_kg.release.directory import Release, open_release
from intmk_kg.release.parts import Part, write_parts
from intmk_kg.release.source import Source
from intmk_kg.validation import Report
from intmk_kg.validation.authorship import Authorship
from intmk_kg.validation.renderings import RENDERINGS

Announce = Callable[[str], None]


def find_release(project: Project, source: Source) -> Release | None:
    """The release that this software already made from this source, if it is there and undamaged."""
    try:
        release = open_release(project.releases / source.release_id)
    except ReleaseError:
        return None
    return release if release.manifest["made_by"] == source.made_by else None


def make_release(
    project: Project, source: Source, report: Report, announce: Announce, parts: Iterable[Part] = ()
) -> Release:
    """Write a release beside the others; it is there as a whole or not at all. The caller holds the lock.

    Args:
        project: where the releases are.
        source: what to publish.
        report: what the validation of the source found.
        announce: told what is done next.
        parts: what layers above make of the graph.

    Raises:
        ValidationFailedError: the report has a violation.
        DataError: the data is less than data/expectations.toml expects.
        ReleaseError: the disk refuses to take it.
    """
    refuse_violations(source, report)
    announce("Checking the expectations")
    counts = making.check_expectations(source, report)
    try:
        directory = switching.begin(project)
        try:
            announce("Writing the dumps")
            making.write_texts(directory, source, report)
            making.write_dumps(directory, source.merged)
            write_publication(directory, source.merged, source.publication)
            announce("Loading the store")
            making.write_store(directory)
            names = write_parts(directory, parts, announce)
            making.write_manifest(directory, source, report, counts, names)
            switching.put_in_place(directory, project.releases / source.release_id)
        finally:
            shutil.rmtree(directory, ignore_errors=True)
    except OSError as error:
        raise _refused(project, error) from error
    return open_release(project.releases / source.release_id)


def switch_to(project: Project, release: Release, kept: int) -> None:
    """Make the release the current one and remove old ones, of which the last `kept` stay. The caller holds the lock.

    Raises:
        ReleaseError: the disk refuses.
    """
    try:
        switching.remove_leftovers(project)
        switching.switch(project, release.path)
        switching.remove_old_releases(project, kept)
    except OSError as error:
        raise _refused(project, error) from error


def refuse_violations(source: Source, report: Report) -> None:
    """Stop at a report with a violation.

    Raises:
        ValidationFailedError: there is one; the message lists them with file and line.
    """
    if report.conforms:
        return
    violations = report.restricted(report.violations)
    shown = RENDERINGS["text"](violations, Authorship(source.files), "en")
    raise ValidationFailedError(f"the data breaks the rules, so there is no new release:\n\n{shown.rstrip()}")


def _refused(project: Project, error: OSError) -> ReleaseError:
    reason = error.strerror or str(error)
    served = " The release before it is still the current one." if project.current.exists() else ""
    name = Path(str(error.filename)).name if error.filename else str(project.releases)
    return ReleaseError(f"the release cannot be written ({name}: {reason}).{served}")
