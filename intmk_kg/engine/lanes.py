"""Who may use a worker, and when: fair to every client, and never letting slow queries hold up quick ones.

Every query begins in the quick lane. One that is not done after a moment, while another client waits, goes on in the
slow lane, where it has the lowest priority. Each lane is granted to the client that has used the least time lately,
and among equals in turn, whatever each of them has waiting.
"""

import math
import threading
import time
from collections import Counter, OrderedDict, deque
from collections.abc import Callable

from intmk_kg.engine.refusals import Limit, Overloaded, QueryCancelled, TooManyQueries
from intmk_kg.engine.requests import OWN_PAGES
from intmk_kg.settings import Settings

_SECONDS_BETWEEN_LOOKS = 0.5
_RETRY_AFTER = 5
_HALF_LIFE = 15.0
_SECONDS_OF_A_RANK = 0.25
_CLIENTS_REMEMBERED = 10_000


class Usage:
    """How many seconds of workers each client has used lately; what is long ago counts less and less."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._used: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def add(self, client: str, seconds: float) -> None:
        """Count so many seconds more."""
        with self._lock:
            self._used[client] = (self._seconds(client) + seconds, time.monotonic())
            self._used.move_to_end(client)
            if len(self._used) > _CLIENTS_REMEMBERED:
                self._used.popitem(last=False)

    def rank(self, client: str) -> int:
        """0 for clients that have used little, higher for those that have used more; below all that for our own pages.

        What pages ask is bounded, and the threads of pages are not to wait for the queries of others.
        """
        if client.startswith(OWN_PAGES):
            return -1
        with self._lock:
            return int(self._seconds(client) / _SECONDS_OF_A_RANK)

    def _seconds(self, client: str) -> float:
        seconds, counted = self._used.get(client, (0.0, 0.0))
        return seconds * math.exp2((counted - time.monotonic()) / _HALF_LIFE)


class Lane:
    """A number of places that are granted to waiting clients, those first that have used little.

    Args:
        places: how many queries may be in it.
        usage: what each client has used lately.
    """

    def __init__(self, places: int, usage: Usage) -> None:
        self._free = places
        self._usage = usage
        self._lock = threading.Lock()
        self._waiting: OrderedDict[str, deque[threading.Event]] = OrderedDict()

    @property
    def waiting(self) -> int:
        """How many wait for a place."""
        with self._lock:
            return sum(len(events) for events in self._waiting.values())

    def is_wanted_by_others(self, client: str) -> bool:
        """Whether any other client waits for a place."""
        with self._lock:
            return any(waiting != client for waiting in self._waiting)

    def is_wanted_by_modest(self, client: str) -> bool:
        """Whether a client waits for a place that has used less time lately than `client`."""
        with self._lock:
            rank = self._usage.rank(client)
            return any(self._usage.rank(waiting) < rank for waiting in self._waiting)

    @property
    def is_free(self) -> bool:
        """Whether a place would be granted at once."""
        return self._free > 0

    def try_enter(self) -> bool:
        """Take a place, if there is one and nobody waits for it."""
        with self._lock:
            if self._free == 0 or self._waiting:
                return False
            self._free -= 1
            return True

    def enter(self, client: str, until: float, is_gone: Callable[[], bool]) -> bool:
        """Wait for a place until the given time of the monotonic clock; False where none came.

        Raises:
            QueryCancelled: the client has hung up.
        """
        with self._lock:
            if self._free and not self._waiting:
                self._free -= 1
                return True
            granted = threading.Event()
            self._waiting.setdefault(client, deque()).append(granted)
        while not granted.wait(max(min(_SECONDS_BETWEEN_LOOKS, until - time.monotonic()), 0)):
            gone = is_gone()
            if (gone or time.monotonic() >= until) and self._withdraw(client, granted):
                if gone:
                    raise QueryCancelled("The client hung up while its query was waiting.")
                return False
        return True

    def leave(self) -> None:
        """Give a place back, to the client whose turn it is."""
        with self._lock:
            if not self._waiting:
                self._free += 1
                return
            client = min(self._waiting, key=self._usage.rank)
            events = self._waiting.pop(client)
            granted = events.popleft()
            if events:
                self._waiting[client] = events
            granted.set()

    def _withdraw(self, client: str, granted: threading.Event) -> bool:
        """Stop waiting; False where the place has just been granted."""
        with self._lock:
            if granted.is_set():
                return False
            events = self._waiting[client]
            events.remove(granted)
            if not events:
                del self._waiting[client]
            return True


class Admission:
    """How many queries there may be under way, for each client and for all.

    Under way are also those that wait for another's answer to the same query, but not those of our own pages: there is
    no more of them than there are threads for pages.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._under_way: Counter[str] = Counter()

    def admit(self, client: str, waiting: int) -> None:
        """Count one more query of a client, where `waiting` queries of all clients are waiting.

        Raises:
            TooManyQueries: the client has as many under way as it may.
            Overloaded: as many are waiting as may.
        """
        most, longest = self._settings.queries_per_client, self._settings.queue_length
        if client.startswith(OWN_PAGES):
            return
        with self._lock:
            if self._under_way[client] >= most:
                message = f"You have {most} queries under way; wait until one of them is answered."
                raise TooManyQueries(message, limit=Limit("queries_per_client", most), retry_after=_RETRY_AFTER)
            if waiting >= longest or self._under_way.total() >= longest + 2 * self._settings.workers:
                message = f"{longest} queries are waiting already; try again in a moment."
                raise Overloaded(message, limit=Limit("queue_length", longest), retry_after=_RETRY_AFTER)
            self._under_way[client] += 1

    def dismiss(self, client: str) -> None:
        """Count one query less."""
        if client.startswith(OWN_PAGES):
            return
        with self._lock:
            self._under_way[client] -= 1
            if not self._under_way[client]:
                del self._under_way[client]


def waited_in_vain(seconds: float) -> Overloaded:
    """The refusal of a query whose deadline came before its turn."""
    message = f"No worker was free for {seconds:g} s; try again in a moment."
    return Overloaded(message, limit=Limit("deadline_seconds", seconds), retry_after=_RETRY_AFTER)
