"""Clients that people have work unchanged: they find the same rows as our own answer has."""

import csv
import io
import json
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
from clients import (
    ABSENT,
    NODE_PROGRAMS,
    PROGRAMS,
    PYTHON,
    Rows,
    has_roqet,
    loaded,
    rows_of_json,
    rows_of_xml,
    run,
    run_node,
)
from rdflib import Graph, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from intmk_kg.vocabulary.prefixes import PREFIXES

needs_python = pytest.mark.skipif(not PYTHON.exists(), reason=f"SPARQLWrapper and pandas are not there; {ABSENT}")
needs_node = pytest.mark.skipif(
    not (NODE_PROGRAMS / "comunica-sparql").exists(), reason=f"Comunica is not there; {ABSENT}"
)
needs_roqet = pytest.mark.skipif(not has_roqet(), reason="roqet is not there; `make system-packages` installs it")

PROLOGUE = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in ("intmk", "r", "rdfs", "schema"))
QUERIES = {
    "dates, languages and gaps": PROLOGUE
    + """
        SELECT ?number ?meeting ?start ?place WHERE {
          ?conference intmk:conferenceNumber ?number .
          ?meeting a intmk:MainConference ; schema:superEvent ?conference .
          OPTIONAL { ?meeting schema:startDate ?start }
          OPTIONAL { ?meeting schema:location/rdfs:label ?place FILTER(LANG(?place) = "de" && ?place != "Kiel") }
        } ORDER BY ?number""",
    "letters": PROLOGUE
    + """SELECT ?label WHERE { ?thing rdfs:label ?label FILTER(CONTAINS(?label, "ü")) } ORDER BY ?label""",
    "signs": """SELECT ?x WHERE { VALUES ?x { "a%20b+c&d=e#f" "\\"',;\\t" "<&>" "𝄞 ß" "" } } ORDER BY ?x""",
    "numbers": "SELECT (1 AS ?a) (1.5 AS ?b) (true AS ?c) WHERE {}",  # each client writes 1e3 in its own way
    "nothing": "SELECT ?x WHERE { ?x <https://example.org/none> ?y }",
    "long": PROLOGUE + "SELECT ?s WHERE { VALUES ?s { " + "r:land-he " * 800 + "} } ORDER BY ?s",
}
DESCRIBED = "https://w3id.org/intmk/id/meeting-18-haupt"
CONSTRUCT = PROLOGUE + "CONSTRUCT { ?m rdfs:label ?l } WHERE { ?m a intmk:MainConference ; rdfs:label ?l }"
EACH_QUERY = pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES.keys())


def own_answer(endpoint: str, query: str, accept: str = "application/sparql-results+json") -> bytes:
    """Our answer, without any client's library."""
    headers = {"Content-Type": "application/sparql-query", "Accept": accept}
    with urllib.request.urlopen(urllib.request.Request(endpoint, query.encode(), headers), timeout=30) as response:
        return bytes(response.read())


def own_rows(endpoint: str, query: str) -> Rows:
    """The rows of our answer."""
    return rows_of_json(json.loads(own_answer(endpoint, query)))


def triples(text: str | bytes, format_: ox.RdfFormat) -> set[str]:
    """The triples of a graph without blank nodes."""
    return {str(quad.triple) for quad in ox.parse(text, format=format_)}


def test_own_answer_has_rows(endpoint: str) -> None:
    """The queries that clients are tried with have rows, gaps and languages to lose."""
    rows = own_rows(endpoint, QUERIES["dates, languages and gaps"])
    assert len(rows) > 15
    assert any("place" not in row for row in rows)
    assert any(row.get("place", ("", "", None, None))[2] == "de" for row in rows)
    assert len(own_rows(endpoint, QUERIES["signs"])) == 5


@needs_python
@pytest.mark.parametrize("method", ["GET", "POST"])
@EACH_QUERY
def test_sparqlwrapper_finds_the_same_rows(endpoint: str, query: str, method: str) -> None:
    """SPARQLWrapper finds our rows, by GET and by POST."""
    answer = loaded(run(PYTHON, PROGRAMS / "with_sparqlwrapper.py", endpoint, method, query))
    assert rows_of_json(answer) == own_rows(endpoint, query)


