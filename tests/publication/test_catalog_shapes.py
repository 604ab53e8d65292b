"""The catalogue against the official shapes of DCAT-AP and DCAT-AP.de, where the folder ../shared is there."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from intmk_kg.publication.catalog import catalog
from intmk_kg.publication.datasets import datasets
from intmk_kg.release.contents import ledger
from intmk_kg.release.directory import Release
from intmk_kg.release.ledger import Ledger, ledger_texts
from intmk_kg.release.manifest import describe_files
from intmk_kg.settings import Settings

VALIDATOR = Path(__file__).resolve().parents[2].parent / "shared" / "dcat-shapes" / "validate.py"
GOVDATA = "http://dcat-ap.de/def/contributors/govData"
PROFILES = (
    "dcat-ap-3.0.1",
    "dcat-ap-3.0.1-modular",
    "dcat-ap.de-3.0",
    "dcat-ap.de-2.0-konventionen",
    "dcat-ap-2.1.1",
    "govdata-mqa",
)
MODULAR, GERMAN_2, DASHBOARD = "dcat-ap-3.0.1-modular", "dcat-ap.de-2.0-konventionen", "govdata-mqa"

pytestmark = pytest.mark.skipif(not VALIDATOR.is_file(), reason="../shared/dcat-shapes is not there")

Results = dict[str, list[dict[str, str]]]


def _validated(release: Release, settings: Settings, path: Path, *options: str) -> Results:
    path.write_bytes(catalog(release, settings, "text/turtle", "ttl"))
    profiles = [option for profile in PROFILES for option in ("--profile", profile)]
    command = [sys.executable, VALIDATOR, "--json", *profiles, *options, path]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode < 2, answer.stderr
    found: list[dict[str, Any]] = json.loads(answer.stdout)["profiles"]
    return {profile["profile"]: profile["results"] for profile in found}


@pytest.fixture(scope="module")
def delivered(release: Release, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Results:
    """The results for the catalogue as it is delivered to GovData, with a contributor id."""
    path = tmp_path_factory.mktemp("delivered") / "catalog.ttl"
    return _validated(release, replace(settings, contributor_id=GOVDATA), path)


@pytest.fixture(scope="module")
def undelivered(release: Release, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Results:
    """The results for the catalogue without a contributor id."""
    return _validated(release, settings, tmp_path_factory.mktemp("undelivered") / "catalog.ttl")


@pytest.mark.parametrize("profile", [profile for profile in PROFILES if profile != MODULAR])
def test_delivered_catalogue_has_no_result(delivered: Results, profile: str) -> None:
    """No profile finds anything in a catalogue with a contributor id, warnings included."""
    assert delivered[profile] == []


def test_modular_profile_only_misses_the_publisher_in_the_list_of_the_union(delivered: Results) -> None:
    """The strictest form warns of nothing but a publisher that is no corporate body of the European Union."""
    assert {(result["severity"], result["path"]) for result in delivered[MODULAR]} == {
        ("Warning", "http://purl.org/dc/terms/publisher")
    }
    assert all("CorporateBodyRestriction" in result["message"] for result in delivered[MODULAR])


@pytest.mark.parametrize("profile", [profile for profile in PROFILES if profile != MODULAR])
def test_catalogue_without_contributor_misses_only_that(undelivered: Results, release: Release, profile: str) -> None:
    """Without a contributor id the dashboard and version 2.0 say so, once for each dataset, and nothing else."""
    missing = [result for result in undelivered[profile] if result["path"].endswith("contributorID")]
    assert undelivered[profile] == missing
    assert len(missing) == (len(datasets(release)) if profile in {DASHBOARD, GERMAN_2} else 0)


def test_unrecorded_changes_are_as_valid(release: Release, settings: Settings, tmp_path: Path) -> None:
    """A catalogue that says that it holds changes which no release recorded is as valid as one without."""
    texts = ledger_texts(_of_other_data(ledger(release)))
    for name, text in texts.items():
        (tmp_path / name).write_bytes(text)
    for path in release.path.iterdir():
        if path.name not in texts:
            (tmp_path / path.name).symlink_to(path)
    files = {**release.manifest["files"], **describe_files(tmp_path, texts)}
    changed = Release(tmp_path, {**release.manifest, "files": files})
    assert not any(dataset.is_recorded for dataset in datasets(changed))
    found = _validated(changed, replace(settings, contributor_id=GOVDATA), tmp_path / "page.ttl")
    assert {profile for profile, results in found.items() if results} == {MODULAR}
    assert b"adms:versionNotes" in (tmp_path / "page.ttl").read_bytes()


def _of_other_data(known: Ledger) -> Ledger:
    """A ledger whose last release had other data than the tree."""
    assert known.last is not None
    states = {iri: replace(state, sha256="0" * 64) for iri, state in known.last.datasets.items()}
    return replace(known, entries=(*known.entries[:-1], replace(known.last, datasets=states)))


def test_catalogue_stands_alone(release: Release, settings: Settings, tmp_path: Path) -> None:
    """Without the vocabularies of others it is as valid; only the dashboard must be told which licences are open."""
    found = _validated(release, replace(settings, contributor_id=GOVDATA), tmp_path / "catalog.ttl", "--no-vocab")
    assert {profile for profile, results in found.items() if results} == {MODULAR, DASHBOARD}
    assert {result["path"] for result in found[DASHBOARD]} == {"http://govdata.de/mqa/#isOpenLicense"}
