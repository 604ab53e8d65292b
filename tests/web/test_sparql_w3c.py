"""The protocol tests of the W3C (https://www.w3.org/2009/sparql/docs/tests/), request by request."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from werkzeug.test import Client

from intmk_kg.engine.embedded import Engine
from intmk_kg.engine.entities import open_entities
from intmk_kg.release.directory import Release
from intmk_kg.settings import Settings
from intmk_kg.web.app import create_app, with_layers

SUITE = Path(__file__).parents[3] / "shared" / "w3c" / "sparql11" / "protocol"
GRAPHS = "http://kasei.us/2009/09/sparql/data/"
PREFIXES = {
    "mf": "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#",
    "ht": "http://www.w3.org/2011/http#",
    "cnt": "http://www.w3.org/2011/content#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
REQUESTS = """SELECT ?name ?request ?method ?path ?body ?encoding ?expected WHERE {
  ?test a mf:ProtocolTest ; mf:name ?name ; mf:action/ht:requests/rdf:rest*/rdf:first ?request .
  ?request ht:methodName ?method ; ht:absolutePath ?path .
  OPTIONAL { ?request ht:body [ cnt:chars ?body ; cnt:characterEncoding ?encoding ] }
  OPTIONAL { ?request ht:resp/mf:expectedBoolean ?expected }
}"""
HEADERS = """SELECT ?request ?name ?value {
  ?request ht:headers/rdf:rest*/rdf:first [ ht:fieldName ?name ; ht:fieldValue ?value ]
}"""
STATUSES = "SELECT ?request ?status { ?request ht:resp/mf:expectedStatus ?status }"

pytestmark = pytest.mark.skipif(not SUITE.is_dir(), reason="the W3C tests are not beside the project")


def requests() -> Iterator[Any]:
    """Name, method, path, headers, body, expected statuses and truth of each request of each test."""
    store = ox.Store()
    store.load(path=str(SUITE / "manifest.ttl"), format=ox.RdfFormat.TURTLE, base_iri="http://example.org/")
    for found in store.query(REQUESTS, prefixes=PREFIXES):
        given = {ox.Variable("request"): found["request"]}
        headers = {
            row["name"].value: row["value"].value
            for row in store.query(HEADERS, prefixes=PREFIXES, substitutions=given)
        }
        statuses = {row["status"].value[-3] for row in store.query(STATUSES, prefixes=PREFIXES, substitutions=given)}
        body = found["body"].value.encode(found["encoding"].value) if found["body"] else b""
        path = found["path"].value.replace("/sparql/", "/sparql")
        expected = found["expected"].value == "true" if found["expected"] else None
        yield pytest.param(found["method"].value, path, headers, body, statuses, expected, id=found["name"].value)


@pytest.fixture(scope="module")
def w3c_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A client of a service that holds the graphs which the manifest names."""
    store = ox.Store()
    store.add(ox.Quad(*(ox.NamedNode("http://example.org/x"),) * 3, ox.NamedNode(f"{GRAPHS}data0.rdf")))
    for number in (1, 2, 3):
        graph = ox.NamedNode(f"{GRAPHS}data{number}.rdf")
        store.load(path=str(SUITE / f"data{number}.nt"), format=ox.RdfFormat.N_TRIPLES, to_graph=graph)
    directory = tmp_path_factory.mktemp("w3c")
    store.dump(str(directory / "graph.nq"), format=ox.RdfFormat.N_QUADS)
    release = Release(directory, {"id": "0123456789abcdef", "files": {}})
    settings = Settings(workers=1, spare_workers=0)
    engine = Engine(release, settings)
    yield Client(with_layers(create_app(release, settings, engine, open_entities(directory)), settings))
    engine.close()


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "statuses", "expected"), list(requests()) if SUITE.is_dir() else []
)
def test_protocol_is_that_of_the_w3c(  # noqa: PLR0913, PLR0917 -- a request has as many parts
    w3c_client: Client,
    method: str,
    path: str,
    headers: dict[str, str],
    body: bytes,
    statuses: set[str],
    expected: bool | None,  # noqa: FBT001 -- the truth that the manifest states
) -> None:
    """Every request of the W3C's tests has the status and the truth that they expect; every update is refused."""
    response = w3c_client.open(path, method=method, headers=headers, data=body)
    is_update = "sparql-update" in headers.get("content-type", "") or b"update=" in body
    if is_update:
        assert 400 <= response.status_code < 500
        return
    if expected is not None and {"2"} <= statuses and not _depends_on_update(body):
        assert json.loads(response.data)["boolean"] is expected
    assert str(response.status_code)[0] in statuses


def _depends_on_update(body: bytes) -> bool:
    """Whether the request asks for what an earlier update of its test would have written."""
    return b"http://example.org/protocol" in body or b"protocol-update" in body