@needs_python
def test_sparqlwrapper_has_booleans_graphs_and_errors(endpoint: str) -> None:
    """SPARQLWrapper has the boolean of ASK, the graphs of CONSTRUCT and DESCRIBE, and its own error for no SPARQL."""
    program = (PYTHON, PROGRAMS / "with_sparqlwrapper.py", endpoint, "GET")
    assert loaded(run(*program, "ASK { ?s ?p ?o }"))["boolean"] is True
    for query in (CONSTRUCT, f"DESCRIBE <{DESCRIBED}>"):
        own = own_answer(endpoint, query, "application/n-triples")
        assert triples(run(*program, query), ox.RdfFormat.TURTLE) == triples(own, ox.RdfFormat.N_TRIPLES)
    assert loaded(run(*program, "SELECT * WHERE {")) == {"refused": "QueryBadFormed"}


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@EACH_QUERY
def test_rdflib_finds_the_same_rows(endpoint: str, query: str, method: str) -> None:
    """The SPARQLStore of rdflib finds our rows, by each way that it has of asking."""
    graph = Graph(SPARQLStore(endpoint, method=method))
    found: Rows = []
    for solution in graph.query(query):
        found.append({str(name): _own_term(value) for name, value in solution.asdict().items()})
    assert found == own_rows(endpoint, query)


def test_rdflib_reads_by_pattern(endpoint: str) -> None:
    """A graph on the SPARQLStore of rdflib can be read as if it were here."""
    graph = Graph(SPARQLStore(endpoint))
    own = own_rows(endpoint, f"SELECT ?p ?o WHERE {{ <{DESCRIBED}> ?p ?o }}")
    found = list(graph.predicate_objects(URIRef(DESCRIBED)))
    assert len(found) == len(own) > 5
    assert graph.query("ASK { ?s ?p ?o }").askAnswer is True
    constructed = graph.query(CONSTRUCT).graph
    assert constructed is not None
    own_graph = own_answer(endpoint, CONSTRUCT, "application/n-triples")
    assert len(constructed) == len(triples(own_graph, ox.RdfFormat.N_TRIPLES))


@needs_roqet
@EACH_QUERY
def test_roqet_finds_the_same_rows(endpoint: str, query: str, tmp_path: Path) -> None:
    """The program roqet finds our rows."""
    file = tmp_path / "query.rq"
    file.write_text(query, encoding="utf-8")
    assert rows_of_xml(run("roqet", "-q", "-p", endpoint, "-r", "xml", file)) == own_rows(endpoint, query)


@needs_node
@pytest.mark.parametrize("source", [str, "sparql@{}".format], ids=["found out", "told"])
@EACH_QUERY
def test_comunica_finds_the_same_rows(endpoint: str, query: str, source: Callable[[str], str], tmp_path: Path) -> None:
    """Comunica finds our rows, whether it is told that there is a SPARQL endpoint or finds out by its description."""
    file = tmp_path / "query.rq"
    file.write_text(query, encoding="utf-8")
    answer = run_node("comunica-sparql", source(endpoint), "-f", file, "-t", "application/sparql-results+json")
    assert sorted(map(_sortable, rows_of_json(loaded(answer)))) == sorted(map(_sortable, own_rows(endpoint, query)))


@needs_node
def test_comunica_constructs_the_same_graph(endpoint: str, tmp_path: Path) -> None:
    """Comunica has the graph of CONSTRUCT."""
    file = tmp_path / "query.rq"
    file.write_text(CONSTRUCT, encoding="utf-8")
    answer = run_node("comunica-sparql", endpoint, "-f", file, "-t", "application/n-triples")
    own = own_answer(endpoint, CONSTRUCT, "application/n-triples")
    assert triples(answer, ox.RdfFormat.N_TRIPLES) == triples(own, ox.RdfFormat.N_TRIPLES)


@needs_python
def test_pandas_reads_the_csv(endpoint: str) -> None:
    """One line of pandas reads the CSV from its address: numbers are numbers, dates dates, gaps gaps."""
    query = QUERIES["dates, languages and gaps"]
    address = f"{endpoint}?{urlencode({'query': query, 'format': 'csv'})}"
    found = loaded(run(PYTHON, PROGRAMS / "with_pandas.py", address, "start"))
    columns, *rows = csv.reader(io.StringIO(own_answer(endpoint, query, "text/csv").decode()))
    assert found["columns"] == columns
    assert found["types"] == {"number": "i", "meeting": "O", "start": "M", "place": "O"}
    assert [[_as_csv(value) for value in row] for row in found["rows"]] == rows


def _own_term(value: object) -> tuple[str, str, str | None, str | None]:
    if isinstance(value, Literal):
        datatype = str(value.datatype) if value.datatype else None
        return "literal", str(value), value.language, datatype
    return "uri", str(value), None, None


def _as_csv(value: object) -> str:
    return "" if value is None else str(value).removesuffix("T00:00:00Z").removesuffix("T00:00:00")


def _sortable(row: dict[str, object]) -> str:
    return repr(sorted(row.items()))
