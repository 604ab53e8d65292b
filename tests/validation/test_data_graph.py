"""The graph that answers SPARQL in pyoxigraph and all else in rdflib."""

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.plugins.sparql import prepareQuery

from intmk_kg.errors import DataError
from intmk_kg.graph.merging import Merged
from intmk_kg.validation import Shapes
from intmk_kg.validation.data_graph import DataGraph
from intmk_kg.validation.focus_rules import results_of, run_pyshacl, shapes_for_pyshacl

QUERY = """PREFIX schema: <https://schema.org/>
SELECT $this ?value WHERE { $this schema:superEvent ?value FILTER NOT EXISTS { ?value schema:superEvent ?other } }"""
THING = "https://w3id.org/intmk/id/"


def plain(data: DataGraph) -> Graph:
    """The same triples in a graph of rdflib alone."""
    graph = Graph()
    for triple in data:
        graph.add(triple)
    return graph


def test_repeated_query_is_answered_for_each_binding(merged: Merged) -> None:
    """A text asked again with another binding gets the answer for that binding."""
    graph = DataGraph(merged.default)
    answers = [
        [str(row.value) for row in graph.query(QUERY, initBindings={"this": URIRef(THING + name)})]  # type: ignore[union-attr]
        for name in ("meeting-1-vor", "conference-1", "meeting-1-vor")
    ]
    assert answers == [[THING + "conference-1"], [], [THING + "conference-1"]]


def test_answer_names_the_focus_node(merged: Merged) -> None:
    """A row holds the focus node beside what is found for it, as in rdflib."""
    graph, this = DataGraph(merged.default), URIRef(THING + "meeting-1-vor")
    answer, expected = (data.query(QUERY, initBindings={"this": this}) for data in (graph, plain(graph)))
    assert answer.vars == expected.vars
    assert answer.bindings == expected.bindings
    assert [row.asdict() for row in answer] == [{"this": this, "value": URIRef(THING + "conference-1")}]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "fault"),
    [(QUERY.replace("SELECT $this", "SELECT"), r"\?this"), (QUERY.replace("WHERE", "WERE"), "expected")],
    ids=["this not selected", "no SPARQL"],
)
def test_query_that_no_constraint_may_have_is_an_error(merged: Merged, text: str, fault: str) -> None:
    """A query that is no SPARQL, or does not select the focus node as SHACL has it, is said to be wrong."""
    with pytest.raises(DataError, match=fault):
        DataGraph(merged.default).query(text, initBindings={"this": URIRef(THING + "conference-1")})


def test_computed_values_are_those_of_rdflib(merged: Merged) -> None:
    """A number and a text that a query computes are equal to what rdflib computes, and what is unbound is left out."""
    text = 'SELECT ?sum ?text ?none WHERE { BIND(2 - 26 + 28 AS ?sum) BIND(CONCAT("a", STR(?sum)) AS ?text) }'
    graph = DataGraph(merged.default)
    assert list(graph.query(text).bindings) == list(plain(graph).query(text).bindings)
    assert [row.asdict() for row in graph.query(text)] == [{"sum": Literal(4), "text": Literal("a4")}]  # type: ignore[union-attr]


def test_prepared_query_object_is_accepted(merged: Merged) -> None:
    """A query that somebody else prepared is answered too."""
    assert len(DataGraph(merged.default).query(prepareQuery(QUERY))) == 2


def test_other_forms_of_query_are_answered(merged: Merged) -> None:
    """ASK and CONSTRUCT are answered as rdflib does."""
    graph = DataGraph(merged.default)
    assert graph.query(f"ASK {{ <{THING}conference-1> ?p ?o }}").askAnswer
    constructed = graph.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o FILTER(?s = <{THING}conference-1>) }}")
    assert constructed.graph is not None
    assert set(constructed.graph) == set(graph.triples((URIRef(THING + "conference-1"), None, None)))


def test_data_graph_changes_no_result(merged: Merged, shapes: Shapes) -> None:
    """What pySHACL finds on a plain rdflib graph it finds on this one."""
    data, rules = DataGraph(merged.default), shapes_for_pyshacl(shapes)
    found, expected = (set(results_of(run_pyshacl(graph, rules), shapes)) for graph in (data, plain(data)))
    assert found == expected
    assert found
