"""Answers that are kept in memory, and one evaluation for all who ask the same at the same time."""

import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable

from intmk_kg.engine.refusals import QueryCancelled, Refusal
from intmk_kg.engine.requests import Answer, SparqlRequest, Wanted

_OVERHEAD = 512
_LARGEST_SHARE = 8


class AnswerCache:
    """Keeps the answers that were used last, up to a number of bytes; all of them are from one release.

    Args:
        capacity: the bytes of all kept answers with their queries.
    """

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._lock = threading.Lock()
        self._kept: OrderedDict[SparqlRequest, dict[str, Answer]] = OrderedDict()
        self._bytes = 0

    @property
    def size(self) -> int:
        """The bytes that are taken."""
        return self._bytes

    def get(self, request: SparqlRequest, wanted: Wanted) -> Answer | None:
        """The kept answer in the media type that is wanted for a query of this form, marked as cached."""
        with self._lock:
            answers = self._kept.get(request)
            if answers is None:
                return None
            self._kept.move_to_end(request)
            form = next(iter(answers.values())).form
            return answers.get(wanted.for_form(form) or "")

    def put(self, request: SparqlRequest, answer: Answer) -> None:
        """Keep an answer, in the place of those not used for longest; not one so large that it would push out many."""
        if answer.volatile or not isinstance(answer.content, bytes):
            return
        kept = Answer(answer.media_type, answer.form, answer.rows, answer.content, cached=True)
        if _size(request, [kept]) > self._capacity // _LARGEST_SHARE:
            return
        with self._lock:
            others = self._kept.pop(request, {})
            answers = {**others, kept.media_type: kept}
            self._bytes += _size(request, answers.values()) - (_size(request, others.values()) if others else 0)
            self._kept[request] = answers
            while self._bytes > self._capacity:
                oldest, dropped = self._kept.popitem(last=False)
                self._bytes -= _size(oldest, dropped.values())


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


def _size(request: SparqlRequest, answers: Collection[Answer]) -> int:
    return sys.getsizeof(request.query) + sum(answer.length + _OVERHEAD for answer in answers)
