"""The log: one structured line per event, on standard error."""

import logging
import sys

import structlog


def configure_log(*, readable: bool | None = None) -> None:
    """Have every event of structlog written as one line to standard error, from the level INFO on.

    Args:
        readable: True for lines for a person, False for JSON; by default readable on a terminal only.
    """
    is_readable = sys.stderr.isatty() if readable is None else readable
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer() if is_readable else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
    )
