"""Which queries go after all others: slow ones while others ask, and those of clients known for them."""

import os
import sys
import threading
import time
from collections.abc import Callable

import pytest
from asking import ENDLESS, ask, refusal_of

from intmk_kg.engine.embedded import Engine
from intmk_kg.engine.lanes import Lane, Usage
from intmk_kg.engine.visits import Visit

Start = Callable[..., Engine]
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STR(?c) < STR(?f)) }"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the policy of a process")


def going_last(engine: Engine) -> set[int]:
    """The processes of the engine that run only while no other wants to."""
    return {process for process in engine.processes if os.sched_getscheduler(process) == os.SCHED_IDLE}


def comes_to_hold(holds: Callable[[], bool], seconds: float = 5.0) -> bool:
    """Whether something comes to hold within some seconds."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


def test_slow_query_goes_last_while_others_ask(start: Start) -> None:
    """A query that is not done after a moment runs only while no other process wants to, once somebody else asks."""
    engine = start(workers=1, deadline_seconds=3.0)
    slow = threading.Thread(target=refusal_of, args=[lambda: ask(engine, ENDLESS, "127.0.0.2")])
    slow.start()
    time.sleep(0.5)
    assert going_last(engine) == set()
    ask(engine, "ASK {}", "127.0.0.3")
    assert comes_to_hold(lambda: len(going_last(engine)) == 1, 2)
    slow.join(6)


def test_worker_that_goes_last_is_asked_again_for_slow_clients_only(start: Start) -> None:
    """Its priority cannot be taken back, so it stays with those whose queries are slow, and no process is replaced."""
    engine = start(workers=1)
    ask(engine, "ASK {}", "127.0.0.3")
    ask(engine, SLOW, "127.0.0.2")
    ask(engine, f"{SLOW} # known for them", "127.0.0.2")
    last, processes = going_last(engine), engine.processes
    assert len(last) == 1
    for number in range(3):
        ask(engine, f"{SLOW} # {number}", "127.0.0.2")
        ask(engine, f"ASK {{}} # {number}", "127.0.0.3")
        assert going_last(engine) == last
    assert engine.processes == processes


def test_worker_that_goes_last_makes_room_where_others_are_missing(start: Start) -> None:
    """Where no other worker is ready, one takes its place that need not go last."""
    engine = start(workers=1, spare_workers=0)
    ask(engine, "ASK {}", "127.0.0.3")
    ask(engine, SLOW, "127.0.0.2")
    ask(engine, f"{SLOW} # known for them", "127.0.0.2")
    pool = engine._pool  # noqa: SLF001 -- all others are taken from it
    taken = [pool.take(5) for _ in range(len(engine.processes) - 1)]
    assert not pool._last  # noqa: SLF001
    workers = [worker for worker in taken if worker is not None]
    assert not any(worker.is_last for worker in workers)
    assert len({worker.process for worker in workers}) == len(taken)
    for worker in workers:
        pool.give_back(worker)


def test_clients_that_used_much_begin_in_the_slow_lane() -> None:
    """So their next slow query does not take another's place in the quick one; alone they may."""
    usage = Usage()
    quick, slow = Lane(1, usage), Lane(1, usage)
    usage.add("greedy", 5.0)
    assert Visit(quick, slow, usage, "greedy").lanes == (quick, slow)
    usage.add("modest", 0.001)
    assert Visit(quick, slow, usage, "greedy").lanes == (slow,)
    assert Visit(quick, slow, usage, "greedy").goes_last
    assert Visit(quick, slow, usage, "modest").lanes == (quick, slow)
    assert not Visit(quick, slow, usage, "modest").goes_last
