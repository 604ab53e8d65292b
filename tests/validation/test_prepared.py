"""The graph that keeps its queries in parsed form."""

from rdflib import Graph, URIRef
from rdflib.plugins.sparql import prepareQuery

from intmk_kg.graph.merging import Merged
from intmk_kg.validation import Shapes
from intmk_kg.validation.focus_rules import results_of, run_pyshacl, shapes_for_pyshacl
from intmk_kg.validation.prepared import PreparedGraph, parsed

QUERY = """PREFIX schema: <https://schema.org/>
SELECT $this ?value WHERE { $this schema:superEvent ?value FILTER NOT EXISTS { ?value schema:superEvent ?other } }"""
THING = "https://w3id.org/intmk/id/"


def test_repeated_query_is_answered_for_each_binding(merged: Merged) -> None:
    """A text asked again with another binding gets the answer for that binding."""
    graph = PreparedGraph(merged.default)
    answers = [
        [str(row.value) for row in graph.query(QUERY, initBindings={"this": URIRef(THING + name)})]  # type: ignore[union-attr]
        for name in ("meeting-1-vor", "conference-1", "meeting-1-vor")
    ]
    assert answers == [[THING + "conference-1"], [], [THING + "conference-1"]]


def test_repeated_query_is_parsed_once(merged: Merged) -> None:
    """The second time a text is asked, be it of another graph, no parser runs."""
    graph, text = PreparedGraph(merged.default), f"{QUERY} # asked by no other test"
    before = parsed.cache_info()
    first = len(graph.query(text))
    assert len(graph.query(text)) == first
    assert len(PreparedGraph(merged.default).query(text)) == first
    after = parsed.cache_info()
    assert (after.misses - before.misses, after.hits - before.hits) == (1, 2)


def test_prepared_query_object_is_accepted(merged: Merged) -> None:
    """A query that somebody else prepared is answered too."""
    assert len(PreparedGraph(merged.default).query(prepareQuery(QUERY))) == 2


def test_prepared_graph_changes_no_result(merged: Merged, shapes: Shapes) -> None:
    """What pySHACL finds on a plain rdflib graph it finds on the prepared one."""
    prepared = PreparedGraph(merged.default)
    plain = Graph()
    for triple in prepared:
        plain.add(triple)
    rules = shapes_for_pyshacl(shapes)
    found, expected = (set(results_of(run_pyshacl(graph, rules), shapes)) for graph in (prepared, plain))
    assert found == expected
    assert found
