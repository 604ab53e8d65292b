"""The engine of one release: pyoxigraph in processes that can be killed, as the web process sees it."""

import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, cast

import pyoxigraph as ox

from intmk_kg.engine.body import ArrivingBody
from intmk_kg.engine.caching import AnswerCache, SingleFlight
from intmk_kg.engine.counts import Counts
from intmk_kg.engine.framing import END
from intmk_kg.engine.lanes import Admission, Lane, Usage, kept_places, places, waited_in_vain
from intmk_kg.engine.loading import ReleaseGraph
from intmk_kg.engine.plain_descriptions import PlainDescriptions
from intmk_kg.engine.pool import WorkerHandle, WorkerPool
from intmk_kg.engine.refusals import (
    EngineFailed,
    Limit,
    QueryTooLong,
    Refusal,
    refusal_from_json,
)
from intmk_kg.engine.requests import Answer, SparqlRequest, Wanted
from intmk_kg.engine.visits import Asked, NotQuickError, Visit
from intmk_kg.engine.worker import memory_exhausted
from intmk_kg.settings import Settings

# Within this time no query fills the memory of a machine, but that a worker was dead already may be heard as late
_SECONDS_OF_THE_DEAD = 0.25


class ServedRelease(Protocol):
    """What the engine needs of a release."""

    @property
    def id(self) -> str:
        """The hash of its content."""
        ...

    @property
    def nquads(self) -> Path:
        """Its graph."""
        ...

    @property
    def store_directory(self) -> Path:
        """Its RocksDB."""
        ...


class Engine:
    """Answers queries on one release, each within its deadline; safe to use from many threads.

    Args:
        release: what is asked about.
        settings: the limits.
        store: its graph, if this process has it open; then it answers itself what needs no worker.
        counts: of its default graph, if they are known; then what asks for them needs no scan.

    Raises:
        EngineFailed: the release cannot be loaded.
    """

    def __init__(
        self,
        release: ServedRelease,
        settings: Settings,
        store: ox.Store | None = None,
        counts: Counts | None = None,
    ) -> None:
        self.release_id = release.id
        self.settings = settings
        directory = release.store_directory if release.store_directory.is_dir() else None
        self._pool = WorkerPool(ReleaseGraph(release.nquads, directory, counts), worker_processes(settings), settings)
        self._usage = Usage()
        self._quick = Lane(settings.workers, self._usage, kept=kept_places(settings))
        self._slow = Lane(settings.workers, self._usage)
        self._admission = Admission(settings)
        self._cache = AnswerCache(settings.cache_bytes)
        self._flights = SingleFlight()
        self._descriptions = PlainDescriptions(store, settings) if store is not None else None
        try:
            self._pool.wait_until_ready()
        except EngineFailed:
            self._pool.close()
            raise

    def answer(
        self, request: SparqlRequest, wanted: Wanted, client: str, is_gone: Callable[[], bool] | None = None
    ) -> Answer:
        """The whole answer to `request`; see `interface.SparqlEngine.answer`."""
        if len(request.query) > self.settings.query_bytes:
            message = f"The query is longer than {self.settings.query_bytes} bytes."
            raise QueryTooLong(message, limit=Limit("query_bytes", self.settings.query_bytes))
        kept = self._cache.get(request, wanted)
        if kept is not None:
            return kept
        if self._descriptions and (described := self._descriptions.answer(request, wanted)):
            return described
        seconds = self.settings.deadline_seconds
        ask = Asked(request, wanted, client, is_gone or _never, time.monotonic() + seconds)
        self._admission.admit(client, self._quick.waiting + self._slow.waiting)
        try:
            answer = self._flights.run((request, wanted), lambda: self._evaluate(ask), seconds)
        finally:
            self._admission.dismiss(client)
        self._cache.put(request, answer)
        return answer

    @property
    def processes(self) -> list[int]:
        """The process ids of the engine's supervisor and workers."""
        return self._pool.processes

    @property
    def waiting(self) -> int:
        """How many queries wait for a worker."""
        return self._quick.waiting + self._slow.waiting

    def close(self) -> None:
        """End every process of the engine and wait for it."""
        self._pool.close()

    def _evaluate(self, ask: Asked) -> Answer:
        """Ask a worker in the first lane; where the query has to leave it, again in the next one."""
        visit = Visit(self._quick, self._slow, self._usage, ask.client)
        answer = None
        try:
            for lane in visit.lanes:
                if not lane.enter(ask.client, ask.deadline, ask.is_gone):
                    raise waited_in_vain(self.settings.deadline_seconds)
                visit.enter(lane)
                answer = self._ask_worker(ask, visit)
                if answer is not None:
                    break
                visit.leave()
        finally:
            visit.leave()
        return cast("Answer", answer)

    def _ask_worker(self, ask: Asked, visit: Visit) -> Answer | None:
        """The answer of one worker; None where the query was stopped to make room in the quick lane."""
        worker = self._asked_worker(ask, visit)
        asked = time.monotonic()
        body = ArrivingBody()
        try:
            kind, values = worker.receive(lambda: visit.look(ask, self.settings.deadline_seconds), body.add)
        except NotQuickError:
            self._pool.discard(worker)
            body.drop()
            return None
        except EOFError:
            at_once = time.monotonic() - asked < _SECONDS_OF_THE_DEAD
            self._pool.discard(worker)
            body.drop()
            code = self._pool.cause_of_death(worker)
            if code == -signal.SIGKILL and at_once:
                return self._ask_worker(ask, visit)  # it was dead before it was asked
            raise self._death(code) from None
        except BaseException:
            self._pool.discard(worker)
            body.drop()
            raise
        if kind != END:
            self._put_back(worker)
            body.drop()
            raise refusal_from_json(values)
        media_type, form, rows, volatile, swollen = values
        self._put_back(worker, fit=not swollen)
        return Answer(media_type, form, rows, body.whole(), volatile)

    def _asked_worker(self, ask: Asked, visit: Visit) -> WorkerHandle:
        """A worker that has the request; one that died while nobody looked is passed over."""
        goes_last = visit.goes_last
        while True:
            worker = self._pool.take(ask.deadline - time.monotonic(), is_last=goes_last)
            if worker is None:
                raise waited_in_vain(self.settings.deadline_seconds)
            visit.begin(worker, is_last=goes_last)
            try:
                worker.ask(ask.request, ask.wanted)
            except OSError:
                self._pool.discard(worker)
            else:
                return worker

    def _put_back(self, worker: WorkerHandle, *, fit: bool = True) -> None:
        """Keep a worker, but not one that holds much memory."""
        if fit:
            self._pool.give_back(worker)
        else:
            self._pool.discard(worker)

    def _death(self, code: int | None) -> Refusal:
        if code in {-signal.SIGABRT, -signal.SIGKILL}:
            return memory_exhausted(self.settings)
        if code in {-signal.SIGSEGV, -signal.SIGBUS}:
            refusal = memory_exhausted(self.settings)
            refusal.limit = Limit("stack_bytes", self.settings.stack_bytes)
            refusal.message = "The query is too long a chain of operators to be evaluated. Split it."
            return refusal
        return EngineFailed(f"A worker ended unexpectedly ({code}).")


def worker_processes(settings: Settings) -> int:
    """How many workers there are: one for each place in the lanes, and those that wait to replace others."""
    return places(settings) + settings.spare_workers


def _never() -> bool:
    return False
