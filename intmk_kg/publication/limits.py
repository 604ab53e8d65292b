"""The limits of the service: announced on pages and in its description, and named in the errors that they cause."""

from dataclasses import fields

from intmk_kg.engine.guard import NESTING_DEPTH
from intmk_kg.settings import Settings

_SET = (
    "deadline_seconds",
    "result_rows",
    "result_bytes",
    "worker_memory_bytes",
    "stack_bytes",
    "queue_length",
    "queries_per_client",
    "query_bytes",
    "service_endpoints",
)
_FIXED = {
    "nesting_depth": (NESTING_DEPTH, "a query whose brackets or signs nest deeper is refused with 400"),
}


def limits(settings: Settings) -> dict[str, dict[str, object]]:
    """Each limit that a request can meet, with its value and its meaning; some are not to be set."""
    meanings = {setting.name: setting.metadata.get("meaning", "") for setting in fields(settings)}
    found = {name: {"value": getattr(settings, name), "meaning": meanings[name]} for name in _SET}
    return found | {name: {"value": value, "meaning": meaning} for name, (value, meaning) in _FIXED.items()}
