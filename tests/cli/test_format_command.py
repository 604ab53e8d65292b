"""`intmk-kg format`."""

from command_line import Run

from intmk_kg.project import Project


def test_format_writes_what_is_not_canonical(small_project: Project, run: Run) -> None:
    """Only files that are not canonical are written, and named; a second run finds nothing to do."""
    path = small_project.data / "conferences" / "2.trig"
    canonical = path.read_text(encoding="utf-8")
    path.write_text(canonical.replace(" ;\n  ", ";"), encoding="utf-8")
    path.chmod(0o640)
    formatted = run("format", "--project", small_project.root)
    assert (formatted.returncode, formatted.stdout) == (0, "changed data/conferences/2.trig\n")
    assert path.read_text(encoding="utf-8") == canonical
    assert path.stat().st_mode & 0o777 == 0o640
    assert run("format", "--project", small_project.root).stdout == ""


def test_check_changes_nothing(small_project: Project, run: Run) -> None:
    """--check names what would change, changes nothing, and leaves 1."""
    path = small_project.data / "conferences" / "2.trig"
    untidy = path.read_text(encoding="utf-8").replace(" ;\n  ", ";")
    path.write_text(untidy, encoding="utf-8")
    checked = run("format", "--check", "--project", small_project.root)
    assert (checked.returncode, checked.stdout) == (1, "would change data/conferences/2.trig\n")
    assert path.read_text(encoding="utf-8") == untidy


def test_comment_is_refused_and_kept(small_project: Project, run: Run) -> None:
    """A file with a # comment stays as it is and is named with the comment's line; the others are written."""
    path = small_project.data / "conferences" / "2.trig"
    written = path.read_text(encoding="utf-8") + "# who said this?\n"
    path.write_text(written, encoding="utf-8")
    formatted = run("format", path, "--project", small_project.root)
    assert formatted.returncode == 1
    line = len(written.splitlines())
    assert formatted.stderr.startswith(f"data/conferences/2.trig:{line}: a # comment would be lost")
    assert path.read_text(encoding="utf-8") == written


def test_syntax_error_leaves_2(small_project: Project, run: Run) -> None:
    """A file that does not parse is named with line and column, and leaves 2."""
    (small_project.data / "broken.trig").write_text("r:a r:b r:c .\n", encoding="utf-8")
    formatted = run("format", "--project", small_project.root)
    assert formatted.returncode == 2
    assert formatted.stderr == "data/broken.trig:1:1: The prefix r: has not been declared\n"
