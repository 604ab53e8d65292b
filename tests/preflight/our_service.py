"""`intmk-kg serve` with the real release, and the catalogue that it publishes."""

import contextlib
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

from intmk_kg.project import Project


@pytest.fixture(scope="session")
def our_service(built_project: Project) -> Iterator[str]:
    """The address of `intmk-kg serve` with the real release."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "intmk_kg", "serve", "--project", built_project.root, "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait(f"http://127.0.0.1:{port}/-/health", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture(scope="session")
def our_catalogue(our_service: str) -> str:
    """The address of our own catalogue."""
    url = f"{our_service}/catalog"
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            assert answer.status == 200
    except urllib.error.HTTPError as error:
        with error:
            if error.code == 404:
                pytest.skip("the service has no /catalog")
            raise
    return url


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert process.poll() is None, "the service ended"
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=5):
            return
        time.sleep(0.05)
    raise AssertionError("the service does not answer")
