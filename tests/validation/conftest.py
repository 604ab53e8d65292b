"""An invented conference with its own rules: one result of each kind, and one file without any of the first."""

from pathlib import Path

import pytest

from intmk_kg.graph.merging import Merged, merge
from intmk_kg.graph.reading import read_files, read_vocabulary
from intmk_kg.project import Project, open_project
from intmk_kg.validation import Report, Shapes, read_shapes
from intmk_kg.validation.authorship import Authorship
from intmk_kg.validation.validating import validate_project


@pytest.fixture
def world() -> Project:
    """A project with two conferences."""
    return open_project(Path(__file__).parent / "world")


@pytest.fixture
def merged(world: Project) -> Merged:
    """The merged graph of the two conferences."""
    return merge(read_files(world), read_vocabulary(world))


@pytest.fixture
def shapes(world: Project) -> Shapes:
    """The rules of the two conferences."""
    return read_shapes(world.shapes)


@pytest.fixture
def validated(world: Project) -> tuple[Report, Authorship]:
    """The report on the two conferences, and where everything is written."""
    return validate_project(world)
