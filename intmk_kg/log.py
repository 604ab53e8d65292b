"""The log: one structured line per event, on standard error."""

import contextlib
import json
import logging
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from multiprocessing.util import Finalize
from typing import Any, TextIO

import structlog

_SECONDS_GATHERED = 0.01
_LINES_HELD = 10_000

_AS_JSON = json.JSONEncoder(ensure_ascii=False, default=repr)


def configure_log(*, readable: bool | None = None) -> None:
    """Have every event of structlog written as one line to standard error, from the level INFO on.

    Args:
        readable: True for lines for a person, False for JSON; by default readable on a terminal only.
    """
    is_readable = sys.stderr.isatty() if readable is None else readable
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer() if is_readable else structlog.processors.JSONRenderer(_as_json)
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=LineLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


def event_writer() -> Callable[[dict[str, Any]], None]:
    """A function that writes an event as one line of the log, as structlog would, but in half of its time.

    The event is changed: it gets its level and its time.
    """
    configuration = structlog.get_config()
    render, logger = configuration["processors"][-1], configuration["logger_factory"]()

    def write(event: dict[str, Any]) -> None:
        event["level"] = "info"
        event["timestamp"] = f"{datetime.now(UTC).replace(tzinfo=None).isoformat()}Z"
        logger.info(render(logger, "info", event))

    return write


class LineLoggerFactory:
    """Makes loggers whose lines a thread of its own writes, several at a time.

    A thread that writes each of its lines itself waits for all others that do, and gives away Python's lock: measured,
    that costs a busy server more than all else about its log.

    Args:
        file: where the lines go.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file
        # A line leaves it only to be written, so that none is on its way when the process ends
        self._lines: deque[str] = deque()
        self._are_waiting = threading.Event()
        self._writing = threading.Lock()
        threading.Thread(target=self._write_always, name="log", daemon=True).start()
        # Also at the end of the server's process, where atexit does nothing
        Finalize(None, self._write_waiting, exitpriority=0)

    def __call__(self, *_: Any) -> "LineLogger":
        """A logger for structlog, whatever it is called."""
        return LineLogger(self.add)

    def add(self, line: str) -> None:
        """Have a line written soon; where too many wait, because nobody reads them, wait as well."""
        self._lines.append(line)
        if not self._are_waiting.is_set():
            self._are_waiting.set()
        if len(self._lines) > _LINES_HELD:
            self._write_waiting()

    def _write_always(self) -> None:
        while True:
            self._are_waiting.wait()
            time.sleep(_SECONDS_GATHERED)
            self._are_waiting.clear()
            self._write_waiting()

    def _write_waiting(self) -> None:
        with self._writing, contextlib.suppress(OSError):
            lines = [self._lines.popleft() for _ in range(len(self._lines))]
            self._file.write("".join(f"{line}\n" for line in lines))
            self._file.flush()


class LineLogger:
    """Takes lines of any level; structlog has decided already which are wanted."""

    def __init__(self, add: Callable[[str], None]) -> None:
        self.msg = self.debug = self.info = self.warning = self.error = self.critical = self.exception = add


def _as_json(event: Any, **_: Any) -> str:
    return _AS_JSON.encode(event)
