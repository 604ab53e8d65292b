"""The engine with its worker processes: whole answers, and what ends a query that cannot have one."""

import os
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from asking import ENDLESS, WANTED, ask, refusal_of, solutions

from intmk_kg.engine.embedded import Engine, worker_processes
from intmk_kg.engine.refusals import (
    EngineFailed,
    EvaluationFailed,
    FunctionUnknown,
    GraphUnknown,
    MemoryExhausted,
    NotAcceptable,
    Overloaded,
    QueryCancelled,
    QuerySyntax,
    QueryTimeout,
    QueryTooLong,
    ResultTooLarge,
    ServiceRefused,
    TooManyQueries,
)
from intmk_kg.engine.requests import SparqlRequest, SpooledBody, wanted
from intmk_kg.settings import Settings

Start = Callable[..., Engine]
R = "https://w3id.org/intmk/id/"
MULTIPLIED = "REPLACE(" * 5 + '"aaaaaaaaaa"' + ', "a", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaa")' * 5


def wait_until(holds: Callable[[], bool], seconds: float = 5.0) -> bool:
    """Whether something comes to hold within some seconds."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def processes_of(engine: Engine) -> list[int]:
    """The supervisor and its workers, when all have started."""
    assert wait_until(lambda: len(engine.processes) == 1 + worker_processes(engine.settings))
    return engine.processes


def is_alive(process: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_engine_answers_with_prepared_prefixes(engine: Engine) -> None:
    """A query may use the project's prefixes without declaring them."""
    found = solutions(engine, "SELECT ?n { r:conference-18 intmk:conferenceNumber ?n }")
    assert found == [{"n": "18"}]


@pytest.mark.parametrize(
    ("query", "media_type", "beginning"),
    [
        ("ASK {}", "application/sparql-results+json", b'{"head":{},"boolean":true}'),
        ("ASK {}", "application/sparql-results+xml", b'<?xml version="1.0"?>'),
        ("SELECT (1 AS ?x) {}", "text/csv", b"x\r\n1\r\n"),
        ("SELECT (1 AS ?x) {}", "text/tab-separated-values", b"?x\n1\n"),
        ("CONSTRUCT { r:a r:b r:c } {}", "text/turtle", b"@prefix r: <https://w3id.org/intmk/id/> .\nr:a r:b r:c .\n"),
        ("CONSTRUCT { r:a r:b r:c } {}", "application/n-triples", b"<https://w3id.org/intmk/id/a> "),
        ("CONSTRUCT { r:a r:b r:c } {}", "application/ld+json", b'[{"@id":"https://w3id.org/intmk/id/a"'),
        ("CONSTRUCT { r:a r:b r:c } {}", "application/rdf+xml", b'<?xml version="1.0" encoding="UTF-8"?>'),
        ("CONSTRUCT { r:a r:b r:c } {}", "application/trig", b"@prefix r: <https://w3id.org/intmk/id/> .\n"),
        ("DESCRIBE r:land-he", "application/n-quads", b"<https://w3id.org/intmk/id/land-he> "),
    ],
)
def test_engine_answers_in_every_format(engine: Engine, query: str, media_type: str, beginning: bytes) -> None:
    """Each format of each kind of result is what it is called."""
    answer = ask(engine, query, wanted=wanted(media_type))
    assert answer.media_type == media_type
    assert answer.body.startswith(beginning)


@pytest.mark.parametrize(
    ("query", "media_type"),
    [("ASK {}", "text/csv"), ("SELECT * {}", "text/turtle"), ("DESCRIBE r:land-he", "text/csv")],
)
def test_engine_refuses_formats_that_do_not_fit(engine: Engine, query: str, media_type: str) -> None:
    """A format of another kind of result is not acceptable, and those that there are are listed."""
    refusal, _ = refusal_of(lambda: ask(engine, query, wanted=wanted(media_type)))
    assert isinstance(refusal, NotAcceptable)
    assert media_type not in refusal.offered
    assert refusal.offered


