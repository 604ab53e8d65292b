"""The limits: announced, described and named in errors under the same names."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from application import application
from werkzeug.test import Client, TestResponse

from intmk_kg.publication.limits import limits
from intmk_kg.release.directory import Release
from intmk_kg.settings import Settings
from intmk_kg.web.app import with_layers

Get = Callable[..., TestResponse]

PRODUCT = " . ".join(f"?s{n} ?p{n} ?o{n}" for n in range(5))
EVERYTHING = "SELECT * { ?s ?p ?o }"
CHAIN = "ASK { FILTER(" + "1||" * 9000 + "1) }"

MET: list[tuple[str, dict[str, Any], str, int]] = [
    ("deadline_seconds", {"deadline_seconds": 0.3}, f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} }}", 504),
    ("result_rows", {"result_rows": 3}, EVERYTHING, 503),
    ("result_bytes", {"result_bytes": 1000}, EVERYTHING, 503),
    ("worker_memory_bytes", {"worker_memory_bytes": 30_000_000}, f"SELECT * {{ {PRODUCT} }} ORDER BY ?o4", 503),
    ("stack_bytes", {"stack_bytes": 1_000_000}, CHAIN, 503),
    ("queue_length", {"queue_length": 0}, EVERYTHING, 503),
    ("queries_per_client", {"queries_per_client": 0}, EVERYTHING, 429),
    ("query_bytes", {"query_bytes": 10}, EVERYTHING, 413),
    ("service_endpoints", {}, "SELECT * { SERVICE <http://192.0.2.1/sparql> { ?s ?p ?o } }", 403),
    ("nesting_depth", {}, "ASK " + "{" * 1000, 400),
]


def test_every_limit_is_met_by_a_test() -> None:
    """What is announced is what the errors below name, neither less nor more."""
    assert set(limits(Settings())) == {name for name, *_ in MET}


def test_limits_are_announced_alike(get: Get) -> None:
    """`/-/limits` and the service description name the same limits with the same values."""
    announced = json.loads(get("/-/limits").data)
    store = ox.Store()
    store.load(get("/sparql", "application/n-triples").data, format=ox.RdfFormat.N_TRIPLES)
    rows = store.query(
        "PREFIX schema: <https://schema.org/> SELECT ?name ?value { ?service "
        "a <http://www.w3.org/ns/sparql-service-description#Service> ; schema:additionalProperty ?limit . "
        "?limit schema:propertyID ?name ; schema:description ?meaning . OPTIONAL { ?limit schema:value ?value } }"
    )
    described = {row[0].value: float(row[1].value) if row[1] else [] for row in rows}  # type: ignore[union-attr]
    assert described == {name: limit["value"] for name, limit in announced.items()}
    page = get("/-/limits", "text/html").text
    assert all(f"<code>{name}</code>" in page for name in announced)


@pytest.mark.parametrize(("name", "settings", "query", "status"), MET, ids=[name for name, *_ in MET])
def test_limit_is_named_in_the_error_that_it_causes(
    small_release: Release, name: str, settings: dict[str, Any], query: str, status: int
) -> None:
    """The problem document names the limit with the value that is announced."""
    given = Settings(**{"public_url": "http://kg.example/", "workers": 1, "spare_workers": 0, **settings})
    with application(small_release, given) as app:
        client = Client(with_layers(app, given))
        answer = client.get(f"/sparql?query={quote(query)}", headers={"X-Forwarded-For": "192.0.2.1"})
        announced = json.loads(client.get("/-/limits").data)
    assert answer.status_code == status
    assert answer.json
    assert answer.json["limit"] == {"name": name, "value": announced[name]["value"]}
