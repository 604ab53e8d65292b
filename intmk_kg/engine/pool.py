"""The workers as the web process sees them: a supervisor that is started first, and who is ready to be asked."""

import contextlib
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from intmk_kg.engine.framing import read_frames, request_bytes
from intmk_kg.engine.loading import ReleaseGraph
from intmk_kg.engine.refusals import EngineFailed
from intmk_kg.engine.requests import SparqlRequest, Wanted
from intmk_kg.engine.supervisor import configuration
from intmk_kg.settings import Settings

_CLOCK_OF_PROCESS = 2
_LOWEST_PRIORITY = 19
_SECONDS_TO_START = 120.0
_SECONDS_TO_END = 5.0
_SECONDS_TO_HEAR_OF_DEATH = 2.0
_PATIENCE = 0.5

# A worker frees and takes thousands of small pieces of memory for each query. With glibc's short lists of free ones a
# light query takes a third longer, measured; and with huge pages the supervisor, which hands its tables of pages on to
# each worker, forks in a fifth of the time. Another C library ignores this.
_ENVIRONMENT = {"GLIBC_TUNABLES": "glibc.malloc.tcache_count=2000:glibc.malloc.hugetlb=1"}

SECONDS_BETWEEN_LOOKS = 0.01
"""How often it is looked whether to go on waiting for a worker."""


@dataclass
class WorkerHandle:
    """One worker: its socket, its process, whether it goes after all others, and after its death the exit code."""

    number: int
    process: int
    connection: socket.socket
    descriptor: int
    died: threading.Event = field(default_factory=threading.Event)
    exit_code: int | None = None
    is_last: bool = False

    def __post_init__(self) -> None:
        # The kernel counts the time: with Python's own timeouts each call would be three, and give the lock away thrice
        self.connection.settimeout(None)
        for option, seconds in ((socket.SO_SNDTIMEO, _SECONDS_TO_END), (socket.SO_RCVTIMEO, SECONDS_BETWEEN_LOOKS)):
            whole, rest = divmod(round(seconds * 1_000_000), 1_000_000)
            self.connection.setsockopt(socket.SOL_SOCKET, option, struct.pack("@ll", whole, rest))

    def ask(self, request: SparqlRequest, wanted: Wanted) -> None:
        """Send a request; raises OSError where the worker is dead."""
        self.connection.sendall(request_bytes(request, wanted))

    def receive(self, look: Callable[[], None], deliver: Callable[[bytes], None]) -> tuple[int, Any]:
        """The last frame of the answer, when `deliver` has been given all data.

        Args:
            look: called every `SECONDS_BETWEEN_LOOKS`; it raises to give up.
            deliver: is given each piece of data.

        Raises:
            EOFError: the worker died.
        """
        looked = time.monotonic()

        def piece(length: int) -> bytes:
            nonlocal looked
            while True:
                if time.monotonic() - looked >= SECONDS_BETWEEN_LOOKS:
                    look()
                    looked = time.monotonic()
                try:
                    return self.connection.recv(length)
                except BlockingIOError:
                    continue
                except ConnectionResetError:
                    return b""

        return read_frames(piece, deliver)

    def seconds_used(self) -> float:
        """The processor time that the worker has used in its life; 0 when it is dead."""
        clock = (~self.process << 3) | _CLOCK_OF_PROCESS  # clock_getcpuclockid(3), which Python does not have
        try:
            return time.clock_gettime(clock)
        except OSError:
            return 0.0

    def lower_priority(self) -> None:
        """Let every other process go first from now on; it cannot be taken back."""
        if self.is_last:
            return
        self.is_last = True
        with contextlib.suppress(OSError):  # it has ended, or the system forbids it
            if sys.platform == "linux":
                # Even at the lowest priority the kernel lets a process have its turn of some milliseconds out
                os.sched_setscheduler(self.process, os.SCHED_IDLE, os.sched_param(0))
            else:
                os.setpriority(os.PRIO_PROCESS, self.process, _LOWEST_PRIORITY)

    def kill(self) -> None:
        """End the worker at once, whatever it does."""
        try:
            signal.pidfd_send_signal(self.descriptor, signal.SIGKILL)
        except ProcessLookupError:
            return

    def close(self) -> None:
        """Give back the descriptors."""
        self.connection.close()
        os.close(self.descriptor)