def test_dataset_of_the_protocol_is_the_whole_dataset(engine: Engine) -> None:
    """Graphs named by the request take the place of the default dataset, wholly."""
    query = "SELECT ?n ?g { { r:conference-18 intmk:conferenceNumber ?n } UNION { GRAPH ?g {} } } ORDER BY ?n"
    found = engine.answer(SparqlRequest(query, (f"{R}set-18-3",)), wanted("text/csv"), "c")
    assert found.body == b"n,g\r\n17,\r\n"
    found = engine.answer(SparqlRequest(query, (), (f"{R}set-18-3",)), wanted("text/csv"), "c")
    assert found.body == f"n,g\r\n,{R}set-18-3\r\n".encode()


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("SELECT * {", QuerySyntax),
        ("SELECT ?x { ?x ?y ?z } GROUP BY ?y", QuerySyntax),
        ("SELECT * FROM <a:b> {}", GraphUnknown),
        ("SELECT * { SERVICE SILENT <http://127.0.0.1:9/> {} }", ServiceRefused),
        ("SELECT (<a:b>(1) AS ?x) {}", FunctionUnknown),
        ("SELECT * { ?s ?p '" + "x" * 200_000 + "' }", QueryTooLong),
    ],
)
def test_engine_hands_the_refusal_of_a_worker_on(engine: Engine, query: str, kind: type[Exception]) -> None:
    """What a worker refuses reaches whoever asked as the same refusal."""
    refusal, _ = refusal_of(lambda: ask(engine, query))
    assert isinstance(refusal, kind)


def test_rule_that_is_broken_is_said(engine: Engine) -> None:
    """A query that keeps the grammar but breaks another rule is refused with the rule."""
    refusal, _ = refusal_of(lambda: ask(engine, "SELECT ?x { ?x ?y ?z } GROUP BY ?y"))
    assert "The SELECT contains a variable that is unbound" in refusal.message


def test_rdf_xml_is_not_broken_by_odd_predicates(engine: Engine) -> None:
    """A predicate that RDF/XML cannot name is an error, not XML that no parser reads."""
    query = "CONSTRUCT { r:a <http://example.org/1> r:c } {}"
    refusal, _ = refusal_of(lambda: ask(engine, query, wanted=wanted("application/rdf+xml")))
    assert isinstance(refusal, EvaluationFailed)


def test_deadline_ends_a_query(start: Start) -> None:
    """An endless query is answered with a timeout at its deadline, and its worker is gone and replaced."""
    engine = start(deadline_seconds=0.6, workers=1)
    before = processes_of(engine)
    refusal, seconds = refusal_of(lambda: ask(engine, ENDLESS))
    assert isinstance(refusal, QueryTimeout)
    assert refusal.limit is not None
    assert (refusal.limit.name, refusal.limit.value) == ("deadline_seconds", 0.6)
    assert 0.5 < seconds < 1.1
    assert wait_until(lambda: len(engine.processes) == len(before) and set(engine.processes) != set(before))
    assert sum(not is_alive(process) for process in before) == 1
    assert ask(engine, "ASK {}").rows == 1


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?a ?l",
        f"SELECT (STRLEN({MULTIPLIED}) AS ?n) {{}}",
    ],
)
def test_memory_limit_ends_one_query_alone(start: Start, query: str) -> None:
    """A query that takes too much memory is refused with the limit, while another goes on."""
    engine = start(worker_memory_bytes=80_000_000, deadline_seconds=20.0)
    running: list[str] = []
    other = threading.Thread(target=lambda: running.append(str(refusal_of(lambda: ask(engine, ENDLESS, "other"))[0])))
    other.start()
    refusal, _ = refusal_of(lambda: ask(engine, query))
    assert isinstance(refusal, MemoryExhausted)
    assert refusal.limit is not None
    assert refusal.limit.name == "worker_memory_bytes"
    assert ask(engine, "ASK {}").rows == 1
    assert not running
    engine.close()
    other.join(5)


def test_overflowing_stack_ends_one_query_alone(start: Start) -> None:
    """A chain of operators that the engine cannot evaluate ends a worker, never the service."""
    engine = start(query_bytes=40_000_000, deadline_seconds=30.0)
    refusal, _ = refusal_of(lambda: ask(engine, "ASK { FILTER(" + "1||" * 900_000 + "1) }"))
    assert isinstance(refusal, MemoryExhausted | QueryTimeout)
    assert ask(engine, "ASK {}").rows == 1


