"""Short ways to ask an engine, for tests."""

import json
import time
from collections.abc import Callable

from intmk_kg.engine.embedded import Engine
from intmk_kg.engine.refusals import Refusal
from intmk_kg.engine.requests import Answer, SparqlRequest, Wanted

JSON = "application/sparql-results+json"
WANTED = Wanted(JSON, JSON, "text/turtle")

# Slow for any engine: the engine counts in constant memory, and the triples of the small release give 10^10 rows.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"


def ask(engine: Engine, query: str, client: str = "127.0.0.1", wanted: Wanted = WANTED) -> Answer:
    """The answer to a query."""
    return engine.answer(SparqlRequest(query), wanted, client)


def solutions(engine: Engine, query: str) -> list[dict[str, str]]:
    """The solutions of a SELECT query, each as variable to value."""
    bindings = json.loads(ask(engine, query).body)["results"]["bindings"]
    return [{name: value["value"] for name, value in row.items()} for row in bindings]


def refusal_of(asked: Callable[[], Answer]) -> tuple[Refusal, float]:
    """The refusal of a query and the seconds until it came."""
    began = time.monotonic()
    try:
        asked()
    except Refusal as refusal:
        return refusal, time.monotonic() - began
    raise AssertionError("the query was answered")
