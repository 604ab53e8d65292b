"""`intmk-kg serve` with the real release, and the catalogue that it publishes."""

import contextlib
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from intmk_kg import pipeline
from intmk_kg.project import Project, open_project
from intmk_kg.release.ledger import LEDGER_FILES
from intmk_kg.release.ledger_recording import moment

_RELEASED: dict[Path, Project] = {}


@pytest.fixture(scope="session")
def our_service(built_project: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `intmk-kg serve` with the real data, released."""
    project = _released(built_project, tmp_path_factory)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    command = [sys.executable, "-m", "intmk_kg", "serve", "--project", project.root, "--port", port, "--workers", "1"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait(f"http://127.0.0.1:{port}/-/health", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)


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


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert process.poll() is None, "the service ended"
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=5):
            return
        time.sleep(0.05)
    raise AssertionError("the service does not answer")
