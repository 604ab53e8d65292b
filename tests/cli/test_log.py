"""The log: whole lines, all of them, and in order, though a thread of its own writes them."""

import io
import threading
import time

from intmk_kg.log import LineLoggerFactory


def wait_for(file: io.StringIO, count: int) -> list[str]:
    """The lines of a file, when there are so many."""
    end = time.monotonic() + 5
    while file.getvalue().count("\n") < count and time.monotonic() < end:
        time.sleep(0.01)
    return file.getvalue().splitlines()


def test_lines_of_one_thread_keep_their_order() -> None:
    """Lines are written soon, each once, in the order in which they came."""
    file = io.StringIO()
    logger = LineLoggerFactory(file)()
    for number in range(1000):
        logger.info(str(number))
    assert wait_for(file, 1000) == [str(number) for number in range(1000)]


def test_lines_of_many_threads_stay_whole() -> None:
    """Threads that log at the same time do not break each other's lines, and none is lost."""
    file = io.StringIO()
    logger = LineLoggerFactory(file)()
    threads = [
        threading.Thread(target=lambda n=n: [logger.info(" ".join((str(n), str(i), "end"))) for i in range(500)])
        for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(wait_for(file, 4000)) == sorted(f"{n} {i} end" for n in range(8) for i in range(500))


class StuckFile(io.StringIO):
    """A file whose writer has to wait until somebody reads."""

    def __init__(self) -> None:
        super().__init__()
        self.is_read = threading.Event()

    def write(self, text: str) -> int:
        """Write when it is read."""
        self.is_read.wait(10)
        return super().write(text)


def test_log_that_nobody_reads_holds_up_who_writes() -> None:
    """Where the lines go nowhere, only a bounded number of them is kept in memory, and none is dropped."""
    file = StuckFile()
    logger = LineLoggerFactory(file)()
    writer = threading.Thread(target=lambda: [logger.info("x") for _ in range(30_000)])
    writer.start()
    writer.join(0.5)
    assert writer.is_alive()
    file.is_read.set()
    writer.join(10)
    assert len(wait_for(file, 30_000)) == 30_000
