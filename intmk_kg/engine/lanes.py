"""Who may use a worker, and when: fair to every client, and never letting slow queries hold up quick ones.

Every query begins in the quick lane, unless its client has used much lately. One that is not done after a moment, while
another client waits, goes on in the slow lane. Each lane is granted first to clients whose queries have been quick
lately, then to the one that has used the least time, and among equals in turn, whatever each of them has waiting. Some
places of the quick lane are kept for clients known for quick queries, so that these do not wait for the moments of slow
ones. While others ask, slow queries have the lowest priority, and those of clients known for them from their start.
"""

import math
import threading
import time
from collections import Counter, OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass

from intmk_kg.engine.refusals import Limit, Overloaded, QueryCancelled, TooManyQueries
from intmk_kg.engine.requests import OWN_PAGES
from intmk_kg.settings import Settings

_SECONDS_BETWEEN_LOOKS = 0.5
_RETRY_AFTER = 5
_HALF_LIFE = 15.0
_SECONDS_OF_A_RANK = 0.25
_QUICK_MEAN = 0.01
_FEWEST_QUERIES = 0.1
_QUERIES_THAT_PROVE = 3
_SECONDS_UNTIL_ALONE = 2.0
_CLIENTS_REMEMBERED = 10_000
_KEPT_PER_WORKER = 2


HEAVY = 1
"""From this rank on a client's queries were so slow lately that they go after all others' from the start."""

GREEDY = 3
"""From this rank on a client has used so much lately that its queries begin in the slow lane."""


class Usage:
    """How many seconds of workers each client has used lately; what is long ago counts less and less."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._used: OrderedDict[str, _Used] = OrderedDict()

    def add(self, client: str, seconds: float) -> None:
        """Count one query more, and so many seconds."""
        with self._lock:
            used = self._used_by(client)
            self._used[client] = _Used(used.seconds + seconds, used.queries + 1, time.monotonic())
            self._used.move_to_end(client)
            if len(self._used) > _CLIENTS_REMEMBERED:
                self._used.popitem(last=False)

    def rank(self, client: str) -> int:
        """0 for clients that are new or whose queries are quick, higher for others, the more time they have used.

        So many quick queries of one client do not wait for the first moments of slow ones of many others. Below all
        that are our own pages: what they ask is bounded, and their threads are not to wait for the queries of others.
        """
        if client.startswith(OWN_PAGES):
            return -1
        with self._lock:
            used = self._used_by(client)
        if used.queries < _FEWEST_QUERIES or used.seconds <= _QUICK_MEAN * used.queries:
            return 0
        return 1 + int(used.seconds / _SECONDS_OF_A_RANK)

    def is_alone(self, client: str) -> bool:
        """Whether no other client has had an answer for a while, so that nobody has to be let go first."""
        with self._lock:
            for other in reversed(self._used):
                if other != client:
                    return time.monotonic() - self._used[other].counted > _SECONDS_UNTIL_ALONE
        return True

    def is_known_for_quick_queries(self, client: str) -> bool:
        """Whether a client has asked several queries lately, and quick ones in the mean; our own pages always have."""
        if client.startswith(OWN_PAGES):
            return True
        with self._lock:
            used = self._used_by(client)
        return used.queries >= _QUERIES_THAT_PROVE and used.seconds <= _QUICK_MEAN * used.queries

    def _used_by(self, client: str) -> "_Used":
        used = self._used.get(client)
        if used is None:
            return _Used(0.0, 0.0, 0.0)
        share = math.exp2((used.counted - time.monotonic()) / _HALF_LIFE)
        return _Used(used.seconds * share, used.queries * share, used.counted)


@dataclass(frozen=True)
class _Used:
    """What a client had used, in how many queries, when it was counted last."""

    seconds: float
    queries: float
    counted: float


class Lane:
    """A number of places that are granted to waiting clients, those first that have used little.

    Args:
        places: how many queries may be in it.
        usage: what each client has used lately.
        kept: how many more may be in it of clients that are known for quick queries.
    """

    def __init__(self, places: int, usage: Usage, kept: int = 0) -> None:
        self._places = places
        self._all_places = places + kept
        self._taken = 0
        self._usage = usage
        self._lock = threading.Lock()
        self._waiting: OrderedDict[str, deque[_Turn]] = OrderedDict()

    @property
    def waiting(self) -> int:
        """How many wait for a place."""
        if not self._waiting:
            return 0
        with self._lock:
            return sum(map(len, self._waiting.values()))

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
        return self._taken < self._places

    def try_enter(self) -> bool:
        """Take a place, if there is one and nobody waits for it."""
        with self._lock:
            if not self.is_free or self._waiting:
                return False
            self._taken += 1
            return True

    def enter(self, client: str, until: float, is_gone: Callable[[], bool]) -> bool:
        """Wait for a place until the given time of the monotonic clock; False where none came.

        Raises:
            QueryCancelled: the client has hung up.
        """
        with self._lock:
            if (self.is_free and not self._waiting) or self._is_kept_for(client):
                self._taken += 1
                return True
            turn = _Turn()
            self._waiting.setdefault(client, deque()).append(turn)
        while not turn.came_within(max(min(_SECONDS_BETWEEN_LOOKS, until - time.monotonic()), 0)):
            gone = is_gone()
            if (gone or time.monotonic() >= until) and self._withdraw(client, turn):
                if gone:
                    raise QueryCancelled("The client hung up while its query was waiting.")
                return False
        return True

    def leave(self) -> None:
        """Give a place back, to the client whose turn it is."""
        with self._lock:
            self._taken -= 1
            client = self._next()
            if client is None:
                return
            self._taken += 1
            turns = self._waiting.pop(client)
            turn = turns.popleft()
            if turns:
                self._waiting[client] = turns
            turn.come()

    def _next(self) -> str | None:
        """Who of those that wait may come in."""
        if self.is_free:
            return min(self._waiting, key=self._usage.rank, default=None)
        return next(filter(self._is_kept_for, self._waiting), None)

    def _is_kept_for(self, client: str) -> bool:
        return self._places <= self._taken < self._all_places and self._usage.is_known_for_quick_queries(client)

    def _withdraw(self, client: str, turn: "_Turn") -> bool:
        """Stop waiting; False where the place has just been granted."""
        with self._lock:
            turns = self._waiting.get(client, deque())
            if turn not in turns:
                return False
            turns.remove(turn)
            if not turns:
                del self._waiting[client]
            return True


class _Turn:
    """What one client waits for: a bare lock, which costs a fifth of an event."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lock.acquire()

    def come(self) -> None:
        self._lock.release()

    def came_within(self, seconds: float) -> bool:
        return self._lock.acquire(timeout=seconds)


def kept_places(settings: Settings) -> int:
    """How many places of the quick lane are kept: while one answer is handed over, other queries are answered."""
    return _KEPT_PER_WORKER * settings.workers


def places(settings: Settings) -> int:
    """How many queries may be in both lanes together."""
    return 2 * settings.workers + kept_places(settings)


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
            if waiting >= longest or self._under_way.total() >= longest + places(self._settings):
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
