"""`intmk-kg serve` as a user starts it: quick, on one address, and gone when it is told to go."""

import contextlib
import itertools
import json
import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from served_project import ServedProject

from intmk_kg.release.directory import Release

QUIET_SECONDS = 2
ATTEMPTS = 3  # the machine may be busy with other things; a service that is slow to start always is
Start = Callable[..., ServedProject]


@pytest.fixture
def start(small_release: Release, tmp_path: Path) -> Iterator[Start]:
    """Start a service of the small release and wait for its first answer: `start("--deadline", "3")`."""
    numbers = itertools.count()
    with contextlib.ExitStack() as stack:

        def started(*options: str, **settings: str) -> ServedProject:
            log = tmp_path / f"log-{next(numbers)}"
            service = ServedProject(small_release.path.parents[2], log, "--workers", "1", *options, **settings)
            return stack.enter_context(service)

        yield started


def gone(processes: set[int]) -> bool:
    """Whether all of the processes have ended after a moment."""
    for _ in range(100):
        if not any(runs(process) for process in processes):
            return True
        time.sleep(0.05)
    return False


def runs(process: int) -> bool:
    """Whether it has not ended; one that ended is still listed until the init process looks for it."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text(errors="replace").rpartition(")")[2].split()[0] not in "ZX"
    return False


def test_service_answers_soon_and_prints_its_address(start: Start) -> None:
    """From an existing build the first answer comes within two seconds, and the address is printed."""
    service = start()
    for _ in range(ATTEMPTS - 1):
        if service.seconds >= 2 * load_factor():
            service = start()
    assert service.seconds < 2 * load_factor()
    assert service.end(signal.SIGTERM) == 0
    assert service.url in service.output
    line = json.loads(service.log.splitlines()[0])
    assert (line["method"], line["path"], line["status"]) == ("GET", "/-/health", 200)


def load_factor() -> float:
    """How much slower things are here now, by the processes that wait for a core: on an idle machine 1."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_service_leaves_no_process(start: Start, sign: signal.Signals) -> None:
    """After SIGTERM, SIGINT and even SIGKILL every process of the service has ended, and the port is free again."""
    service = start()
    processes = service.processes()
    assert len(processes) >= 4
    service.end(sign)
    assert gone(processes)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", service.port))


def test_web_process_keeps_to_one_core(start: Start) -> None:
    """All threads that answer requests share one core, where they need not wake each other; workers have all cores."""
    all_cores = frozenset(os.sched_getaffinity(0))
    if len(all_cores) == 1:
        pytest.skip("this machine has one core")
    service = start()
    cores_of = [
        {frozenset(os.sched_getaffinity(int(thread.name))) for thread in Path(f"/proc/{process}/task").iterdir()}
        for process in sorted(service.processes())
    ]
    alone = {core for cores in cores_of for core in cores if len(core) == 1}
    assert len(alone) == 1
    assert sum(cores == alone for cores in cores_of) == 1
    assert sum(cores == {all_cores} for cores in cores_of) == len(cores_of) - 1


def test_taken_port_is_a_clear_error(small_release: Release) -> None:
    """A port that is taken ends the command with status 2 and one sentence."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        options = ["--project", str(small_release.path.parents[2]), "--port", str(port)]
        command = [sys.executable, "-m", "intmk_kg", "serve", *options]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert ended.returncode == 2
    assert f"port {port}" in ended.stderr
    assert "taken" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_served_bytes_do_not_depend_on_the_host(start: Start) -> None:
    """Over a real connection too, HEAD has GET's headers and no Host changes a byte."""
    service = start()

    def ask(method: str, host: str) -> tuple[str, str]:
        with socket.create_connection(("127.0.0.1", service.port), timeout=5) as connection:
            request = (
                f"{method} /doc/land-he HTTP/1.1\r\nHost: {host}\r\nAccept: text/turtle\r\nConnection: close\r\n\r\n"
            )
            connection.sendall(request.encode())
            answer = b"".join(iter(lambda: connection.recv(65536), b"")).decode()
        head, _, body = answer.partition("\r\n\r\n")
        return re.sub(r"(?im)^(date|server|connection):.*\r?\n?", "", head + "\r\n").strip(), body

    head, body = ask("GET", "127.0.0.1")
    assert body.startswith("@prefix")
    assert ask("GET", "evil.example") == (head, body)
    assert ask("HEAD", "evil.example") == (head, "")


def test_deadline_and_public_url_are_options(start: Start) -> None:
    """Options arrive at the service."""
    service = start("--deadline", "3.5", "--public-url", "https://kg.example/")
    with urllib.request.urlopen(f"{service.url}/-/limits", timeout=5) as response:
        assert json.load(response)["deadline_seconds"]["value"] == 3.5
    request = urllib.request.Request(f"{service.url}/", headers={"Accept": "text/html"})
    with urllib.request.urlopen(request, timeout=5) as response:
        assert "https://kg.example/id/" in response.read().decode()


def test_pages_do_not_wait_behind_queries(start: Start) -> None:
    """While as many slow queries wait as may, health, a page and a page that asks the graph are answered at once."""
    queue, running, refused = 64, 2, 3
    service = start("--deadline", "30", queries_per_client="1000")
    product = " . ".join(f"?s{n} ?p{n} ?o{n}" for n in range(6))
    with contextlib.ExitStack() as stack:
        asked: list[socket.socket] = []
        for number in range(queue + running + refused):
            connection = stack.enter_context(socket.create_connection(("127.0.0.1", service.port), timeout=30))
            query = urllib.parse.quote(f"SELECT (COUNT(*) AS ?n{number}) {{ {product} }}")
            connection.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: kg.example\r\n\r\n".encode())
            asked.append(connection)
        waiting = list(asked)
        while readable := select.select(waiting, [], [], QUIET_SECONDS)[0]:
            for connection in readable:
                answer = connection.recv(65_536).decode()
                assert answer.startswith("HTTP/1.1 503 ")
                assert '"queue_length"' in answer
                waiting.remove(connection)
        assert queue <= len(waiting) <= queue + running
        for path in ("/-/health", "/doc/land-he", "/", "/?lang=en", "/doc/meeting-1-haupt?lang=en"):
            began = time.monotonic()
            request = urllib.request.Request(f"{service.url}{path}", headers={"Accept": "text/html"})
            with urllib.request.urlopen(request, timeout=30) as response:
                assert response.status == 200
            assert time.monotonic() - began < load_factor()
        assert not select.select(waiting, [], [], 0)[0]
