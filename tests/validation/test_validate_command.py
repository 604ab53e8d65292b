"""The command `intmk-kg validate`."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from intmk_kg.cli import main
from intmk_kg.project import Project


@pytest.fixture
def directory(world: Project, tmp_path: Path) -> Path:
    """A copy of the project that a test may change."""
    return shutil.copytree(world.root, tmp_path / "project")


def run(*arguments: str | Path) -> Result:
    """The command with these arguments."""
    return CliRunner().invoke(main, ["validate", *map(str, arguments)])


def test_violations_are_shown_and_leave_status_1(world: Project) -> None:
    """With violations the report is on standard output, nothing on standard error, and the status is 1."""
    result = run("--project", world.root)
    assert result.exit_code == 1
    assert result.stdout.endswith("6 Regeln geprüft: 3 Verstöße, 1 Warnung, 1 Hinweis.\n")
    assert result.stderr == ""


def test_report_comes_in_english(world: Project) -> None:
    """--language en gives English names, messages and counts."""
    result = run("--project", world.root, "--language", "en")
    assert "Q18 Preparatory before main conference (1 violation)" in result.stdout
    assert result.stdout.endswith("6 rules checked: 3 violations, 1 warning, 1 info.\n")


def test_named_file_is_answered_for_in_the_context_of_all(world: Project) -> None:
    """With a file only the results about what it describes are shown, found with the help of all files."""
    result = run("--project", world.root, "--format", "json", world.data / "conferences" / "2.trig")
    assert {(found["rule"], found["file"]) for found in json.loads(result.stdout)["results"]} == {
        ("Q15", "data/conferences/2.trig"),
        ("Q16", "data/conferences/2.trig"),
    }
    assert result.exit_code == 1


def test_file_without_violations_leaves_status_0(directory: Path) -> None:
    """A file that only others' violations are about leaves status 0, warnings and infos notwithstanding."""
    path = directory / "data" / "conferences" / "3.trig"
    path.write_text(
        "@prefix intmk: <https://w3id.org/intmk/def#> .\n@prefix r: <https://w3id.org/intmk/id/> .\n\n"
        'r:land-x a intmk:Land ;\n  intmk:motto "Allein" .\n',
        encoding="utf-8",
    )
    result = run("--project", directory, path)
    assert result.exit_code == 0
    assert "data/conferences/3.trig:5: r:land-x intmk:motto Allein" in result.stdout


def test_file_outside_the_data_is_refused(world: Project) -> None:
    """A file that is no data file of the project is a mistake in the call, with status 2."""
    result = run("--project", world.root, world.shapes / "meeting.ttl")
    assert result.exit_code == 2
    assert "is no data file of the project" in result.stderr


def test_data_that_do_not_parse_name_file_line_and_column(directory: Path) -> None:
    """A syntax error is one line with file, line, column and what was expected, with status 2."""
    (directory / "data" / "conferences" / "2.trig").write_text("@prefix r: <x:> .\nr:a r:b ; .\n", encoding="utf-8")
    result = run("--project", directory)
    assert result.exit_code == 2
    assert result.stderr == "Error: data/conferences/2.trig:2:9: ; is not a valid RDF object\n"
    assert result.stdout == ""


def test_directory_that_is_no_project_is_refused(tmp_path: Path) -> None:
    """Without ontology/, data/ and shapes/ there is nothing to validate: status 2 and what to do."""
    result = run("--project", tmp_path)
    assert result.exit_code == 2
    assert "--project" in result.stderr


def test_report_can_be_written_into_a_file(world: Project, tmp_path: Path) -> None:
    """--output writes the report in UTF-8 and nothing to standard output."""
    path = tmp_path / "report.txt"
    result = run("--project", world.root, "--output", path)
    assert result.stdout == ""
    assert "Verstöße" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["text", "json", "junit", "sarif", "turtle"])
def test_every_format_comes_the_same_twice(world: Project, form: str) -> None:
    """Two runs on the same files give the same bytes in every format."""
    first, second = (run("--project", world.root, "--format", form).stdout_bytes for _ in range(2))
    assert first == second
    assert first


def test_help_has_an_example() -> None:
    """--help shows how the command is called."""
    assert "intmk-kg validate data/conferences/18.trig" in run("--help").stdout
