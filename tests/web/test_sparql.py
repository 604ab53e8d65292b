"""The SPARQL endpoint over HTTP: answers, errors, negotiation, validators, the description of itself."""

import json
from collections.abc import Callable
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from werkzeug.test import Client, TestResponse

from intmk_kg.engine.guard import NESTING_DEPTH
from intmk_kg.engine.requests import GRAPH_MEDIA_TYPES
from intmk_kg.publication.examples import Example, examples

Get = Callable[..., TestResponse]
SD = "http://www.w3.org/ns/sparql-service-description#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
ENDPOINT = "http://kg.example/sparql"


def address(query: str, **others: str) -> str:
    """The address of a query."""
    return "/sparql?query=" + quote(query) + "".join(f"&{name}={quote(value)}" for name, value in others.items())


def described(content: bytes, media_type: str) -> ox.Store:
    """The service description in a store."""
    store = ox.Store()
    store.load(content, format=ox.RdfFormat.from_media_type(media_type))
    return store


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        ("ASK {}", None, "application/sparql-results+json"),
        ("SELECT * {}", "*/*", "application/sparql-results+json"),
        ("SELECT * {}", "text/csv;q=0.9, application/sparql-results+xml", "application/sparql-results+xml"),
        ("SELECT * {}", "application/sparql-results+json;q=0, text/csv", "text/csv"),
        ("SELECT * {}", "text/html, text/tab-separated-values;q=0.1", "text/tab-separated-values"),
        ("DESCRIBE r:body-intmk", "text/turtle", "text/turtle"),
        ("DESCRIBE r:body-intmk", 'application/ld+json;profile="x"', "application/ld+json"),
        ("CONSTRUCT WHERE { ?s a owl:Class }", "application/rdf+xml, text/turtle;q=0.9", "application/rdf+xml"),
        ("CONSTRUCT {} {}", "application/trig", "application/trig"),
        ("CONSTRUCT {} {}", "application/n-quads", "application/n-quads"),
        ("CONSTRUCT {} {}", "application/n-triples", "application/n-triples"),
    ],
)
def test_answer_is_labelled_as_what_it_is(get: Get, query: str, accept: str | None, media_type: str) -> None:
    """The answer has the format that the header asks for and says so."""
    response = get(address(query), accept)
    assert response.status_code == 200
    assert response.mimetype == media_type
    assert response.headers["Vary"] == "Accept, Accept-Encoding"
    assert int(response.headers["Content-Length"]) == len(response.data)


def test_three_ways_of_asking_are_the_same(client: Client) -> None:
    """GET, both forms of POST and QUERY have the same answer."""
    query = "SELECT ?x { VALUES ?x { 'ü%20+&' } }"
    answers = [
        client.get(address(query)),
        client.post("/sparql", data={"query": query}),
        client.post("/sparql", data=query.encode(), content_type="application/sparql-query"),
        client.open("/sparql", method="QUERY", data=query.encode(), content_type="application/sparql-query"),
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.data for answer in answers}) == 1
    assert "ü%20+&" in answers[0].text


def test_nothing_acceptable_lists_what_there_is(get: Get) -> None:
    """406 lists the formats of the kind of result that the query has."""
    response = get(address("SELECT * {}"), "image/png")
    assert response.status_code == 406
    assert "text/csv" in json.loads(response.data)["available"]
    assert "text/turtle" not in json.loads(response.data)["available"]
    assert get(address("ASK {}"), "text/csv").status_code == 406
    assert get(address("SELECT * {}", format="turtle")).status_code == 406


@pytest.mark.parametrize("format_", ["csv", "json", "xml", "tsv"])
def test_parameter_format_is_for_links(get: Get, format_: str) -> None:
    """The parameter `format` decides, whatever a browser accepts."""
    response = get(address("SELECT (1 AS ?x) {}", format=format_), "text/html,application/xhtml+xml,*/*;q=0.8")
    assert response.status_code == 200
    assert format_ in response.mimetype or format_ == "tsv"


def test_head_has_the_headers_of_get(get: Get) -> None:
    """HEAD has the same headers as GET and no body, with and without a query."""
    for path in (address("ASK {}"), "/sparql"):
        with_body, without = get(path), get(path, method="HEAD")
        assert without.data == b""
        assert dict(without.headers) == dict(with_body.headers)


