"""Queries that are answered before Flask: nobody can tell from the answer."""

from urllib.parse import quote

import pytest
from flask import Flask
from werkzeug.test import Client

from intmk_kg.settings import Settings
from intmk_kg.web.app import with_layers
from intmk_kg.web.compression import Compression


@pytest.mark.parametrize(
    "query",
    [
        "query=" + quote("SELECT * { ?s a owl:Class }"),
        "query=" + quote("DESCRIBE r:body-intmk") + "&format=turtle",
        "query=" + quote("SELECT (STRUUID() AS ?x) {}"),
        "query=" + quote("SELECT (1 AS ?x { }"),
        "query=" + quote("ASK {}") + "&default-graph-uri=http%3A%2F%2Fexample.org%2Fnone",
        "query=ASK+%7B%7D&query=ASK+%7B%7D",
        "query=ASK+%7B%7",
        "query=ASK+%7B%7D&format=excel",
        "update=CLEAR+ALL",
        "",
    ],
)
@pytest.mark.parametrize("accept", [None, "text/csv", "application/json;q=0.5, */*;q=0.1"])
def test_quick_answer_is_the_application_s(app: Flask, settings: Settings, query: str, accept: str | None) -> None:
    """Status and headers are those of the application, whether the query is answered, refused or none."""
    headers = {} if accept is None else {"Accept": accept}
    clients = Client(Compression(app)), Client(with_layers(app, settings))
    direct, quick = (client.get(f"/sparql?{query}", headers=headers) for client in clients)
    assert quick.status == direct.status
    assert dict(quick.headers) == dict(direct.headers)
    assert quick.data == direct.data or "no-store" in direct.headers.get("Cache-Control", "")
