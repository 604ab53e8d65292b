"""The ontology, its schemes and its examples, each read once."""

from pathlib import Path

import pytest
from rdflib import Graph

from intmk_kg.project import Project, open_project
from intmk_kg.vocabulary.generate import read_ontology


@pytest.fixture(scope="session")
def project() -> Project:
    """The project that this repository holds."""
    return open_project(Path(__file__).parents[2])


@pytest.fixture(scope="session")
def ontology(project: Project) -> Graph:
    """The vocabulary with its schemes, reused terms and alignments."""
    return read_ontology(project)


@pytest.fixture(scope="session")
def examples(project: Project) -> dict[str, Graph]:
    """Each example by the name of its file."""
    paths = sorted((project.ontology / "examples").glob("*.ttl"))
    return {path.stem: Graph().parse(path, format="turtle") for path in paths}
