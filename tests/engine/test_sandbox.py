"""A worker has no network, no files to write, no processes to start or end."""

import errno
import json
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from intmk_kg.engine.embedded import Engine

ATTEMPTS = """
import ctypes, json, os, signal, socket, sys
sys.stdout.flush()
from intmk_kg.engine.sandbox import close_sandbox
existing = os.open(sys.argv[2], os.O_RDONLY)
ours, theirs = socket.socketpair()
listening = ("127.0.0.1", int(sys.argv[3]))
unconnected = socket.socket()
found = {"closed": close_sandbox(reads_files=sys.argv[1] == "reads")}

def attempt(name, action):
    try:
        action()
        found[name] = 0
    except OSError as error:
        found[name] = error.errno

attempt("internet socket", lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM))
attempt("unix socket", lambda: socket.socket(socket.AF_UNIX, socket.SOCK_STREAM))
attempt("connect", lambda: unconnected.connect(listening))
attempt("bind", lambda: unconnected.bind(("127.0.0.1", 0)))
attempt("write a file", lambda: os.open(sys.argv[2] + "-new", os.O_WRONLY | os.O_CREAT))
attempt("append to a file", lambda: os.open(sys.argv[2], os.O_WRONLY | os.O_APPEND))
attempt("read a file", lambda: os.close(os.open(sys.argv[2], os.O_RDONLY)))
attempt("remove a file", lambda: os.unlink(sys.argv[2]))
attempt("rename a file", lambda: os.rename(sys.argv[2], sys.argv[2] + "-new"))
attempt("make a directory", lambda: os.mkdir(sys.argv[2] + "-directory"))
attempt("fork", os.fork)
attempt("run a program", lambda: os.execv("/bin/true", ["true"]))
attempt("signal another process", lambda: os.kill(os.getppid(), 0))
attempt("read what is open", lambda: os.pread(existing, 1, 0))
attempt("talk over what is open", lambda: (ours.sendall(b"x"), theirs.recv(1)))
attempt("ask for randomness", lambda: os.getrandom(8))
os.write(1, json.dumps(found).encode())
"""


def attempted(tmp_path: Path, mode: str) -> tuple[dict[str, int], bool]:
    """What each attempt in a sandbox came to, and whether anyone connected to a listening socket."""
    path = tmp_path / "file"
    path.write_text("x", encoding="ascii")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0)
        command = [sys.executable, "-c", ATTEMPTS, mode, str(path), str(listener.getsockname()[1])]
        ended = subprocess.run(command, capture_output=True, check=True, timeout=30)
        try:
            listener.accept()
            connected = True
        except BlockingIOError:
            connected = False
    return json.loads(ended.stdout), connected


FORBIDDEN = (
    "internet socket",
    "unix socket",
    "connect",
    "bind",
    "write a file",
    "append to a file",
    "remove a file",
    "rename a file",
    "make a directory",
    "fork",
    "run a program",
    "signal another process",
)


@pytest.mark.parametrize(("mode", "reading"), [("computes", errno.EPERM), ("reads", 0)])
def test_sandbox_leaves_only_computing(tmp_path: Path, mode: str, reading: int) -> None:
    """In the sandbox every way to the network, to other files and to other processes fails."""
    found, connected = attempted(tmp_path, mode)
    assert found.pop("closed") is True
    assert {name: found[name] for name in FORBIDDEN} == dict.fromkeys(FORBIDDEN, errno.EPERM)
    assert found["read a file"] == reading
    assert {found["read what is open"], found["talk over what is open"], found["ask for randomness"]} == {0}
    assert not connected
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def filters_of(process: int) -> tuple[str, str]:
    """Whether a process has a filter of system calls ("2"), and no way to new privileges ("1")."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    status = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
    return status["Seccomp"], status["NoNewPrivs"]


def test_workers_are_in_the_sandbox(engine: Engine) -> None:
    """Each worker of an engine runs with a filter of system calls and without new privileges."""
    end = time.monotonic() + 5
    while {filters_of(process) for process in engine.processes[1:]} != {("2", "1")}:
        assert time.monotonic() < end
        time.sleep(0.05)
