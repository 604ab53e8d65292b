"""The service on the real graph, as it is started by `intmk-kg serve`."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress

import pytest

from intmk_kg.project import Project

_SECONDS_TO_START = 60.0


@pytest.fixture(scope="session")
def endpoint(built_project: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the SPARQL endpoint."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    log_path = tmp_path_factory.mktemp("clients") / "log"
    command = [sys.executable, "-m", "intmk_kg", "serve", "--project", str(built_project.root), "--port", port]
    with log_path.open("wb") as log:
        service = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, env=dict(os.environ))
        try:
            _wait(service, f"http://127.0.0.1:{port}/-/health")
            yield f"http://127.0.0.1:{port}/sparql"
        finally:
            service.terminate()
            service.wait(timeout=20)


def _wait(service: subprocess.Popen[bytes], address: str) -> None:
    end = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < end and service.poll() is None:
        with suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return
        time.sleep(0.05)
    raise AssertionError("the service does not answer")
