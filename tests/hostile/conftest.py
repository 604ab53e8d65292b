"""The service on the real graph with short limits, and somebody who listens for what must never come."""

import socket
from collections.abc import Iterator

import pytest
from hostile_server import DEADLINE_SECONDS, RESULT_ROWS, HostileServer
from listener import Listener

from intmk_kg.project import Project


@pytest.fixture(scope="session")
def server(built_project: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostileServer]:
    """The service as it is started by `intmk-kg serve`, with a deadline of a second."""
    limits = {"deadline_seconds": str(DEADLINE_SECONDS), "result_rows": str(RESULT_ROWS)}
    with HostileServer(built_project.root, tmp_path_factory.mktemp("hostile") / "log", **limits) as started:
        yield started


@pytest.fixture
def listener() -> Iterator[Listener]:
    """Somebody who listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield Listener(listening)
