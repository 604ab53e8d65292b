"""A process that answers one query after the other and can be killed at any moment."""

import contextlib
import json
import os
import resource
from pathlib import Path
from socket import socket

import pyoxigraph as ox

from intmk_kg.engine.counts import Counts
from intmk_kg.engine.evaluation import Evaluator
from intmk_kg.engine.framing import DATA, END, REFUSAL, frame, read_request
from intmk_kg.engine.refusals import EngineFailed, Limit, MemoryExhausted, Refusal, refusal_as_json
from intmk_kg.engine.requests import SparqlRequest, Wanted
from intmk_kg.engine.sandbox import close_sandbox, die_with_parent
from intmk_kg.settings import Settings

_OOM_SCORE = b"500"
_RETIRING_SHARE = 4
_STDERR = 2


class Worker:
    """What a freshly forked process becomes.

    Args:
        connection: to the web process; the only way out.
        store: the release in memory, or the directory of its RocksDB, which is opened here.
        settings: the limits.
        graphs: the names of its graphs; None where they are to be found here.
        counts: of its default graph, where it has them.
    """

    def __init__(
        self,
        connection: socket,
        store: ox.Store | Path,
        settings: Settings,
        graphs: frozenset[str] | None = None,
        counts: Counts | None = None,
    ) -> None:
        self._connection = connection
        self._store = store
        self._graphs = graphs
        self._settings = settings
        self._counts = counts

    def run(self) -> None:
        """Answer until the web process closes the connection; only the process's end comes after this."""
        die_with_parent()
        self._sizes = os.open("/proc/self/statm", os.O_RDONLY)
        self._close_files()
        reads_files = isinstance(self._store, Path)
        store = ox.Store.read_only(str(self._store)) if isinstance(self._store, Path) else self._store
        graphs = names_of_graphs(store) if self._graphs is None else self._graphs
        evaluator = Evaluator(store, graphs, self._settings, self._counts)
        self._first_size = self._size()
        self._limit()
        if not self._settings.service_endpoints:
            close_sandbox(reads_files=reads_files)
        while (asked := read_request(self._connection)) is not None:
            self._answer(evaluator, *asked)

    def _answer(self, evaluator: Evaluator, request: SparqlRequest, wanted: Wanted) -> None:
        waiting: list[bytes] = []

        def send(piece: bytes) -> None:
            # The last piece travels with the end, so that a small answer is one packet.
            if waiting:
                self._connection.sendall(waiting.pop())
            waiting.append(frame(DATA, piece))

        try:
            result = evaluator.answer(request, wanted, send)
        except Refusal as refusal:
            last = frame(REFUSAL, json.dumps(refusal_as_json(refusal)).encode())
        except MemoryError:
            last = frame(REFUSAL, json.dumps(refusal_as_json(memory_exhausted(self._settings))).encode())
        except Exception as error:  # noqa: BLE001 -- whatever went wrong is said to the web process, which logs it
            failed = EngineFailed(f"{type(error).__name__}: {error}")
            last = frame(REFUSAL, json.dumps(refusal_as_json(failed)).encode())
        else:
            values = [result.media_type, result.form, result.rows, result.volatile, self._is_swollen()]
            last = frame(END, json.dumps(values).encode())
        self._connection.sendall(b"".join(waiting) + last)

    def _is_swollen(self) -> bool:
        """Whether memory of a past query stays taken, so that a fresh worker should take this one's place."""
        return self._size() - self._first_size > self._settings.worker_memory_bytes // _RETIRING_SHARE

    def _size(self) -> int:
        return int(os.pread(self._sizes, 32, 0).split()[0]) * resource.getpagesize()

    def _limit(self) -> None:
        memory = self._first_size + self._settings.worker_memory_bytes
        for limit, value in (
            # The engine evaluates long chains of operators by recursion
            (resource.RLIMIT_STACK, self._settings.stack_bytes),
            (resource.RLIMIT_AS, memory),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_FSIZE, 0),
        ):
            hard = resource.getrlimit(limit)[1]
            least = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(limit, (least, least))
        with contextlib.suppress(OSError):
            file = os.open("/proc/self/oom_score_adj", os.O_WRONLY)  # pathlib would take as long as all else here
            try:
                os.write(file, _OOM_SCORE)
            finally:
                os.close(file)

    def _close_files(self) -> None:
        """Close whatever was inherited but the connection; standard streams lead nowhere."""
        nowhere = os.open(os.devnull, os.O_RDWR)
        for descriptor in range(_STDERR + 1):
            os.dup2(nowhere, descriptor)
        kept = sorted({self._connection.fileno(), self._sizes})
        start = _STDERR + 1
        for descriptor in (*kept, os.sysconf("SC_OPEN_MAX")):
            os.closerange(start, descriptor)
            start = descriptor + 1


def names_of_graphs(store: ox.Store) -> frozenset[str]:
    """The names of all named graphs of a release."""
    return frozenset(graph.value for graph in store.named_graphs())


def memory_exhausted(settings: Settings) -> MemoryExhausted:
    """The refusal of a query that needs too much memory."""
    limit = settings.worker_memory_bytes
    message = f"The query needs more memory than the {limit} bytes that one query may use. Narrow it, or sort less."
    return MemoryExhausted(message, limit=Limit("worker_memory_bytes", limit))
