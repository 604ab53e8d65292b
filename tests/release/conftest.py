"""What tests of releases share: a built small project, and what it serves."""

import pytest
from release_states import files_of

from intmk_kg import pipeline
from intmk_kg.project import Project


@pytest.fixture
def built_small_project(small_project: Project) -> Project:
    """A small project with a release, which the test may change."""
    pipeline.build(small_project)
    return small_project


@pytest.fixture
def served_bytes(built_small_project: Project) -> dict[str, bytes]:
    """All files of the current release before the test, the store's aside."""
    return files_of(built_small_project.current)
