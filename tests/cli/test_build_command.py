"""`intmk-kg build`."""

import json

from command_line import Run

from intmk_kg.project import Project
from intmk_kg.release.directory import current_release


def test_build_names_the_release_and_nothing_else(small_project: Project, run: Run) -> None:
    """In a pipe a build prints the release's directory, and no progress."""
    built = run("build", "--project", small_project.root)
    assert (built.returncode, built.stderr) == (0, "")
    assert built.stdout == f"build/releases/{current_release(small_project).id}\n"


def test_build_answers_as_json(small_project: Project, run: Run) -> None:
    """--format json gives id, path and counts."""
    told = json.loads(run("build", "--project", small_project.root, "--format", "json").stdout)
    release = current_release(small_project)
    assert told == {"id": release.id, "path": str(release.path), "quads": release.manifest["quads"]}


def test_syntax_error_is_one_line_with_its_place(small_project: Project, run: Run) -> None:
    """A file that does not parse is named with line and column, without a traceback, and leaves 2."""
    (small_project.data / "broken.trig").write_text("r:a r:b r:c .\n", encoding="utf-8")
    built = run("build", "--project", small_project.root)
    assert built.returncode == 2
    assert built.stderr == "Error: data/broken.trig:1:1: The prefix r: has not been declared\n"


def test_violation_is_listed_with_its_place(small_project: Project, run: Run) -> None:
    """A violation is told with rule, file and line, without a traceback, and leaves 1."""
    path = small_project.data / "conferences" / "2.trig"
    path.write_text(path.read_text(encoding="utf-8").replace("conferenceNumber", "motto"), encoding="utf-8")
    built = run("build", "--project", small_project.root)
    assert built.returncode == 1
    assert "Q90 Conference has a number (1 violation)" in built.stderr
    assert "data/conferences/2.trig:5: r:conference-2" in built.stderr
    assert "Traceback" not in built.stderr
