"""Schemathesis asks the named questions whatever their description allows, and what it does not."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from application import answering
from flask import Flask

from intmk_kg.settings import Settings
from intmk_kg.web.app import with_layers

SCHEMATHESIS = Path(__file__).parents[2] / "build" / "openapi" / "bin" / "schemathesis"


@pytest.fixture
def address(real_app: Flask, settings: Settings) -> Iterator[str]:
    """The address of the real release's application on loopback."""
    with answering(with_layers(real_app, settings)) as address:
        yield address


@pytest.mark.timeout(600)
@pytest.mark.skipif(not SCHEMATHESIS.exists(), reason="Schemathesis is not installed; `make test-openapi` does it")
def test_answers_are_as_described(address: str) -> None:
    """No answer is a fault, has another status, media type or content than described, or takes what is not allowed."""
    chosen = ("--max-examples=8", "--seed=1", "--no-color", "--phases=examples,coverage,fuzzing")
    command = (str(SCHEMATHESIS), "run", f"{address}/openapi.json", f"--url={address}", *chosen)
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=SCHEMATHESIS.parents[1])
    assert ran.returncode == 0, ran.stdout[-4000:]
