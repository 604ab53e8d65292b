"""CKAN in an environment of its own, the catalogues that it harvests, and how it is asked."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / "build" / "harvest" / "bin" / "python"
INSTALLED = ROOT / "build" / "harvest" / "installed"
SHARED = ROOT.parent / "shared" / "dcat-shapes"
# The server and the broken catalogues of the preflight's tests serve here as well
sys.path.insert(0, str(ROOT / "tests" / "preflight"))

from loopback import Site, serving  # noqa: E402
from our_service import our_catalogue, our_service  # noqa: E402

__all__ = ["our_catalogue", "our_service"]

Gathering = dict[str, Any]
Gather = Callable[[Sequence[dict[str, Any]]], list[Gathering]]


@pytest.fixture(scope="session")
def gather(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gather]:
    """Have the real harvester, started once, do jobs, each with url, held, profile and language."""
    if not INSTALLED.exists():
        pytest.skip("CKAN's harvester is not installed: make test-harvest")
    driver = Path(__file__).parent / "ckan_gathering.py"
    complaints = tmp_path_factory.mktemp("ckan") / "complaints"
    with (
        complaints.open("w") as written,
        subprocess.Popen(
            [PYTHON, driver], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=written, text=True
        ) as process,
    ):

        def run(jobs: Sequence[dict[str, Any]]) -> list[Gathering]:
            assert process.stdin
            assert process.stdout
            process.stdin.write(json.dumps(jobs) + "\n")
            process.stdin.flush()
            answer = process.stdout.readline()
            assert answer, complaints.read_text()
            gathered: list[Gathering] = json.loads(answer)
            return gathered

        yield run


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
