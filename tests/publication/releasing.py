"""A small project that is released more than once."""

import shutil
from pathlib import Path

from intmk_kg import pipeline
from intmk_kg.project import Project, open_project
from intmk_kg.release.directory import Release

WORLD = Path(__file__).parents[1] / "world"
FIRST, SECOND, THIRD = "2026-01-02T00:00:00Z", "2026-03-04T05:06:07Z", "2026-05-06T00:00:00Z"


def small_world(directory: Path) -> Project:
    """A project with two invented conferences."""
    return open_project(shutil.copytree(WORLD, directory / "project"))


def replace(project: Project, old: str, new: str) -> None:
    """Change the words of the second conference."""
    path = project.data / "conferences" / "2.trig"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def rename_second_conference(project: Project) -> None:
    """Change what the second conference is called."""
    replace(project, "2nd conference", "Second conference")


def move_second_conference(project: Project) -> None:
    """Give the second conference another local id."""
    replace(project, "r:conference-2", "r:conference-2b")


def release_thrice(project: Project) -> Release:
    """Release the project, again with another name of a thing, and again with another thing in its place."""
    pipeline.release(project, FIRST, {})
    rename_second_conference(project)
    pipeline.release(project, SECOND, {})
    move_second_conference(project)
    return pipeline.release(project, THIRD, {"conference-2": "conference-2b"})
