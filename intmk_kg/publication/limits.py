"""The limits of the service, announced."""

from dataclasses import fields

from intmk_kg.settings import Settings

ANNOUNCED = (
    "deadline_seconds",
    "result_rows",
    "result_bytes",
    "worker_memory_bytes",
    "queue_length",
    "queries_per_client",
    "query_bytes",
    "service_endpoints",
)


def limits(settings: Settings) -> dict[str, dict[str, object]]:
    """Each announced limit with its value and its meaning."""
    meanings = {setting.name: setting.metadata.get("meaning", "") for setting in fields(settings)}
    return {name: {"value": getattr(settings, name), "meaning": meanings[name]} for name in ANNOUNCED}
