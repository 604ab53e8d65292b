"""CKAN in an environment of its own, the catalogues that it harvests, and how it is asked."""

import contextlib
import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from intmk_kg.project import Project

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / "build" / "harvest" / "bin" / "python"
INSTALLED = ROOT / "build" / "harvest" / "installed"
SHARED = ROOT.parent / "shared" / "dcat-shapes"
# The server and the broken catalogues of the preflight's tests serve here as well
sys.path.insert(0, str(ROOT / "tests" / "preflight"))

from loopback import Site, serving  # noqa: E402

Gathering = dict[str, Any]
Gather = Callable[[Sequence[dict[str, Any]]], list[Gathering]]


@pytest.fixture(scope="session")
def gather() -> Gather:
    """Have the real harvester do jobs, each with url, held, profile and language."""
    if not INSTALLED.exists():
        pytest.skip("CKAN's harvester is not installed: make test-harvest")

    def run(jobs: Sequence[dict[str, Any]]) -> list[Gathering]:
        driver = Path(__file__).parent / "ckan_gathering.py"
        done = subprocess.run(
            [PYTHON, driver], input=json.dumps(jobs), capture_output=True, text=True, check=False, timeout=100
        )
        assert done.returncode == 0, done.stderr
        gathered: list[Gathering] = json.loads(done.stdout)
        return gathered

    return run


@pytest.fixture
def site() -> Iterator[Site]:
    """A server on loopback that has nothing yet."""
    with serving() as running:
        yield running


@pytest.fixture(scope="session")
def example_catalogue() -> bytes:
    """The catalogue that is made to be right for every portal."""
    path = SHARED / "examples" / "intmk-standalone-catalog.ttl"
    if not path.exists():
        pytest.skip("the example catalogue is not in ../shared/dcat-shapes")
    return path.read_bytes()


@pytest.fixture(scope="session")
def own_service(built_project: Project) -> Iterator[str]:
    """The address of `intmk-kg serve` with the real release."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "intmk_kg", "serve", "--project", built_project.root, "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait(f"http://127.0.0.1:{port}/-/health", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture(scope="session")
def own_catalogue(own_service: str) -> str:
    """The address of our own catalogue."""
    url = f"{own_service}/catalog"
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            assert answer.status == 200
    except urllib.error.HTTPError as error:
        with error:
            if error.code == 404:
                pytest.skip("the service has no /catalog")
            raise
    return url


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert process.poll() is None, "the service ended"
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=5):
            return
        time.sleep(0.05)
    raise AssertionError("the service does not answer")
