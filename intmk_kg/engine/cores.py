"""Which of the machine's cores a process runs on (sched_setaffinity(2), Linux).

Only one thread of a Python process has the interpreter's lock at a time. When threads are on different cores, the next
one has to be woken each time that the lock is given away; on one core they answer half as many requests again, measured
(docs/performance.md). Elsewhere than on Linux nothing is changed.
"""

import contextlib
import os
import sys
from collections.abc import Collection
from pathlib import Path

_THREADS = Path("/proc/self/task")


def usable_cores() -> list[int]:
    """The numbers of the cores that this thread may use, in order; none where the system does not tell."""
    return sorted(os.sched_getaffinity(0)) if sys.platform == "linux" else []


def use_cores(cores: Collection[int]) -> None:
    """Let all threads of this process, and those to come, use these cores and no others, where the system lets it."""
    if sys.platform != "linux" or not cores:
        return
    for thread in _THREADS.iterdir():
        with contextlib.suppress(OSError):
            os.sched_setaffinity(int(thread.name), cores)
