"""The few things that tests of several parts share: the real project, built once, and a small invented one."""

import fcntl
import gc
import shutil
from pathlib import Path

import pytest

from intmk_kg import pipeline
from intmk_kg.project import Project, open_project
from intmk_kg.release.directory import Release, current_release

ROOT = Path(__file__).resolve().parents[1]
LONG = ("hostile", "browser", "release", "publication", "harvest", "clients", "engine", "web", "validation", "shapes")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a person rewrite the expected files; the difference in git is the review."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the expected bytes of the golden files")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a directory together, those that take long or wait long first; the order within is random.

    Processes that share a run (pytest-xdist's worksteal) then seldom start the same server twice, and what is left for
    the end is short.
    """
    items.sort(key=lambda item: _turn(item.path.relative_to(ROOT / "tests").parts[0]))


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and never among the tests themselves: that took a tenth to a quarter of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _turn(directory: str) -> tuple[int, str]:
    return (LONG.index(directory) if directory in LONG else len(LONG), directory)


@pytest.fixture(scope="session")
def project() -> Project:
    """The project that this repository holds; not to be changed."""
    return open_project(ROOT)


@pytest.fixture(scope="session")
def built_project(project: Project, request: pytest.FixtureRequest) -> Project:
    """A copy of the project with its release, built once; not to be changed.

    The copy stays in pytest's cache, where the next session finds the release again unless the project has changed.
    """
    directory = request.config.cache.mkdir("project")
    with (directory / ".lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for authored in (project.ontology, project.data, project.shapes):
            shutil.rmtree(directory / authored.name, ignore_errors=True)
            shutil.copytree(authored, directory / authored.name)
        copy = open_project(directory)
        pipeline.build(copy)
    return copy


@pytest.fixture(scope="session")
def release(built_project: Project) -> Release:
    """The release of the real project."""
    return current_release(built_project)


@pytest.fixture
def small_project(tmp_path: Path) -> Project:
    """A project with two invented conferences, which the test may change; without a release."""
    directory = shutil.copytree(ROOT / "tests" / "world", tmp_path / "project")
    return open_project(directory)
