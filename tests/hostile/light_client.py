"""A client that asks light queries and notes how long each answer takes."""

import math
import os
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from multiprocessing import get_context

from raw_http import exchange, post

QUERIES = (
    "SELECT ?n {{ ?c intmk:conferenceNumber ?n }} # {}",
    "ASK {{ r:conference-18 ?p ?o }} # {}",
    "DESCRIBE r:meeting-18-haupt # {}",
)
ADDRESS = "127.0.0.200"

_numbers = count()


@dataclass(frozen=True)
class Latencies:
    """How long the answers to light queries took, and what else became of them."""

    seconds: tuple[float, ...]
    statuses: Counter[int]

    @property
    def p99(self) -> float:
        """Of a hundred answers the slowest but one."""
        return sorted(self.seconds)[math.ceil(len(self.seconds) * 0.99) - 1]

    def __add__(self, more: "Latencies") -> "Latencies":
        return Latencies(self.seconds + more.seconds, self.statuses + more.statuses)


def ask_light(port: int, attempts: int) -> Latencies:
    """Ask light queries, each for the first time, over connections of their own."""
    seconds, statuses = [], Counter[int]()
    for attempt in range(attempts):
        query = QUERIES[attempt % len(QUERIES)].format(f"{os.getpid()} {next(_numbers)}")
        began = time.monotonic()
        statuses[exchange(port, post(query.encode()), ADDRESS).status] += 1
        seconds.append(time.monotonic() - began)
        time.sleep(0.01)
    return Latencies(tuple(seconds), statuses)


class LightClient:
    """A light client in a process of its own, which does not wait for other threads of the test's interpreter."""

    def __init__(self, processes: ProcessPoolExecutor, port: int) -> None:
        self._processes = processes
        self._port = port

    def ask(self, attempts: int) -> Latencies:
        """Ask so many light queries."""
        return self._processes.submit(ask_light, self._port, attempts).result()


@contextmanager
def light_client(port: int) -> Iterator[LightClient]:
    """A light client of the service at a port, whose process ends with the context."""
    with ProcessPoolExecutor(1, get_context("spawn")) as processes:
        yield LightClient(processes, port)
