"""Two hundred hostile queries from sixteen clients: each is answered in time, and others hardly notice."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from hostile_queries import ENDLESS, GREEDY, LARGE, HostileQuery
from hostile_server import DEADLINE_SECONDS, HostileServer, is_alive
from light_client import Latencies, ask_light, light_client
from raw_http import Response, exchange, get, post

from intmk_kg.engine.embedded import worker_processes
from intmk_kg.project import Project
from intmk_kg.settings import Settings

HOSTILE_CLIENTS = 16
HOSTILE_QUERIES = 200
SPARE_SECONDS = 0.5
LIGHT_ATTEMPTS = 500
SECONDS_TO_WARM = 4  # what a service does after its start would make the light queries at rest seem slow
LIGHT_FACTOR = 5
# What the machine does besides decides single latencies: on a busy one, the first moments of sixteen new clients, each
# of which is due before anybody's second query, take a second instead of 0.1. Below this the claim is not decided by a
# test; the figure is printed, with `pytest -s`, to be read where the machine has nothing else to do.
NOISE_SECONDS = 0.5
MEMORY_SPARE = 150_000_000
OUTCOMES = {(504, "query-timeout"), (503, "memory-exhausted"), (503, "result-too-large"), (503, "overloaded")}
HEAVY = (*ENDLESS, *GREEDY, *LARGE)
COUNTING = "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p"
WORKERS = worker_processes(Settings())

_numbers = count()


def ask_hostile(server: HostileServer, client: int, answers: list[Response]) -> None:
    """Ask the share of one client in the hostile queries, one after the other and none twice."""
    for number in range(client, HOSTILE_QUERIES, HOSTILE_CLIENTS):
        asked: HostileQuery = HEAVY[number % len(HEAVY)]
        query = f"{asked.query} # {next(_numbers)}"
        answers.append(exchange(server.port, post(query.encode()), f"127.0.0.{2 + client}"))


def wait_until(is_so: Callable[[], bool], seconds: float = 10.0) -> bool:
    """Whether something becomes so in time."""
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


@dataclass(frozen=True)
class Attack:
    """What was seen before, during and after the attack.

    Attributes:
        answers: to the hostile queries.
        idle: the light queries before.
        meanwhile: the light queries during it.
        memory_before: the bytes that the service had for itself.
        processes_before: its processes.
    """

    answers: list[Response]
    idle: Latencies
    meanwhile: Latencies
    memory_before: int
    processes_before: set[int]


@pytest.fixture(scope="module")
def attack(server: HostileServer) -> Attack:
    """The attack, once for all tests of this file."""
    time.sleep(SECONDS_TO_WARM)
    with light_client(server.port) as light:
        light.ask(30)
        idle = light.ask(LIGHT_ATTEMPTS)
        memory, processes = server.private_memory(), server.processes()
        answers: list[Response] = []
        clients = [threading.Thread(target=ask_hostile, args=[server, n, answers]) for n in range(HOSTILE_CLIENTS)]
        for client in clients:
            client.start()
        meanwhile = light.ask(10)
        while any(client.is_alive() for client in clients):
            meanwhile += light.ask(10)
    return Attack(answers, idle, meanwhile, memory, processes)


def test_every_hostile_query_is_answered_in_time(attack: Attack) -> None:
    """Each of two hundred hostile queries gets a whole answer by its deadline, which says what limit it met."""
    slowest = max(response.seconds for response in attack.answers)
    print(f"slowest of {HOSTILE_QUERIES} hostile queries: {slowest:.2f} s, deadline {DEADLINE_SECONDS:g} s")  # noqa: T201
    print(Counter((response.status, response.problem) for response in attack.answers))  # noqa: T201
    assert len(attack.answers) == HOSTILE_QUERIES
    assert all(response.is_whole for response in attack.answers)
    assert {(response.status, response.problem) for response in attack.answers} <= OUTCOMES
    assert slowest < DEADLINE_SECONDS + SPARE_SECONDS + NOISE_SECONDS


def test_light_queries_hardly_notice(attack: Attack) -> None:
    """While hostile queries run, light ones of another client are answered, nearly as quickly as before."""
    idle, meanwhile = attack.idle, attack.meanwhile
    print(  # noqa: T201 -- the figure is what one wants to read
        f"light queries, p99 of {len(idle.seconds)} at rest {idle.p99 * 1000:.1f} ms, "
        f"of {len(meanwhile.seconds)} under attack {meanwhile.p99 * 1000:.1f} ms: "
        f"{meanwhile.p99 / idle.p99:.1f} times"
    )
    assert idle.statuses.keys() == {200}
    assert meanwhile.statuses[200] >= 0.9 * meanwhile.statuses.total()
    assert sorted(meanwhile.seconds)[len(meanwhile.seconds) // 2] < NOISE_SECONDS / 2
    assert meanwhile.p99 < max(LIGHT_FACTOR * idle.p99, DEADLINE_SECONDS + NOISE_SECONDS)


def test_attack_leaves_nothing_behind(server: HostileServer, attack: Attack) -> None:
    """Afterwards memory is back, dead workers are replaced, none is left over, and no unfinished answer lies about."""
    assert wait_until(lambda: len(server.processes()) == len(attack.processes_before))
    assert all(map(is_alive, server.processes()))
    assert len(server.processes() & attack.processes_before) >= len(attack.processes_before) - WORKERS
    assert wait_until(lambda: server.private_memory() < attack.memory_before + MEMORY_SPARE)
    assert wait_until(lambda: server.temporary_files() == 0)
    assert ask_light(server.port, 20).statuses == {200: 20}
    assert "Traceback" not in server.log


def test_greedy_client_does_not_starve_others(server: HostileServer) -> None:
    """While one client asks endless queries over forty connections at once, others are answered at once."""
    over = threading.Event()
    statuses = Counter[int]()

    def be_greedy() -> None:
        while not over.is_set():
            query = f"{ENDLESS[0].query} # {next(_numbers)}"
            statuses[exchange(server.port, post(query.encode()), "127.0.0.66").status] += 1
            over.wait(0.2)

    greedy = [threading.Thread(target=be_greedy) for _ in range(40)]
    for thread in greedy:
        thread.start()
    time.sleep(0.5)
    modest = [ask_light(server.port, 20), ask_light(server.port, 20)]
    pages = [exchange(server.port, get("/id/land-he"), "127.0.0.67") for _ in range(10)]
    counted = [exchange(server.port, post(f"{COUNTING} # {next(_numbers)}".encode()), "127.0.0.68") for _ in range(3)]
    over.set()
    for thread in greedy:
        thread.join()
    assert sum(latencies.statuses[200] for latencies in modest) >= 39
    assert sorted(modest[0].seconds + modest[1].seconds)[20] < NOISE_SECONDS
    assert {page.status for page in pages} == {303}
    assert 200 in {answer.status for answer in counted} <= {200, 503, 504}
    assert statuses.keys() <= {429, 503, 504}
    assert statuses[429] > 0


def test_service_that_is_ended_under_attack_leaves_no_process(built_project: Project, tmp_path: Path) -> None:
    """Told to end while endless queries run, the service ends and every process of it."""
    with HostileServer(built_project.root, tmp_path / "log") as server:
        processes = server.processes()
        clients = [
            threading.Thread(target=ask_hostile_once, args=[server, f"{ENDLESS[0].query} # {next(_numbers)}", n])
            for n in range(6)
        ]
        for client in clients:
            client.start()
        time.sleep(0.5)
        processes |= server.processes()
    assert len(processes) > WORKERS
    assert wait_until(lambda: not any(map(is_alive, processes)))
    for client in clients:
        client.join(20)
        assert not client.is_alive()


def test_same_query_of_many_clients_holds_up_nobody(server: HostileServer) -> None:
    """Two hundred who wait for one and the same answer get theirs in time, and take no thread from others."""
    query = post(f"{ENDLESS[0].query} # {next(_numbers)}".encode())
    answers: list[Response] = []
    clients = [
        threading.Thread(target=lambda n=n: answers.append(exchange(server.port, query, f"127.0.7.{1 + n % 50}")))
        for n in range(200)
    ]
    for client in clients:
        client.start()
    others = [exchange(server.port, get(path), "127.0.8.1") for path in ("/-/health", "/id/land-he", "/def")]
    for client in clients:
        client.join()
    assert {other.status for other in others} == {200, 303}
    assert {(answer.status, answer.problem) for answer in answers} <= OUTCOMES
    assert max(answer.seconds for answer in answers) < DEADLINE_SECONDS + SPARE_SECONDS + NOISE_SECONDS


def ask_hostile_once(server: HostileServer, query: str, client: int) -> None:
    """Ask one query and mind no way in which it ends."""
    with suppress(OSError):
        exchange(server.port, post(query.encode()), f"127.0.0.{70 + client}")
