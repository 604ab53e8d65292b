"""The stay of one query in the lanes: how long it may hold a place, and who goes first."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from intmk_kg.engine.lanes import GREEDY, HEAVY, Lane, Usage
from intmk_kg.engine.pool import WorkerHandle
from intmk_kg.engine.refusals import Limit, QueryCancelled, QueryTimeout
from intmk_kg.engine.requests import SparqlRequest, Wanted

QUICK_SECONDS = 0.02
"""The processor time after which a query leaves its place in the quick lane to another client that waits for it."""

SECONDS_AT_FULL_SPEED = 0.3
"""The processor time after which a query goes after all others, where others ask as well."""

_SECONDS_BETWEEN_LOOKS = 0.25
# The kernel need not be asked how much of so little time was the processor's
_SECONDS_OF_A_LIGHT_QUERY = 0.005


class NotQuickError(Exception):
    """The query has to leave the quick lane, and the slow lane is full."""


@dataclass(frozen=True)
class Asked:
    """A request with who asked it and until when it is to be answered."""

    request: SparqlRequest
    wanted: Wanted
    client: str
    is_gone: Callable[[], bool]
    deadline: float


class Visit:
    """The stay of one query in a lane, first the quick one if its client is not greedy.

    Args:
        quick: the lane that it is in.
        slow: the lane that it may change to.
        usage: is told how many seconds of a processor it has used.
        client: who asks; while nobody else does, no query has to go after others.
    """

    def __init__(self, quick: Lane, slow: Lane, usage: Usage, client: str) -> None:
        self.lane: Lane | None = None
        self._quick, self._slow = quick, slow
        self._usage, self._client = usage, client
        self._worker: WorkerHandle | None = None
        self._began = self._used = 0.0
        self._asked = self._next_look = self._late = 0.0
        self._was_sent_on = False

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """The lanes to enter, one after the other as long as the query has no answer."""
        is_greedy = self._usage.rank(self._client) >= GREEDY and not self._usage.is_alone(self._client)
        return (self._slow,) if is_greedy else (self._quick, self._slow)

    @property
    def goes_last(self) -> bool:
        """Whether the query goes after all others from its start: in the slow lane, or where its client asks much."""
        is_heavy = self._usage.rank(self._client) >= HEAVY and not self._usage.is_alone(self._client)
        return is_heavy or self.lane is self._slow

    def begin(self, worker: WorkerHandle, *, is_last: bool = False) -> None:
        """A worker is about to be asked; it goes after all others where that is said."""
        self._worker = worker
        self._began, self._used = worker.seconds_used(), 0.0
        self._asked = time.monotonic()
        self._next_look = self._asked + _SECONDS_BETWEEN_LOOKS
        self._late = self._asked + 2 * QUICK_SECONDS
        if is_last:
            worker.lower_priority()

    def look(self, ask: Asked, seconds: float) -> None:
        """Look whether to go on waiting for the worker, and in which lane.

        Raises:
            QueryTimeout: the deadline is over.
            QueryCancelled: the client has hung up.
            NotQuickError: others need the place.
        """
        now = time.monotonic()
        if now >= ask.deadline:
            message = (
                f"The query was stopped after {seconds:g} s. Narrow it, or use the dumps for questions that scan all."
            )
            raise QueryTimeout(message, limit=Limit("deadline_seconds", seconds))
        if now >= self._next_look:
            self._next_look = now + _SECONDS_BETWEEN_LOOKS
            if ask.is_gone():
                raise QueryCancelled("The client hung up while its query was running.")
        if self.lane is self._quick:
            self._hurry()

    def enter(self, lane: Lane) -> None:
        """The query has a place in a lane."""
        self.lane = lane

    def leave(self) -> None:
        """Give the place back, if there is one."""
        lane, self.lane = self.lane, None
        if lane is not None:
            if (took := time.monotonic() - self._asked) < _SECONDS_OF_A_LIGHT_QUERY:
                self._used = max(self._used, took)
            else:
                self._look_at_clock()
            used = max(self._used, QUICK_SECONDS) if self._was_sent_on else self._used
            self._usage.add(self._client, used)
            lane.leave()

    def _hurry(self) -> None:
        """Leave the quick lane after a while where another client waits for it: for the slow lane, or else for now."""
        self._look_at_clock()
        is_long = self._used >= SECONDS_AT_FULL_SPEED and not self._usage.is_alone(self._client)
        if self._worker is not None and is_long:
            self._worker.lower_priority()
        is_done = self._used >= QUICK_SECONDS and self._quick.is_wanted_by_others(self._client)
        if not is_done and not (time.monotonic() >= self._late and self._quick.is_wanted_by_modest(self._client)):
            return
        self._was_sent_on = True
        if not self._slow.try_enter():
            raise NotQuickError
        self._quick.leave()
        self.lane = self._slow
        if self._worker is not None:
            self._worker.lower_priority()

    def _look_at_clock(self) -> None:
        if self._worker is not None:
            self._used = max(self._used, self._worker.seconds_used() - self._began)
