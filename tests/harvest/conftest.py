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
