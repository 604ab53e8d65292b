"""The service on the real graph, as it is started by `intmk-kg serve`."""

from collections.abc import Iterator

import pytest
from served_project import ServedProject

from intmk_kg.project import Project


@pytest.fixture(scope="session")
def endpoint(built_project: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the SPARQL endpoint."""
    with ServedProject(built_project.root, tmp_path_factory.mktemp("clients") / "log") as service:
        yield f"{service.url}/sparql"
