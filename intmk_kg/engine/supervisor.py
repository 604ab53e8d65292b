"""The process that holds the release, forks the workers and replaces those that died.

It has one thread, because a process with several cannot be forked safely, and so it is started as an interpreter of
its own: `python -m intmk_kg.engine.supervisor DESCRIPTOR CONFIGURATION`. Over the socket of the first argument it sends
the web process a message for each worker, with the worker's socket and a descriptor of its process, and one for each
death.
"""

import gc
import json
import os
import selectors
import signal
import socket
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from intmk_kg.engine.cores import usable_cores, use_cores
from intmk_kg.engine.counts import Counts
from intmk_kg.engine.guard.grammar import sparql_grammar
from intmk_kg.engine.loading import ReleaseGraph, fits_in_memory, load
from intmk_kg.engine.sandbox import prepare_sandbox
from intmk_kg.engine.worker import Worker, names_of_graphs
from intmk_kg.settings import Settings

_SHORT_LIFE = 0.2
_PATIENCE = 1.0


class Supervisor:
    """Keeps `count` workers alive until the web process is gone.

    Args:
        control: the socket to the web process, keeping message boundaries.
        graph: the release's graph.
        count: how many workers there shall be.
        settings: the limits of the workers.
    """

    def __init__(self, control: socket.socket, graph: ReleaseGraph, count: int, settings: Settings) -> None:
        self._control = control
        self._graph = graph
        self._count = count
        self._settings = settings
        self._workers: dict[int, tuple[int, float]] = {}
        self._leaving: dict[int, tuple[int, float]] = {}
        self._numbers = 0

    def run(self) -> None:
        """Load the release, then fork, watch and replace."""
        store = self._load()
        graphs = names_of_graphs(store) if isinstance(store, ox.Store) else None
        worker = partial(Worker, store=store, graphs=graphs, settings=self._settings, counts=self._graph.counts)
        sparql_grammar()  # workers cannot read files
        prepare_sandbox()
        gc.collect()
        gc.freeze()
        wakened, waker = socket.socketpair()
        for end in (wakened, waker):
            end.settimeout(0)
        signal.set_wakeup_fd(waker.fileno())
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        selector = selectors.DefaultSelector()
        selector.register(self._control, selectors.EVENT_READ)
        selector.register(wakened, selectors.EVENT_READ)
        while True:
            while len(self._workers) < self._count:
                self._fork(worker)
            for key, _ in selector.select():
                if key.fileobj is wakened:
                    wakened.recv(4096)
                elif not self._heard():
                    self._end()
                    return
            self._reap()

    def _load(self) -> ox.Store | Path:
        """The graph in memory, or the directory that each worker opens for itself: RocksDB has threads."""
        if self._graph.store_directory is not None and not fits_in_memory(self._graph.nquads):
            return self._graph.store_directory
        return load(self._graph.nquads)

    def _heard(self) -> bool:
        """Read the number of a worker that is killed; False where the web process is gone.

        Its successor is forked at once: a process of the lowest priority may take long to end.
        """
        message = self._control.recv(64)
        for process, (number, _) in list(self._workers.items()):
            if message and number == int(message):
                self._leaving[process] = self._workers.pop(process)
        return bool(message)

    def _fork(self, worker: Callable[[socket.socket], Worker]) -> None:
        ours, theirs = socket.socketpair()
        process = os.fork()
        if process == 0:
            self._become_worker(worker(theirs))
        theirs.close()
        self._numbers += 1
        self._workers[process] = (self._numbers, time.monotonic())
        descriptor = os.pidfd_open(process)
        message = json.dumps(["worker", self._numbers, process]).encode()
        socket.send_fds(self._control, [message], [ours.fileno(), descriptor])
        ours.close()
        os.close(descriptor)

    def _become_worker(self, worker: Worker) -> None:
        """Never returns: a worker ends by ending its process, without the supervisor's own closing."""
        status = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            worker.run()
            status = 0
        except (BrokenPipeError, ConnectionResetError):
            status = 0
        finally:
            os._exit(status)

    def _reap(self) -> None:
        while True:
            try:
                process, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if process == 0:
                return
            number, born = (self._workers if process in self._workers else self._leaving).pop(process)
            message = json.dumps(["died", number, os.waitstatus_to_exitcode(status)]).encode()
            self._control.send(message)
            if os.waitstatus_to_exitcode(status) > 0 and time.monotonic() - born < _SHORT_LIFE:
                time.sleep(_PATIENCE)  # it failed to start; the next may fail as well

    def _end(self) -> None:
        processes = [*self._workers, *self._leaving]
        for process in processes:
            os.kill(process, signal.SIGKILL)
        for process in processes:
            os.waitpid(process, 0)


def configuration(graph: ReleaseGraph, count: int, settings: Settings) -> str:
    """The second argument of the command; the workers may use the cores that this process may use now."""
    values = {"graph": asdict(graph), "count": count, "settings": asdict(settings), "cores": usable_cores()}
    return json.dumps(values, default=str, ensure_ascii=False)


def main(arguments: list[str]) -> None:
    """Supervise until the web process is gone."""
    values = json.loads(arguments[1])
    use_cores(values["cores"])
    graph, settings = _graph(values["graph"]), _settings(values["settings"])
    with socket.socket(fileno=int(arguments[0])) as control:
        try:
            Supervisor(control, graph, values["count"], settings).run()
        except (BrokenPipeError, ConnectionResetError):
            return
        except (OSError, SyntaxError) as error:
            control.send(json.dumps(["failed", 0, str(error)]).encode())


def _graph(values: Mapping[str, Any]) -> ReleaseGraph:
    directory, counts = values["store_directory"], values["counts"]
    return ReleaseGraph(
        Path(values["nquads"]), Path(directory) if directory else None, Counts(**counts) if counts else None
    )


def _settings(values: Mapping[str, Any]) -> Settings:
    given: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    return Settings(**given)


if __name__ == "__main__":
    main(sys.argv[1:])