@pytest.mark.parametrize(
    "media_type",
    ["text/csv", "text/tab-separated-values", "application/sparql-results+json", "application/sparql-results+xml"],
)
def test_rows_are_counted_and_limited(start: Start, media_type: str) -> None:
    """A result has as many rows as the limit says, whatever is in them, and not one more."""
    engine = start(result_rows=3)
    row = "('a,\\n\\r\\n\\\"<result>' '},{\\\"x\\\":{\\\"')"
    query = "SELECT * { VALUES (?x ?y) { %s } }"
    assert ask(engine, query % (row * 3), wanted=wanted(media_type)).rows == 3
    refusal, _ = refusal_of(lambda: ask(engine, query % (row * 4), wanted=wanted(media_type)))
    assert isinstance(refusal, ResultTooLarge)
    assert refusal.limit is not None
    assert (refusal.limit.name, refusal.limit.value) == ("result_rows", 3)


def test_triples_are_limited(start: Start) -> None:
    """A graph has at most as many triples as the limit says for rows."""
    engine = start(result_rows=2)
    assert ask(engine, "CONSTRUCT { r:a r:b ?x } { VALUES ?x { 1 2 } }").rows == 2
    refusal, _ = refusal_of(lambda: ask(engine, "CONSTRUCT { r:a r:b ?x } { VALUES ?x { 1 2 3 } }"))
    assert isinstance(refusal, ResultTooLarge)


def test_bytes_are_limited(start: Start) -> None:
    """A result has at most as many bytes as the limit says."""
    engine = start(result_bytes=30_000)
    refusal, _ = refusal_of(lambda: ask(engine, "SELECT * { ?a ?b ?c . ?d ?e ?f }"))
    assert isinstance(refusal, ResultTooLarge)
    assert refusal.limit is not None
    assert refusal.limit.name == "result_bytes"
    assert ask(engine, "ASK {}").rows == 1


def test_large_answer_is_whole_and_not_in_memory(engine: Engine) -> None:
    """A large answer waits in a file without a name, and is read from it by several at the same time."""
    answer = ask(engine, "SELECT * { ?a ?b ?c . ?d ?e ?f }", wanted=wanted("text/csv"))
    assert isinstance(answer.content, SpooledBody)
    first, second = answer.chunks(), answer.chunks()
    assert next(first) == next(second)
    assert answer.body.count(b"\r\n") == answer.rows + 1
    assert len(answer.body) == answer.length


def test_client_that_is_gone_ends_its_query(start: Start) -> None:
    """A query whose client has hung up is stopped, long before its deadline."""
    engine = start(workers=1)
    before = set(processes_of(engine))
    gone = threading.Event()
    threading.Timer(0.3, gone.set).start()
    request = SparqlRequest(ENDLESS)
    refusal, seconds = refusal_of(lambda: engine.answer(request, WANTED, "c", gone.is_set))
    assert isinstance(refusal, QueryCancelled)
    assert seconds < 2
    assert wait_until(lambda: bool(before - {process for process in before if is_alive(process)}))


def test_greedy_client_does_not_starve_others(start: Start) -> None:
    """While one client has all the slow queries that it may, another's quick ones are answered quickly."""
    engine = start(workers=1, deadline_seconds=4.0)
    queries = [f"{ENDLESS} #{number}" for number in range(8)]
    greedy = [
        threading.Thread(target=refusal_of, args=[lambda q=query: ask(engine, q, "127.0.0.2")]) for query in queries
    ]
    for thread in greedy:
        thread.start()
    time.sleep(0.5)
    refusal, _ = refusal_of(lambda: ask(engine, f"{ENDLESS} #8", "127.0.0.2"))
    assert isinstance(refusal, TooManyQueries)
    assert refusal.retry_after
    waits = []
    for number in range(5):
        began = time.monotonic()
        ask(engine, f"ASK {{}} #{number}", "127.0.0.3")
        waits.append(time.monotonic() - began)
    assert sorted(waits)[2] < 0.5
    for thread in greedy:
        thread.join(6)
        assert not thread.is_alive()


