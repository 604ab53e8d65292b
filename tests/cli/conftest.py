"""Running a command as a user does, in a process of its own."""

import subprocess
import sys

import pytest
from command_line import Run

from intmk_kg import pipeline
from intmk_kg.project import Project


@pytest.fixture
def run() -> Run:
    """`run("query", "ASK {}", stdin="")` runs `intmk-kg query "ASK {}"`."""

    def command(*arguments: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "intmk_kg", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )

    return command


@pytest.fixture
def built(small_project: Project) -> Project:
    """A small project with a release, which the test may change."""
    pipeline.build(small_project)
    return small_project
