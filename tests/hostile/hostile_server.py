"""The service as an operator starts it, on the real graph, with what its processes use in sight."""

import os
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Self

from raw_http import exchange, get

DEADLINE_SECONDS = 1.0
RESULT_ROWS = 5_000
_SECONDS_TO_START = 60.0


class HostileServer:
    """The command `intmk-kg serve`.

    Args:
        project: the directory of a project with a release.
        log: the file that takes what the server writes.
        settings: in the environment, without their prefix.
    """

    def __init__(self, project: Path, log: Path, **settings: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.settings = settings
        self._log_path = log
        self._log = log.open("wb")
        command = [sys.executable, "-m", "intmk_kg", "serve", "--project", str(project), "--port", str(self.port)]
        environment = os.environ | {f"INTMK_{name.upper()}": value for name, value in settings.items()}
        self._process = subprocess.Popen(command, stdout=self._log, stderr=subprocess.STDOUT, env=environment)

    def __enter__(self) -> Self:
        try:
            self._wait()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def log(self) -> str:
        """What the server has written."""
        return self._log_path.read_text(errors="replace")

    def close(self) -> None:
        """End the server and wait for it."""
        self._process.terminate()
        try:
            self._process.wait(timeout=20)
        finally:
            self._process.kill()
            self._log.close()

    def processes(self) -> set[int]:
        """The processes of the service: the command's and all below it."""
        found = {self._process.pid}
        parents = {int(path.name): _parent(path) for path in Path("/proc").iterdir() if path.name.isdigit()}
        while more := {child for child, of in parents.items() if of in found} - found:
            found |= more
        return found

    def private_memory(self) -> int:
        """The bytes of all its processes that are not shared with another (proc(5), smaps_rollup)."""
        return sum(map(_private_memory, self.processes()))

    def temporary_files(self) -> int:
        """How many answers lie in unnamed files."""
        found = 0
        for process in self.processes():
            with suppress(OSError):
                for path in Path(f"/proc/{process}/fd").iterdir():
                    with suppress(OSError):
                        found += "intmk-kg-" in str(path.readlink())
        return found

    def _wait(self) -> None:
        end = time.monotonic() + _SECONDS_TO_START
        while time.monotonic() < end and self._process.poll() is None:
            with suppress(OSError):
                if exchange(self.port, get("/sparql?query=ASK%7B%7D")).status == 200:
                    return
            time.sleep(0.05)
        raise AssertionError(self.log[-2000:])


def is_alive(process: int) -> bool:
    """Whether a process is there and not only remembered until its parent asks."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] not in {"Z", "X"}


def _parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text(errors="replace").rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return 0


def _private_memory(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(("Private_Dirty:", "Private_Clean:")))
