"""`intmk-kg serve` with the real release, and the catalogue that it publishes."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from served_project import ServedProject

from intmk_kg import pipeline
from intmk_kg.project import Project, open_project
from intmk_kg.release.ledger import LEDGER_FILES
from intmk_kg.release.ledger_recording import moment

_RELEASED: dict[Path, Project] = {}


@pytest.fixture(scope="session")
def our_service(built_project: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `intmk-kg serve` with the real data, released."""
    project = _released(built_project, tmp_path_factory)
    log = tmp_path_factory.mktemp("our-service") / "log"
    with ServedProject(project.root, log, "--workers", "1") as service:
        yield service.url


@pytest.fixture(scope="session")
def our_catalogue(our_service: str) -> str:
    """The address of our own catalogue."""
    return f"{our_service}/catalog"


def _released(built: Project, directories: pytest.TempPathFactory) -> Project:
    """The project with an entry in its ledger; where it has none yet, a copy with one.

    The catalogue takes its dates from the ledger. The copy is made once, for the tests of all folders.
    """
    if (built.data / LEDGER_FILES[0]).exists():
        return built
    if built.root not in _RELEASED:
        root = directories.mktemp("released")
        for authored in (built.ontology, built.data, built.shapes):
            shutil.copytree(authored, root / authored.name)
        copy = open_project(root)
        pipeline.release(copy, moment("2026-11-22"), {})
        _RELEASED[built.root] = copy
    return _RELEASED[built.root]
