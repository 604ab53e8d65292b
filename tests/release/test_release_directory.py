"""Opening a release."""

import shutil
from pathlib import Path

import pytest

from intmk_kg.errors import ReleaseError
from intmk_kg.project import Project
from intmk_kg.release.directory import current_release, open_release


def _remove(release: Path) -> None:
    (release / "dumps" / "graph.ttl").unlink()


def _shorten(release: Path) -> None:
    (release / "graph.nq").write_bytes((release / "graph.nq").read_bytes()[:-1])


def _alter(release: Path) -> None:
    (release / "graph.nq").write_bytes((release / "graph.nq").read_bytes().replace(b"conference", b"conferance", 1))


def _remove_store(release: Path) -> None:
    shutil.rmtree(release / "store")


def _remove_index(release: Path) -> None:
    (release / "search.sqlite").unlink()


def _garble_manifest(release: Path) -> None:
    (release / "manifest.json").write_text("{", encoding="utf-8")


def _empty_manifest(release: Path) -> None:
    (release / "manifest.json").write_text("[]", encoding="utf-8")


def _remove_manifest(release: Path) -> None:
    (release / "manifest.json").unlink()


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        (_remove, r"graph\.ttl is missing"),
        (_shorten, r"graph\.nq has \d+ bytes instead of \d+"),
        (_alter, r"graph\.nq was changed"),
        (_remove_store, "store is not a store"),
        (_remove_index, r"search\.sqlite is missing"),
        (_garble_manifest, "is not JSON"),
        (_empty_manifest, "is not a release's manifest"),
        (_remove_manifest, "is not a release"),
    ],
)
def test_damaged_release_is_refused(built_small_project: Project, damage: object, complaint: str) -> None:
    """A release that lost or changed a file is refused with the file's name."""
    damage(built_small_project.current.resolve())  # type: ignore[operator]
    with pytest.raises(ReleaseError, match=complaint):
        current_release(built_small_project)


def test_release_is_opened_by_its_own_directory(built_small_project: Project) -> None:
    """A release opened through the link keeps its directory, so that a later switch does not touch it."""
    release = open_release(built_small_project.current)
    assert release.path == built_small_project.releases.resolve() / release.id
    assert release.nquads.is_file()
    assert release.store_directory.is_dir()
    assert release.dumps.is_dir()


def test_project_without_a_release_says_how_to_make_one(small_project: Project) -> None:
    """Before the first build the command that makes a release is named."""
    with pytest.raises(ReleaseError, match="`intmk-kg build` makes one"):
        current_release(small_project)


def test_link_into_nothing_is_told(built_small_project: Project) -> None:
    """A link whose release was removed by hand is named."""
    shutil.rmtree(built_small_project.current.resolve())
    with pytest.raises(ReleaseError, match="which is not there"):
        current_release(built_small_project)