def test_options_names_the_methods(get: Get) -> None:
    """OPTIONS says which methods there are, to browsers of other origins too."""
    response = get("/sparql", method="OPTIONS")
    assert response.status_code == 200
    assert {"GET", "HEAD", "POST", "QUERY", "OPTIONS"} == set(response.headers["Allow"].split(", "))
    assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused(get: Get, method: str) -> None:
    """Methods that could change something are refused with those that there are."""
    response = get(address("ASK {}"), method=method)
    assert response.status_code == 405
    assert "QUERY" in response.headers["Allow"]


@pytest.mark.parametrize(
    ("query", "status", "problem"),
    [
        ("SELECT * {", 400, "query-syntax"),
        ("SELECT ?x { ?x ?y ?z } GROUP BY ?y", 400, "query-syntax"),
        ("SELECT (<a:b>(1) AS ?x) {}", 501, "function-unknown"),
        ("ASK " + "{" * 1000, 400, "query-too-deep"),
        ("SELECT * FROM <a:b> {}", 400, "graph-unknown"),
        ("SELECT * { SERVICE SILENT <http://127.0.0.1:1/> {} }", 403, "service-refused"),
        ("LOAD <http://169.254.169.254/>", 403, "update-refused"),
        ("ASK { ?s ?p '" + "x" * 150_000 + "' }", 413, "query-too-long"),
    ],
)
def test_errors_have_a_status_and_a_name(client: Client, query: str, status: int, problem: str) -> None:
    """Every refusal is a problem document with its status and a name that never changes."""
    response = client.post("/sparql", data=query.encode(), content_type="application/sparql-query")
    document = json.loads(response.data)
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
    assert (document["status"], document["problem"]) == (status, problem)
    assert response.headers["Cache-Control"] == "no-store"


def test_syntax_error_has_its_place_in_the_answer(get: Get) -> None:
    """The problem document of a syntax error has line, column and token."""
    document = json.loads(get(address("SELECT * {\n  ?s ?p }")).data)
    assert (document["line"], document["column"], document["token"]) == (2, 9, "}")


def test_limit_is_named_in_its_error(get: Get) -> None:
    """The problem document names the limit that was met, with its value."""
    document = json.loads(get(address("ASK " + "{" * 1000)).data)
    assert document["limit"] == {"name": "nesting_depth", "value": NESTING_DEPTH}


def test_error_is_a_page_for_a_browser(get: Get) -> None:
    """A browser gets the error as a page that hides nothing."""
    response = get(address("SELECT * { <script> }"), "text/html,*/*;q=0.1")
    assert (response.status_code, response.mimetype) == (400, "text/html")
    assert "Line 1, column" in response.text
    assert "<script> }" not in response.text


def test_huge_body_is_refused(client: Client) -> None:
    """A body far over the limit is refused by its announced length."""
    response = client.post("/sparql", data=b"x" * 10_000_000, content_type="application/sparql-query")
    assert response.status_code == 413


def test_unchanged_answer_is_304(get: Get, client: Client) -> None:
    """Who has the answer is told so, but only for the same query and format."""
    path = address("SELECT (2 AS ?x) {}")
    first = get(path, "text/csv")
    tag = first.headers["ETag"]
    assert get(path, "text/csv", If_None_Match=tag).status_code == 304
    assert get(path, "text/csv", If_None_Match=tag).headers["Vary"] == "Accept, Accept-Encoding"
    assert get(path, "application/sparql-results+json", If_None_Match=tag).status_code == 200
    assert get(address("SELECT (3 AS ?x) {}"), "text/csv", If_None_Match=tag).status_code == 200
    posted = client.post(
        "/sparql", data={"query": "SELECT (2 AS ?x) {}"}, headers={"If-None-Match": tag, "Accept": "text/csv"}
    )
    assert posted.status_code == 304


def test_answer_that_depends_on_time_is_not_stored(get: Get) -> None:
    """An answer that depends on the time or on chance has no validator and must not be stored."""
    first, second = get(address("SELECT (STRUUID() AS ?x) {}")), get(address("SELECT (STRUUID() AS ?x) {}"))
    assert first.headers["Cache-Control"] == "no-store"
    assert "ETag" not in first.headers
    assert first.data != second.data


@pytest.mark.parametrize("media_type", GRAPH_MEDIA_TYPES)
def test_description_is_negotiated(get: Get, media_type: str) -> None:
    """Without a query the endpoint describes itself in every RDF format."""
    response = get("/sparql", media_type)
    assert (response.status_code, response.mimetype) == (200, media_type)
    store = described(response.data, media_type)
    assert bool(store.query(f"ASK {{ <{ENDPOINT}> <{SD}endpoint> <{ENDPOINT}> }}"))


