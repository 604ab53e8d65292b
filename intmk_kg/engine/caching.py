"""Answers that are kept in memory, and one evaluation for all who ask the same at the same time."""

import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

from intmk_kg.engine.refusals import QueryCancelled, Refusal
from intmk_kg.engine.requests import Answer, QueryForm, SparqlRequest, Wanted

_OVERHEAD = 512
_LARGEST_SHARE = 8
_REMEMBERED = 10_000

# The collector follows no tuple of strings and bytes, but it would follow thousands of objects, and halt every thread
# for a tenth of a second when the cache is full.
_Key = tuple[Any, ...]
_Kept = tuple[QueryForm, tuple[tuple[str, int, bytes], ...]]


class Doorkeeper:
    """Lets into a full cache only what was asked for before, so that what is asked once pushes nothing out.

    This is what TinyLFU calls a doorkeeper (https://arxiv.org/abs/1512.00727), in two sets of which the older is
    forgotten from time to time. It is to be asked by one thread at a time.
    """

    def __init__(self) -> None:
        self._lately: set[int] = set()
        self._before: set[int] = set()

    def has_seen(self, key: Hashable) -> bool:
        """Whether it was asked about this key lately; it has seen it then."""
        mark = hash(key)
        if mark in self._lately or mark in self._before:
            return True
        self._lately.add(mark)
        if len(self._lately) >= _REMEMBERED:
            self._before, self._lately = self._lately, set()
        return False


class AnswerCache:
    """Keeps the answers that were used last, up to a number of bytes; all of them are from one release.

    When it is full, an answer is kept from the second time on that it is put.

    Args:
        capacity: the bytes of all kept answers with their queries.
    """

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._lock = threading.Lock()
        self._kept: OrderedDict[_Key, _Kept] = OrderedDict()
        self._bytes = 0
        self._doorkeeper = Doorkeeper()

    @property
    def size(self) -> int:
        """The bytes that are taken."""
        return self._bytes

    def get(self, request: SparqlRequest, wanted: Wanted) -> Answer | None:
        """The kept answer in the media type that is wanted for a query of this form, marked as cached."""
        key = _key(request)
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
        form, answers = found
        media_type = wanted.for_form(form)
        for given, rows, content in answers:
            if given == media_type:
                return Answer(given, form, rows, content, cached=True)
        return None

    def put(self, request: SparqlRequest, answer: Answer) -> None:
        """Keep an answer, in the place of those not used for longest; not one so large that it would push out many."""
        if answer.volatile or not isinstance(answer.content, bytes):
            return
        key, kept = _key(request), (answer.media_type, answer.rows, answer.content)
        size = _size(key, (answer.form, (kept,)))
        if size > self._capacity // _LARGEST_SHARE:
            return
        with self._lock:
            if self._bytes + size > self._capacity and not self._doorkeeper.has_seen(key):
                return
            before = self._kept.pop(key, None)
            others = tuple(other for other in before[1] if other[0] != answer.media_type) if before else ()
            after = self._kept[key] = answer.form, (*others, kept)
            self._bytes += _size(key, after) - (_size(key, before) if before else 0)
            while self._bytes > self._capacity:
                self._bytes -= _size(*self._kept.popitem(last=False))


class SingleFlight:
    """Lets one of those who ask the same do the work, while the others wait for what it brings."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._flights: dict[Hashable, _Flight] = {}

    def run(self, key: Hashable, work: Callable[[], Answer], seconds: float) -> Answer:
        """The answer of `work`, or of someone else's work under the same key.

        Work that was cancelled, or whose answer may not be shared, is done again by each who waited for it.

        Args:
            key: what is asked.
            work: does it.
            seconds: how long to wait for someone else.
        """
        while True:
            with self._lock:
                flight = self._flights.get(key)
                if flight is None:
                    flight = self._flights[key] = _Flight()
                    landed = None
                else:
                    landed = flight.landed = flight.landed or threading.Event()
            if landed is None:
                return self._lead(key, flight, work)
            if not landed.wait(seconds):
                return work()
            if isinstance(flight.refusal, QueryCancelled):
                continue
            if flight.refusal is not None:
                raise flight.refusal
            if flight.answer is None or flight.answer.volatile:
                return work()
            return flight.answer

    def _lead(self, key: Hashable, flight: "_Flight", work: Callable[[], Answer]) -> Answer:
        try:
            flight.answer = work()
        except Refusal as refusal:
            flight.refusal = refusal
            raise
        else:
            return flight.answer
        finally:
            with self._lock:
                del self._flights[key]
            if flight.landed is not None:
                flight.landed.set()


class _Flight:
    """Work under way, and the event for which others wait, if there are any."""

    def __init__(self) -> None:
        self.landed: threading.Event | None = None
        self.answer: Answer | None = None
        self.refusal: Refusal | None = None


def _key(request: SparqlRequest) -> _Key:
    return request.query, request.default_graphs, request.named_graphs, request.substitutions


def _size(key: _Key, kept: _Kept) -> int:
    return sys.getsizeof(key[0]) + sum(len(content) + _OVERHEAD for _, _, content in kept[1])
