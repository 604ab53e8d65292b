"""The servers that are compared: how each is installed, given the data and started, and what it takes."""

import contextlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from intmk_kg.project import Project

_VERSIONS = {"oxigraph": "oxigraph==0.5.13", "rdflib-endpoint": "rdflib-endpoint[web]==0.6.3"}
_SECONDS_TO_START = 300
_SECONDS_TO_END = 20
_SECONDS_TO_SETTLE = 10
_PAUSE_TO_SETTLE = 0.05
_HERE = Path(__file__).parent
_NGINX = """
worker_processes 2; pid {directory}/nginx.pid; error_log {directory}/error.log; daemon off;
events {{ worker_connections 256; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; default_type application/octet-stream;
  client_body_temp_path {directory}; proxy_temp_path {directory}; fastcgi_temp_path {directory};
  uwsgi_temp_path {directory}; scgi_temp_path {directory};
  server {{ listen 127.0.0.1:{port}; root {directory}/files; etag on; }}
}}
"""


@dataclass
class Endpoint:
    """A running server.

    Attributes:
        name: as the tables call it.
        port: on the loopback address.
        path: where it is asked.
        process: the one that was started.
        cold_start: seconds from the start to the first answer to a query.
    """

    name: str
    port: int
    path: str
    process: subprocess.Popen[bytes]
    cold_start: float = field(default=0.0)

    def target(self, query: str) -> str:
        """Path and query string of a query by GET."""
        return f"{self.path}?query={urllib.parse.quote(query, safe='')}"

    def ask(self, query: str, accept: str, seconds: float) -> bytes | None:
        """The body of the answer to a query; None where there is none within so many seconds."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds)
        with contextlib.closing(connection):
            try:
                connection.request("GET", self.target(query), headers={"Accept": accept})
                response = connection.getresponse()
                body = response.read()
            except (OSError, http.client.HTTPException):
                return None
            return body if response.status == http.client.OK else None

    def settle(self, most: float = _SECONDS_TO_SETTLE) -> None:
        """Wait until it does nothing any more, for so many seconds: starts and the ends of runs leave work behind."""
        used, began = self.processor_time(), time.perf_counter()
        while time.perf_counter() - began < most:
            time.sleep(_PAUSE_TO_SETTLE)
            before, used = used, self.processor_time()
            if used - before < _PAUSE_TO_SETTLE / 5:
                return

    def processor_time(self) -> float:
        """Seconds of processor time that the whole process tree has taken, ended children included."""
        return sum(map(_processor_time, _tree(self.process.pid)))

    def memory(self) -> int:
        """Bytes of the whole process tree, shared pages counted by their share (PSS)."""
        return sum(_proportional(process) for process in _tree(self.process.pid))


@contextlib.contextmanager
def ours(project: Project, environment: Mapping[str, str]) -> Iterator[Endpoint]:
    """`intmk-kg serve` on the release of a project."""
    command = [sys.executable, "-m", "intmk_kg", "serve", "--project", str(project.root)]
    port = free_port()
    with _running("intmk-kg", [*command, "--port", str(port)], port, "/sparql", environment) as endpoint:
        yield endpoint


@contextlib.contextmanager
def oxigraph(store: Path, environments: Path) -> Iterator[Endpoint]:
    """`oxigraph serve-read-only` on a directory that `load_oxigraph` made."""
    program = _installed("oxigraph", environments) / "oxigraph"
    port = free_port()
    command = [str(program), "serve-read-only", "--location", str(store), "--bind", f"127.0.0.1:{port}"]
    with _running("oxigraph", [*command, "--timeout-s", "60"], port, "/query") as endpoint:
        yield endpoint


def load_oxigraph(nquads: Path, store: Path, environments: Path) -> None:
    """Load and optimize a directory for the Oxigraph server, unless it is there."""
    if store.exists():
        return
    program = _installed("oxigraph", environments) / "oxigraph"
    made = store.with_suffix(".making")
    shutil.rmtree(made, ignore_errors=True)
    for command in (["load", "--location", str(made), "--file", str(nquads)], ["optimize", "--location", str(made)]):
        subprocess.run([str(program), *command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    made.rename(store)


@contextlib.contextmanager
def rdflib_endpoint(nquads: Path, environments: Path) -> Iterator[Endpoint]:
    """rdflib-endpoint, which loads the file each time."""
    python = _installed("rdflib-endpoint", environments) / "python"
    port = free_port()
    command = [str(python), str(_HERE / "rdflib_app.py"), str(nquads), str(port)]
    with _running("rdflib-endpoint", command, port, "/sparql") as endpoint:
        yield endpoint


@contextlib.contextmanager
def nginx(directory: Path, files: Mapping[str, bytes]) -> Iterator[int]:
    """The port of an nginx that serves these files, named as given."""
    port = free_port()
    (directory / "files").mkdir(parents=True)
    directory.parent.chmod(0o755)  # nginx reads as another user
    for name, content in files.items():
        (directory / "files" / name).write_bytes(content)
    configuration = directory / "nginx.conf"
    configuration.write_text(_NGINX.format(directory=directory, port=port), encoding="utf-8")
    command = [shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or "nginx", "-c", str(configuration)]
    process = subprocess.Popen([*command, "-p", str(directory)], stderr=subprocess.DEVNULL)
    try:
        _wait_for_port(port)
        yield port
    finally:
        _end(process)


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def _running(
    name: str, command: list[str], port: int, path: str, environment: Mapping[str, str] | None = None
) -> Iterator[Endpoint]:
    began = time.perf_counter()
    surroundings = {**os.environ, **(environment or {})}
    process = subprocess.Popen(command, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    endpoint = Endpoint(name, port, path, process)
    try:
        while endpoint.ask("ASK {}", "application/sparql-results+json", 10) is None:
            if process.poll() is not None or time.perf_counter() - began > _SECONDS_TO_START:
                message = f"{name} does not start: {' '.join(command)}"
                raise RuntimeError(message)
            time.sleep(0.005)
        endpoint.cold_start = time.perf_counter() - began
        yield endpoint
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(_SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait_for_port(port: int) -> None:
    for _ in range(500):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.01)


def _installed(name: str, environments: Path) -> Path:
    """The folder of programs of an environment that holds a server, which is made where it is missing."""
    environment = environments / name
    programs = environment / "bin"
    if not (environment / "installed").exists():
        subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
        subprocess.run([str(programs / "python"), "-m", "pip", "install", "--quiet", _VERSIONS[name]], check=True)
        (environment / "installed").touch()
    return programs


def _tree(process: int) -> list[int]:
    children = Path(f"/proc/{process}/task").glob("*/children")
    below: list[int] = []
    for file in children:
        with contextlib.suppress(OSError):
            below += [found for child in file.read_text(encoding="ascii").split() for found in _tree(int(child))]
    return [process, *below]


def _proportional(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def _processor_time(process: int) -> float:
    """The sum of utime, stime, cutime and cstime of proc(5)."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
