"""Running a piece of work in a process of its own that shares all memory until then, and ends it at a limit."""

import multiprocessing
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

_FORK = multiprocessing.get_context("fork")


@dataclass(frozen=True)
class Run:
    """How a piece of work went.

    Attributes:
        seconds: of processor time; of the clock where it did not end.
        given: what it gave; `None` where it did not end.
        memory: bytes at the highest, with those that it shares.
        reason: why it did not end; empty where it did.
    """

    seconds: float
    given: Any = None
    memory: int = 0
    reason: str = ""


def run_apart(work: Callable[[], Any], limit: float) -> Run:
    """How this work goes in a process of its own, which is killed after so many seconds of the clock.

    What it gives must be such that it can be pickled.
    """
    receiving, sending = _FORK.Pipe(duplex=False)
    process = _FORK.Process(target=_tell, args=(sending, work))
    began = time.monotonic()
    process.start()
    sending.close()
    try:
        if receiving.poll(limit):
            return Run(*receiving.recv())
        return Run(time.monotonic() - began, reason="stopped")
    except EOFError:
        return Run(time.monotonic() - began, reason="failed")
    finally:
        process.kill()
        process.join()
        receiving.close()


def _tell(sending: Connection, work: Callable[[], Any]) -> None:
    began = time.process_time()
    given = work()
    sending.send((time.process_time() - began, given, highest_memory()))


def highest_memory() -> int:
    """The bytes that this process held at the highest."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
