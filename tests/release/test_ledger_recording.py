"""`intmk-kg release`: what it writes, and what it leaves as it was when it cannot."""

import json
import subprocess
import sys

import pytest
from invented_catalog import add_catalog
from release_states import change

from intmk_kg import pipeline
from intmk_kg.errors import DataError, ReleaseError, ValidationFailedError
from intmk_kg.project import Project
from intmk_kg.publication.catalog import catalog
from intmk_kg.publication.datasets import datasets
from intmk_kg.publication.void import void
from intmk_kg.release.contents import ledger
from intmk_kg.release.directory import current_release
from intmk_kg.settings import Settings

FIRST, SECOND = "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"
CONFERENCES = "https://w3id.org/intmk/id/dataset-conferences"


@pytest.fixture
def released(small_project: Project) -> Project:
    """A small project with a catalogue and one release in its ledger."""
    add_catalog(small_project)
    pipeline.release(small_project, FIRST, {})
    return small_project


def test_release_is_current_and_found_again(released: Project) -> None:
    """The recorded release is served, holds its ledger, and the next build finds it without making it again."""
    release = current_release(released)
    entry = ledger(release).entry(release.id)
    assert entry is not None
    assert entry.issued == FIRST
    stages: list[str] = []
    assert pipeline.build(released, stages.append).manifest == release.manifest
    assert "Validating" not in stages


def test_smallest_catalogue_is_published(released: Project) -> None:
    """A project that says no more than titles gets a catalogue and a VoID description all the same."""
    release = current_release(released)
    written = catalog(release, Settings(), "text/turtle", "ttl").decode()
    assert 'dct:title "Konferenzen"@de' in written
    assert 'dct:modified "2026-01-01T00:00:00Z"^^xsd:dateTime' in written
    assert "void:classPartition" in void(release, Settings(), "text/turtle").decode()


def test_recording_does_not_change_the_id(released: Project) -> None:
    """The ledger names releases, so it cannot be part of what their id is made from."""
    before = current_release(released).id
    for path in released.data.glob("releases.*"):
        path.unlink()
    assert pipeline.build(released).id == before


def test_unrecorded_change_keeps_the_date_and_says_so(released: Project) -> None:
    """Data that was changed since is dated as last released, and is known to be something else."""
    change(released)
    known = {dataset.iri: dataset for dataset in datasets(pipeline.build(released))}
    assert {dataset.modified for dataset in known.values()} == {FIRST}
    assert not known[CONFERENCES].is_recorded
    recorded = pipeline.release(released, SECOND, {})
    known = {dataset.iri: dataset for dataset in datasets(recorded)}
    assert (known[CONFERENCES].modified, known[CONFERENCES].is_recorded) == (SECOND, True)
    assert known[CONFERENCES].issued == FIRST


def test_removed_thing_is_recorded_with_its_successor(released: Project) -> None:
    """A thing that the data no longer has is in the ledger, with the successor that the command was told."""
    path = released.data / "conferences" / "2.trig"
    path.write_text(path.read_text(encoding="utf-8").replace("conference-2", "conference-two"), encoding="utf-8")
    known = ledger(pipeline.release(released, SECOND, {"conference-2": "conference-two"}))
    old = "https://w3id.org/intmk/id/conference-2"
    assert known.removals[old].removed == SECOND
    assert known.successor(old) == "https://w3id.org/intmk/id/conference-two"


def test_failed_release_leaves_the_ledger(released: Project) -> None:
    """Nothing to release, a violation or an early date leave ledger and current release as they were."""
    before = {path: path.read_bytes() for path in released.data.glob("releases.*")}
    link = released.current.readlink()
    with pytest.raises(ReleaseError, match="nothing changed"):
        pipeline.release(released, SECOND, {})
    path = released.data / "conferences" / "2.trig"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("intmk:conferenceNumber 2", "intmk:motto 2"), encoding="utf-8")
    with pytest.raises(ValidationFailedError):
        pipeline.release(released, SECOND, {})
    path.write_text(text, encoding="utf-8")
    change(released)
    with pytest.raises(ReleaseError, match="not after"):
        pipeline.release(released, FIRST, {})
    assert {path: path.read_bytes() for path in before} == before
    assert released.current.readlink() == link


def test_command_tells_what_changed(small_project: Project) -> None:
    """The command prints id, moment and changed datasets; a second run has nothing to release and says so."""
    add_catalog(small_project)
    command = [sys.executable, "-m", "intmk_kg", "release", "--project", small_project.root, "--date", "2026-01-01"]
    first = subprocess.run([*command, "--format", "json"], capture_output=True, text=True, check=True)
    told = json.loads(first.stdout)
    assert told == {
        "id": current_release(small_project).id,
        "issued": FIRST,
        "changed": ["https://w3id.org/intmk/id/dataset", CONFERENCES],
        "removed": [],
    }
    second = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (second.returncode, second.stdout) == (1, "")
    assert second.stderr.startswith(f"Error: nothing changed since release {told['id']}")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT ?thing WHERE { ?thing a }", "does not parse"),
        ("ASK { ?thing a intmk:Conference }", r"SELECT query with the variable \?thing"),
        ("SELECT ?thing WHERE { ?thing a intmk:Nothing }", "selects nothing"),
    ],
)
def test_wrong_selection_stops_the_build(small_project: Project, query: str, message: str) -> None:
    """A dataset whose query does not parse, is no selection or selects nothing is never published empty."""
    add_catalog(small_project)
    (small_project.data / "datasets" / "dataset-conferences.rq").write_text(query, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        pipeline.build(small_project)


def test_dataset_and_query_belong_together(small_project: Project) -> None:
    """A query without a dataset and two datasets without a query are refused."""
    add_catalog(small_project)
    path = small_project.data / "datasets" / "dataset-conferences.rq"
    path.rename(path.with_name("dataset-other.rq"))
    with pytest.raises(DataError, match=r"dataset-other, which data/catalog\.ttl does not describe"):
        pipeline.build(small_project)
    path.with_name("dataset-other.rq").unlink()
    with pytest.raises(DataError, match="only one dataset can be the whole graph"):
        pipeline.build(small_project)
