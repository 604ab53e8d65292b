"""`intmk-kg serve` as an operator starts it: on a free port of this machine, with what it writes in sight."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Self

_SECONDS_TO_START = 60.0
_SECONDS_TO_END = 20.0


class ServedProject:
    """A process of the command; within `with` it answers, after it it has ended.

    Args:
        project: the directory of a project with a release.
        log: the file that takes what it logs; what it prints is kept beside it.
        options: of the command.
        settings: in the environment, without their prefix.

    Attributes:
        port: where it answers.
        url: the same as an address, without a slash at the end.
        process: the command.
        seconds: from the start to the first answer.
    """

    ready = "/-/health"
    """What is answered with 200 as soon as it is served."""

    def __init__(self, project: Path, log: Path, *options: str, **settings: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._output, self._log = log.with_suffix(".output"), log
        command = [sys.executable, "-m", "intmk_kg", "serve", "--project", str(project), "--port", str(self.port)]
        environment = os.environ | {f"INTMK_{name.upper()}": value for name, value in settings.items()}
        with self._output.open("wb") as printed, self._log.open("wb") as logged:
            self.seconds, self._began = 0.0, time.monotonic()
            self.process = subprocess.Popen([*command, *options], stdout=printed, stderr=logged, env=environment)

    def __enter__(self) -> Self:
        try:
            self.seconds = self._wait()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def output(self) -> str:
        """What it has printed."""
        return self._output.read_text(errors="replace")

    @property
    def log(self) -> str:
        """What it has logged."""
        return self._log.read_text(errors="replace")

    def end(self, sign: int) -> int:
        """Send it a signal and wait for its end; its exit status."""
        self.process.send_signal(sign)
        return self.process.wait(timeout=_SECONDS_TO_END)

    def close(self) -> None:
        """End it, by force where it does not end by itself, and wait for it."""
        self.process.terminate()
        try:
            self.process.wait(timeout=_SECONDS_TO_END)
        finally:
            self.process.kill()

    def processes(self) -> set[int]:
        """The processes of the service: the command's and all below it."""
        found = {self.process.pid}
        parents = {int(path.name): _parent(path) for path in Path("/proc").iterdir() if path.name.isdigit()}
        while more := {child for child, of in parents.items() if of in found} - found:
            found |= more
        return found

    def _wait(self) -> float:
        while (seconds := time.monotonic() - self._began) < _SECONDS_TO_START and self.process.poll() is None:
            with suppress(OSError), urllib.request.urlopen(f"{self.url}{self.ready}", timeout=_SECONDS_TO_START):
                return time.monotonic() - self._began
            time.sleep(0.02)
        raise AssertionError(f"no answer after {seconds:.1f} s, exit status {self.process.poll()}: {self.log[-2000:]}")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _parent(process: Path) -> int:
    """The process id of a process's parent; 0 where it has just ended."""
    try:
        return int((process / "stat").read_text(errors="replace").rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return 0