@pytest.mark.parametrize("accept", [None, "*/*", "image/png", "text/html", "application/sparql-results+json", "a,b;q"])
def test_endpoint_without_a_query_is_always_200(get: Get, accept: str | None) -> None:
    """Whatever is accepted, the endpoint without a query is no error: checkers of links ask so."""
    response = get("/sparql", accept)
    assert response.status_code == 200
    assert response.mimetype == ("text/html" if accept == "text/html" else "text/turtle")
    assert set(response.headers["Vary"].split(", ")) == {"Accept", "Accept-Language", "Accept-Encoding"}


def test_description_meets_the_standard(get: Get) -> None:
    """The three W3C tests: RDF, with a matching sd:endpoint, in the terms of the schema; and all that is announced."""
    store = described(get("/sparql").data, "text/turtle")
    prefixes = {"sd": SD, "schema": "https://schema.org/", "sh": "http://www.w3.org/ns/shacl#"}

    def holds(pattern: str) -> bool:
        return bool(store.query(f"ASK {{ {pattern} }}", prefixes=prefixes))

    assert holds(f"<{ENDPOINT}> a sd:Service ; sd:endpoint <{ENDPOINT}> ; sd:supportedLanguage sd:SPARQL11Query")
    assert holds("?service sd:resultFormat <http://www.w3.org/ns/formats/SPARQL_Results_CSV>")
    assert holds("?service sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph ] ]")
    assert holds(f"?dataset a sd:Dataset ; <{RDFS}seeAlso> <{ENDPOINT}?graphs>")
    assert holds("?dataset schema:additionalProperty [ schema:propertyID 'named_graphs' ; schema:value 3 ]")
    assert holds("[] schema:additionalProperty [ schema:propertyID 'deadline_seconds' ; schema:value ?value ]")
    assert holds("[] sh:declare [ sh:prefix 'r' ; sh:namespace ?namespace ]")
    classes = {"Service", "Dataset", "Graph", "SPARQL11Query", "BasicFederatedQuery"}
    properties = {
        "endpoint",
        "supportedLanguage",
        "resultFormat",
        "defaultDataset",
        "defaultGraph",
    }
    known = classes | properties | {"feature"}
    nodes = {node.value for quad in store for node in (quad.predicate, quad.object) if isinstance(node, ox.NamedNode)}
    assert {node.removeprefix(SD) for node in nodes if node.startswith(SD)} <= known
    assert not any(isinstance(node, ox.BlankNode) for quad in store for node in (quad.subject, quad.object))


@pytest.mark.parametrize("media_type", GRAPH_MEDIA_TYPES)
def test_named_graphs_are_listed_in_a_document_of_their_own(get: Get, media_type: str) -> None:
    """The list holds each graph that a query finds, and the description stays short however many there are."""
    found = json.loads(get(address("SELECT DISTINCT ?g { GRAPH ?g {} }"), "application/json").data)["results"][
        "bindings"
    ]
    listed = get("/sparql?graphs", media_type)
    assert listed.mimetype == media_type
    rows = described(listed.data, media_type).query(
        f"SELECT ?name {{ <{ENDPOINT}#dataset> <{SD}namedGraph> [ a <{SD}NamedGraph> ; <{SD}name> ?name ] }}"
    )
    assert sorted(row[0].value for row in rows) == sorted(row["g"]["value"] for row in found)  # type: ignore[union-attr]
    assert len(get("/sparql", media_type).data) < 40_000


@pytest.mark.parametrize("language", ["de", "en"])
def test_page_offers_a_form_and_the_limits(get: Get, language: str) -> None:
    """A browser gets a page with a form, examples, prefixes, graphs and limits, in its language."""
    page = get("/sparql", "text/html", language).text
    for shown in ('<textarea id="query" name="query"', "deadline_seconds", "https://w3id.org/intmk/def#"):
        assert shown in page
    assert ("Anfrage" in page) == (language == "de")


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_examples_are_answered(get: Get, example: Example) -> None:
    """Each example on the page is a query that has an answer."""
    assert get(address(example.query), "text/csv" if example.form == "SELECT" else "*/*").status_code == 200


def test_no_header_of_the_request_comes_back(get: Get) -> None:
    """No header of the request appears in the answer, and none decides what the endpoint calls itself."""
    response = get(
        "/sparql", Host="evil.example", Cookie="secret=1", Authorization="Bearer x", X_Forwarded_Host="evil.example"
    )
    assert "evil.example" not in response.text
    assert "secret" not in str(response.headers)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response.headers
