"""What holds for every command."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Run

from intmk_kg.cli import COMMANDS

# It works on a catalogue of anyone's, wherever it is called
WITHOUT_PROJECT = {"preflight"}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_command_helps_with_an_example(run: Run, name: str) -> None:
    """--help describes the command, its --project option where it has one, and shows an example."""
    helped = run(name, "--help")
    assert helped.returncode == 0
    assert ("--project" in helped.stdout) is (name not in WITHOUT_PROJECT)
    assert f"intmk-kg {name}" in helped.stdout.split("Example", 1)[1]


def test_program_lists_its_commands(run: Run) -> None:
    """--help of the program names every command."""
    helped = run("--help")
    assert helped.returncode == 0
    assert all(f"  {name} " in helped.stdout for name in COMMANDS)


def test_program_tells_its_version(run: Run) -> None:
    """--version names the program and its version."""
    assert run("--version").stdout.startswith("intmk-kg ")


@pytest.mark.parametrize("name", ["build", "format", "query", "diff"])
def test_directory_that_is_no_project_leaves_2(run: Run, name: str, tmp_path: Path) -> None:
    """A directory without data/ is told in one line, without a traceback."""
    arguments = {"query": ["ASK {}"], "diff": ["a", "b"]}.get(name, [])
    refused = run(name, "--project", tmp_path, *arguments)
    assert refused.returncode == 2
    assert refused.stderr.startswith(f"Error: {tmp_path} is not a project: ")
    assert refused.stderr.count("\n") == 1


def test_unknown_command_leaves_2(run: Run) -> None:
    """A command that does not exist is a usage error."""
    assert run("biuld").returncode == 2


def test_log_is_one_line_of_json_in_a_pipe() -> None:
    """An event is one line of JSON on standard error where that is no terminal."""
    script = (
        "import structlog; from intmk_kg.log import configure_log; configure_log();"
        "structlog.get_logger().info('answered', path='/a\\nb', status=200); structlog.get_logger().debug('unseen')"
    )
    logged = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert logged.stdout == ""
    assert logged.stderr.count("\n") == 1
    event = json.loads(logged.stderr)
    assert (event["event"], event["path"], event["status"], event["level"]) == ("answered", "/a\nb", 200, "info")
