"""Places for queries: granted in turn, never lost."""

import threading
import time
from collections.abc import Callable

import pytest

from intmk_kg.engine.lanes import Admission, Lane, Usage
from intmk_kg.engine.refusals import Overloaded, QueryCancelled, TooManyQueries
from intmk_kg.settings import Settings


def never() -> bool:
    """The client is still there."""
    return False


def later(seconds: float) -> float:
    """A time of the monotonic clock."""
    return time.monotonic() + seconds


def start_waiting(lane: Lane, clients: list[str], enter: Callable[[str], None]) -> list[threading.Thread]:
    """Threads that wait for a place, in this order."""
    threads = []
    for number, client in enumerate(clients):
        threads.append(threading.Thread(target=enter, args=[client]))
        threads[-1].start()
        while lane.waiting <= number:
            time.sleep(0.001)
    return threads


def test_clients_are_served_in_turn() -> None:
    """A client with many waiting queries gets one place, then the next client gets one."""
    lane = Lane(1, Usage())
    assert lane.try_enter()
    order: list[str] = []

    def enter(client: str) -> None:
        assert lane.enter(client, later(10), never)
        order.append(client)
        lane.leave()

    threads = start_waiting(lane, ["greedy", "greedy", "greedy", "greedy", "modest", "third", "greedy"], enter)
    lane.leave()
    for thread in threads:
        thread.join(5)
    assert order == ["greedy", "modest", "third", "greedy", "greedy", "greedy", "greedy"]
    assert lane.is_free


def test_clients_that_used_little_come_first() -> None:
    """A client that has used much time lately waits for those that have not, however early it came."""
    usage = Usage()
    usage.add("heavy", 5.0)
    usage.add("light", 0.01)
    lane = Lane(1, usage)
    assert lane.try_enter()
    order: list[str] = []

    def enter(client: str) -> None:
        assert lane.enter(client, later(10), never)
        order.append(client)
        lane.leave()

    threads = start_waiting(lane, ["heavy", "heavy", "light", "new", "light"], enter)
    assert lane.is_wanted_by_others("heavy")
    assert lane.is_wanted_by_modest("heavy")
    assert not lane.is_wanted_by_modest("light")
    lane.leave()
    for thread in threads:
        thread.join(5)
    assert order == ["light", "new", "light", "heavy", "heavy"]


def test_quick_queries_come_before_the_first_moments_of_slow_ones() -> None:
    """A client of many quick queries is not held up by many clients that have asked one slow query each."""
    usage = Usage()
    for _ in range(1000):
        usage.add("quick", 0.002)
    usage.add("slow", 0.02)
    assert usage.rank("quick") == usage.rank("new") == 0
    assert usage.rank("slow") > 0


def test_kept_places_are_for_clients_of_quick_queries() -> None:
    """Where all other places are taken, one known for quick queries comes in at once; new and heavy ones wait."""
    usage = Usage()
    for _ in range(10):
        usage.add("quick", 0.002)
        usage.add("heavy", 0.5)
    lane = Lane(1, usage, kept=1)
    assert lane.enter("heavy", later(1), never)
    assert not lane.enter("heavy", later(0.01), never)
    assert not lane.enter("new", later(0.01), never)
    assert lane.enter("quick", later(1), never)
    assert not lane.enter("quick", later(0.01), never)
    lane.leave()
    assert lane.enter("quick", later(1), never)
    lane.leave()
    lane.leave()
    assert lane.is_free


def test_freed_kept_place_is_granted_to_who_may_have_it() -> None:
    """Of those that wait, one who is known for quick queries gets a kept place, even behind others."""
    usage = Usage()
    for _ in range(10):
        usage.add("quick", 0.002)
    lane = Lane(1, usage, kept=1)
    assert lane.enter("new", later(1), never)
    assert lane.enter("quick", later(1), never)
    order: list[str] = []

    def enter(client: str) -> None:
        assert lane.enter(client, later(10), never)
        order.append(client)

    threads = start_waiting(lane, ["other", "quick"], enter)
    lane.leave()
    threads[1].join(5)
    assert order == ["quick"]
    lane.leave()
    lane.leave()
    threads[0].join(5)
    assert order == ["quick", "other"]


def test_quick_queries_do_not_starve_new_clients() -> None:
    """In turn with each other, a new client and one known for quick queries are equals."""
    usage = Usage()
    for _ in range(10):
        usage.add("quick", 0.002)
    assert usage.is_known_for_quick_queries("quick")
    assert not usage.is_known_for_quick_queries("new")
    assert usage.rank("quick") == usage.rank("new")


def test_client_is_alone_until_another_has_an_answer() -> None:
    """A client is alone while nobody else has asked, however much it has asked itself."""
    usage = Usage()
    usage.add("a", 1.0)
    assert usage.is_alone("a")
    assert usage.is_alone("new") is False
    usage.add("b", 0.001)
    usage.add("a", 1.0)
    assert not usage.is_alone("a")


def test_waiting_ends_at_the_deadline() -> None:
    """Who waits until the deadline gets no place and takes none from others."""
    lane = Lane(1, Usage())
    assert lane.try_enter()
    assert not lane.enter("a", later(0.05), never)
    assert lane.waiting == 0
    lane.leave()
    assert lane.is_free


def test_waiting_ends_when_the_client_is_gone() -> None:
    """Who has hung up stops waiting."""
    lane = Lane(1, Usage())
    assert lane.try_enter()
    with pytest.raises(QueryCancelled):
        lane.enter("a", later(10), lambda: True)
    assert lane.waiting == 0


def test_nobody_overtakes_who_waits() -> None:
    """A place is not taken by someone new while others wait for it."""
    lane = Lane(1, Usage())
    assert lane.try_enter()
    threads = start_waiting(lane, ["a"], lambda client: [lane.enter(client, later(5), never), lane.leave()][0])
    assert not lane.try_enter()
    lane.leave()
    threads[0].join(5)
    assert lane.try_enter()


def test_places_are_never_lost() -> None:
    """After many threads have come, waited, given up and left, all places are free."""
    lane = Lane(3, Usage())

    def visit(client: int) -> None:
        for _ in range(50):
            if lane.enter(str(client % 4), later(0.002), never):
                lane.leave()

    threads = [threading.Thread(target=visit, args=[number]) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert lane.waiting == 0
    assert [lane.try_enter() for _ in range(4)] == [True, True, True, False]


def test_admission_counts_per_client() -> None:
    """One client is refused beyond its own number, while another is let in; a dismissed query counts no more."""
    admission = Admission(Settings(queries_per_client=2))
    admission.admit("a", 0)
    admission.admit("a", 0)
    with pytest.raises(TooManyQueries):
        admission.admit("a", 0)
    admission.admit("b", 0)
    admission.dismiss("a")
    admission.admit("a", 0)


def test_admission_refuses_beyond_the_queue() -> None:
    """When as many wait as may, nobody is let in."""
    admission = Admission(Settings(queue_length=2))
    admission.admit("a", 1)
    with pytest.raises(Overloaded):
        admission.admit("b", 2)
