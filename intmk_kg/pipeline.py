"""The story of the project in one function: read, merge, validate, release."""

from collections.abc import Callable

from intmk_kg.project import Project
from intmk_kg.release.building import find_release, make_release, switch_to
from intmk_kg.release.directory import Release
from intmk_kg.release.source import read_source
from intmk_kg.release.switching import lock
from intmk_kg.validation import validate

Announce = Callable[[str], None]
KEPT_RELEASES = 5
STAGES = (
    "Waiting for other builds",
    "Reading and merging",
    "Validating",
    "Checking the expectations",
    "Writing the dumps",
    "Loading the store",
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
            release = make_release(project, source, report, announce)
        announce("Switching")
        switch_to(project, release, kept)
    return release
