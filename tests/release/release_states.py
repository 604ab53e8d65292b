"""The state of a release, and a change that leads to another."""

from pathlib import Path

from intmk_kg.project import Project


def files_of(release: Path) -> dict[str, bytes]:
    """All files of a release by name, the store's aside."""
    names = (path for path in release.resolve().rglob("*") if path.is_file())
    files = {path.relative_to(release.resolve()).as_posix(): path.read_bytes() for path in names}
    return {name: content for name, content in sorted(files.items()) if not name.startswith("store/")}


def change(project: Project, text: str = "another name") -> None:
    """Change the data so that the next build makes another release."""
    path = project.data / "conferences" / "2.trig"
    path.write_text(
        path.read_text(encoding="utf-8").replace('"2nd conference"@en', f'"2nd conference, {text}"@en'),
        encoding="utf-8",
    )
