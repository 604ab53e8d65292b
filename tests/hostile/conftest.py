"""The service on the real graph with short limits, and somebody who listens for what must never come."""

import socket
from collections.abc import Iterator

import pytest
from hostile_server import HostileServer

from intmk_kg.project import Project

DEADLINE_SECONDS = 1.0
RESULT_ROWS = 5_000


class Listener:
    """A socket that listens on loopback and that nobody may call.

    Attributes:
        url: its address.
    """

    def __init__(self, listening: socket.socket) -> None:
        self._listening = listening
        self._listening.settimeout(0)
        self.url = f"http://127.0.0.1:{listening.getsockname()[1]}/"

    def calls(self) -> int:
        """How many have called since it was asked last."""
        found = 0
        while True:
            try:
                self._listening.accept()[0].close()
            except BlockingIOError:
                return found
            found += 1


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
