"""Kept answers and shared work."""

import threading
import time
from dataclasses import replace

import pytest
from garbage_collector import followed_objects

from intmk_kg.engine.caching import AnswerCache, SingleFlight
from intmk_kg.engine.refusals import EvaluationFailed, QueryCancelled
from intmk_kg.engine.requests import Answer, SparqlRequest, Wanted, wanted

CSV = wanted("text/csv")


def answer(content: bytes = b"x", *, volatile: bool = False) -> Answer:
    """An answer with this body."""
    return Answer("text/csv", "SELECT", 1, content, volatile)


def asked(number: int = 0) -> SparqlRequest:
    """One of many requests."""
    return SparqlRequest(f"ASK {{}} # {number}")


def test_cache_keeps_to_its_capacity() -> None:
    """The cache never holds more bytes than it may; what was not used for longest goes first."""
    cache = AnswerCache(20_000)
    for number in [number for number in range(20) for _ in range(2)]:
        cache.put(asked(number), answer(bytes(1000)))
        cache.get(asked(0), CSV)
        assert cache.size <= 20_000
    assert cache.get(asked(0), CSV) is not None
    assert cache.get(asked(1), CSV) is None
    assert cache.get(asked(19), CSV) is not None


def test_what_is_asked_once_pushes_nothing_out() -> None:
    """Of a full cache nothing goes for an answer that was never put before, however many of these there are."""
    cache = AnswerCache(20_000)
    often = range(5)
    for number in often:
        cache.put(asked(number), answer(bytes(1000)))
    for number in range(100, 30_000):
        cache.put(asked(number), answer(bytes(1000)))
    assert all(cache.get(asked(number), CSV) for number in often)
    for _ in range(2):
        cache.put(asked(7), answer(bytes(1000)))
    assert cache.get(asked(7), CSV)


def test_cache_counts_the_query_as_well() -> None:
    """Long queries with short answers cannot fill the memory either."""
    cache = AnswerCache(2_000_000)
    for number in range(100):
        cache.put(SparqlRequest(f"ASK {{}} # {number} {'x' * 100_000}"), answer())
        assert cache.size <= 2_000_000
    assert cache.get(SparqlRequest(f"ASK {{}} # 99 {'x' * 100_000}"), CSV) is None


def test_cache_counts_a_replaced_answer_once() -> None:
    """Putting an answer again changes no sizes."""
    cache = AnswerCache(20_000)
    cache.put(asked(), answer())
    size = cache.size
    cache.put(asked(), answer())
    assert cache.size == size


def test_cache_keeps_an_answer_in_each_format() -> None:
    """A kept answer is given in the format that is wanted for the query's form, and in no other."""
    cache = AnswerCache(20_000)
    cache.put(asked(), answer())
    assert cache.get(asked(), Wanted("text/csv", None, "text/turtle")) is not None
    assert cache.get(asked(), wanted("application/sparql-results+json")) is None
    assert cache.get(asked(), wanted("text/turtle")) is None
    cache.put(asked(), Answer("application/sparql-results+json", "SELECT", 1, b"{}"))
    assert cache.get(asked(), CSV) is not None
    assert cache.get(asked(), wanted("application/sparql-results+json")) is not None


def test_cache_keeps_no_volatile_and_no_huge_answer() -> None:
    """What may differ next time is not kept, nor what would push out most of the rest."""
    cache = AnswerCache(20_000)
    cache.put(asked(1), answer(volatile=True))
    cache.put(asked(2), answer(bytes(10_000)))
    assert (cache.get(asked(1), CSV), cache.get(asked(2), CSV), cache.size) == (None, None, 0)


def test_collector_does_not_follow_what_is_kept() -> None:
    """However many answers are kept, no more objects have to be looked at for garbage, which halts every thread."""
    cache = AnswerCache(2_000_000)
    cache.put(asked(), answer())
    before = followed_objects()
    for number in range(500):
        cache.put(SparqlRequest(f"ASK {{}} # {number}", (f"https://g.example/{number}",)), answer())
    assert cache.get(SparqlRequest("ASK {} # 0", ("https://g.example/0",)), CSV) == replace(answer(), cached=True)
    assert followed_objects() - before < 50


def run_together(flights: SingleFlight, count: int, first: Answer | Exception) -> tuple[list[object], list[str]]:
    """What several who ask the same at the same time get, and how often the work was done."""
    done: list[str] = []
    results: list[object] = []
    entered = threading.Event()
    asking = threading.Barrier(count)

    def work() -> Answer:
        done.append("x")
        if len(done) == 1:
            entered.set()
            asking.wait(5)
            time.sleep(0.2)
            if isinstance(first, Exception):
                raise first
            return first
        return answer(f"again {len(done)}".encode())

    def ask(*, is_first: bool = False) -> None:
        if not is_first:
            asking.wait(5)
        try:
            results.append(flights.run("key", work, 5.0))
        except EvaluationFailed as refusal:
            results.append(refusal)
        except QueryCancelled:
            results.append("cancelled")

    threads = [threading.Thread(target=ask, kwargs={"is_first": n == 0}) for n in range(count)]
    threads[0].start()
    assert entered.wait(5)
    for thread in threads[1:]:
        thread.start()
    for thread in threads:
        thread.join(5)
    return results, done


def test_work_is_done_once_for_all() -> None:
    """Those who ask the same while it is being answered share the answer."""
    results, done = run_together(SingleFlight(), 5, answer(b"shared"))
    assert len(done) == 1
    assert results == [answer(b"shared")] * 5


def test_refusal_is_shared() -> None:
    """Those who ask the same while it is being refused share the refusal."""
    results, done = run_together(SingleFlight(), 3, EvaluationFailed("no"))
    assert len(done) == 1
    assert all(isinstance(result, EvaluationFailed) for result in results)


def test_cancelled_work_is_done_again_for_the_others() -> None:
    """When the one who does the work hangs up, the others do not lose their answer."""
    results, done = run_together(SingleFlight(), 3, QueryCancelled("gone"))
    assert results.count("cancelled") == 1
    assert len(done) >= 2


@pytest.mark.parametrize("count", [3])
def test_volatile_answers_are_not_shared(count: int) -> None:
    """An answer that may differ each time is each asker's own."""
    results, done = run_together(SingleFlight(), count, answer(b"mine", volatile=True))
    assert len(done) == count
    assert len({repr(result) for result in results}) == count