class WorkerPool:
    """The workers that are ready; those that were taken come back or are replaced.

    Args:
        graph: the release's graph.
        count: how many workers there shall be.
        settings: their limits.
    """

    def __init__(self, graph: ReleaseGraph, count: int, settings: Settings) -> None:
        self._configuration = configuration(graph, count, settings)
        self._changed = threading.Condition()
        self._ready: deque[WorkerHandle] = deque()
        self._last: deque[WorkerHandle] = deque()
        self._most, self._most_last = count, count // 2
        self._all: dict[int, WorkerHandle] = {}
        self._failure = ""
        self._closing = False
        self._control, self._supervisor = self._start()
        self._listener = threading.Thread(target=self._listen, name="engine-supervisor", daemon=True)
        self._listener.start()

    def wait_until_ready(self) -> None:
        """Wait for the first worker.

        Raises:
            EngineFailed: the release cannot be loaded.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._ready or self._failure, _SECONDS_TO_START)
            if not self._ready:
                raise EngineFailed(f"No worker is ready: {self._failure or 'loading takes too long'}.")

    def take(self, seconds: float, *, is_last: bool = False) -> WorkerHandle | None:
        """A ready worker, the one that was asked last, whose memory the processor has at hand.

        None where there is none within `seconds`. With `is_last` it may be one that goes after all others already.
        """
        with self._changed:
            if not self._ready:
                if self._last and not is_last:
                    self.discard(self._last.popleft())  # another takes its place that need not go last
                self._changed.wait_for(
                    lambda: self._ready or (is_last and self._last) or self._closing, max(seconds, 0)
                )
            ready = self._last if is_last and self._last else self._ready
            return ready.pop() if ready and not self._closing else None

    def give_back(self, worker: WorkerHandle) -> None:
        """Make a worker ready again that has answered whole; of those that go last no more than half of all."""
        with self._changed:
            ready, most = (self._last, self._most_last) if worker.is_last else (self._ready, self._most)
            if not worker.died.is_set() and len(ready) < most:
                ready.append(worker)
                self._changed.notify()
                return
        self.discard(worker)

    def discard(self, worker: WorkerHandle) -> None:
        """Kill a worker and have the supervisor put another in its place."""
        worker.kill()
        worker.close()
        with contextlib.suppress(OSError):
            self._control.send(str(worker.number).encode())

    def cause_of_death(self, worker: WorkerHandle) -> int | None:
        """The exit code of a worker that has died: the negative number of the signal, or None where unknown."""
        worker.died.wait(_SECONDS_TO_HEAR_OF_DEATH)
        return worker.exit_code

    @property
    def processes(self) -> list[int]:
        """The process ids of the supervisor and of the workers that live."""
        with self._changed:
            return [self._supervisor.pid, *(worker.process for worker in self._all.values())]

    def close(self) -> None:
        """End all workers and the supervisor, and wait for them."""
        with self._changed:
            if self._closing:
                return
            self._closing = True
            self._changed.notify_all()
        self._control.shutdown(socket.SHUT_RDWR)
        try:
            self._supervisor.wait(_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self._supervisor.kill()
            self._supervisor.wait()
        self._listener.join(_SECONDS_TO_END)
        self._control.close()

    def _start(self) -> tuple[socket.socket, subprocess.Popen[bytes]]:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            command = [sys.executable, "-m", "intmk_kg.engine.supervisor", str(theirs.fileno()), self._configuration]
            supervisor = subprocess.Popen(
                command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, env={**_ENVIRONMENT, **os.environ}
            )
        return ours, supervisor

    def _listen(self) -> None:
        """Hear the supervisor, and start another where it ends unasked."""
        while True:
            self._listen_to_supervisor()
            if self._closing:
                return
            self._supervisor.wait()
            time.sleep(_PATIENCE)
            with self._changed:
                if self._closing:
                    return
                self._control.close()
                self._control, self._supervisor = self._start()

    def _listen_to_supervisor(self) -> None:
        while True:
            try:
                message, descriptors, _, _ = socket.recv_fds(self._control, 65_536, 2)
            except OSError:
                message = b""
            if not message:
                self._forget_all()
                return
            kind, *values = json.loads(message)
            with self._changed:
                if kind == "worker":
                    self._add(WorkerHandle(values[0], values[1], socket.socket(fileno=descriptors[0]), descriptors[1]))
                elif kind == "died":
                    self._remove(values[0], values[1])
                else:
                    self._failure = values[1]
                self._changed.notify_all()

    def _add(self, worker: WorkerHandle) -> None:
        self._all[worker.number] = worker
        self._ready.appendleft(worker)

    def _remove(self, number: int, exit_code: int | None) -> None:
        worker = self._all.pop(number)
        worker.exit_code = exit_code
        worker.died.set()
        for ready in (self._ready, self._last):
            if worker in ready:
                ready.remove(worker)
                worker.close()

    def _forget_all(self) -> None:
        """The supervisor is gone, and its workers with it."""
        with self._changed:
            for number in list(self._all):
                self._remove(number, None)