def test_full_queue_refuses_at_once(start: Start) -> None:
    """When as many queries wait as may, one more is refused at once and told when to come again."""
    engine = start(workers=1, queue_length=1, deadline_seconds=2.0)
    clients = [
        threading.Thread(target=refusal_of, args=[lambda n=number: ask(engine, f"{ENDLESS} #{n}", f"127.0.0.{n}")])
        for number in range(2, 7)
    ]
    for thread in clients:
        thread.start()
        time.sleep(0.15)
    assert wait_until(lambda: engine.waiting >= 1, 1)
    refusal, seconds = refusal_of(lambda: ask(engine, f"{ENDLESS} #x", "127.0.0.9"))
    assert isinstance(refusal, Overloaded)
    assert refusal.limit is not None
    assert refusal.limit.name == "queue_length"
    assert refusal.retry_after
    assert seconds < 0.5
    for thread in clients:
        thread.join(5)


def test_every_query_ends_by_its_deadline(start: Start) -> None:
    """Of many endless queries from many clients each is answered by its deadline, with a reason."""
    engine = start(deadline_seconds=1.5)
    found: list[tuple[str, float]] = []

    def asking(client: int) -> None:
        for number in range(2):
            refusal, seconds = refusal_of(lambda n=number: ask(engine, f"{ENDLESS} #{client}.{n}", f"127.0.0.{client}"))
            found.append((refusal.problem, seconds))

    clients = [threading.Thread(target=asking, args=[number]) for number in range(2, 14)]
    for thread in clients:
        thread.start()
    for thread in clients:
        thread.join(10)
    assert len(found) == 24
    assert {problem for problem, _ in found} <= {"query-timeout", "overloaded"}
    assert max(seconds for _, seconds in found) < 2.0
    assert wait_until(lambda: len(engine.processes) == 1 + worker_processes(engine.settings))


def test_killed_idle_worker_is_not_noticed(start: Start) -> None:
    """A worker that dies while nobody asks it is replaced, and no query fails for it."""
    engine = start(workers=1, spare_workers=0)
    for process in processes_of(engine)[1:]:
        os.kill(process, 9)
    assert ask(engine, "ASK {}").rows == 1


def test_supervisor_that_dies_is_replaced(start: Start) -> None:
    """When the supervisor dies its workers die with it, and others take their place."""
    engine = start()
    before = processes_of(engine)
    os.kill(before[0], 9)
    assert wait_until(lambda: not any(map(is_alive, before[1:])))
    assert wait_until(lambda: len(engine.processes) == len(before) and engine.processes[0] != before[0])
    assert ask(engine, "ASK {}").rows == 1


def test_closed_engine_leaves_no_process(start: Start) -> None:
    """Closing ends the supervisor and all workers, the busy ones too, and every waiting query gets an answer."""
    engine = start()
    processes = processes_of(engine)
    running = threading.Thread(target=lambda: refusal_of(lambda: ask(engine, ENDLESS)))
    running.start()
    time.sleep(0.2)
    engine.close()
    assert not any(map(is_alive, processes))
    running.join(5)
    assert not running.is_alive()


def test_repeated_answer_is_kept(engine: Engine) -> None:
    """The same query in the same format is answered without a worker; another format is another answer."""
    query = "SELECT ?n { r:conference-18 intmk:conferenceNumber ?n } # kept"
    first, second = ask(engine, query), ask(engine, query)
    assert (first.cached, second.cached) == (False, True)
    assert first.body == second.body
    assert not ask(engine, query, wanted=wanted("text/csv")).cached
    assert not engine.answer(SparqlRequest(query, (f"{R}set-18-3",)), WANTED, "c").cached


def test_volatile_answer_is_not_kept(engine: Engine) -> None:
    """An answer that depends on chance is made anew each time."""
    query = "SELECT (STRUUID() AS ?x) {}"
    first, second = ask(engine, query), ask(engine, query)
    assert first.volatile
    assert not second.cached
    assert first.body != second.body


def test_engine_without_a_graph_says_so(small_release: Any, tmp_path: Path) -> None:
    """An engine that cannot load its release says why, and leaves no process."""
    with pytest.raises(EngineFailed, match="No such file"):
        Engine(replace(small_release, path=tmp_path), Settings())
