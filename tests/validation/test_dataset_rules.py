"""The graph-wide rules in pyoxigraph."""

import pyoxigraph as ox
import pytest
from rdflib import SH, Graph, URIRef

from intmk_kg.graph.merging import Merged
from intmk_kg.validation import Shapes
from intmk_kg.validation.dataset_rules import check_dataset_rules, dataset_constraints
from intmk_kg.validation.focus_rules import EXPLANATIONS, run_pyshacl, shapes_for_pyshacl
from intmk_kg.validation.shapes import shapes_of
from intmk_kg.validation.terms import oxigraph_term, rdflib_triples

S = "https://w3id.org/intmk/shapes#"
THING = "https://w3id.org/intmk/id/"
DATASET = THING + "dataset"
DECLARATIONS = f"""@prefix s: <{S}> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix intmk: <https://w3id.org/intmk/def#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
s:prefixes sh:declare [ sh:prefix "intmk" ; sh:namespace "https://w3id.org/intmk/def#"^^xsd:anyURI ] .
"""
# Small graph-wide rules, one for each way in which a query can bind, or not bind, what a result has.
EXAMPLES = {
    "all is bound": "SELECT $this ?path ?value WHERE { ?subject ?path ?value FILTER NOT EXISTS { ?value a ?type } }",
    "no path": "SELECT $this ?value WHERE { ?value a intmk:Conference }",
    "no value": "SELECT $this ?path WHERE { ?subject ?path 'Getrennt' }",
    "a text": 'SELECT $this ?path ?value WHERE { ?subject ?path ?value FILTER(?value = "Zusammen") }',
    "a tagged text": "SELECT $this ?value WHERE { ?subject ?path ?value FILTER(LANG(?value) = 'en') }",
    "a sub-select": "SELECT $this ?value WHERE { { SELECT $this ?value WHERE { ?value intmk:motto ?motto } } }",
    "nothing found": "SELECT $this ?value WHERE { ?value a intmk:Ballot }",
    "the evidence": "SELECT $this ?value WHERE { ?value a intmk:Evidence }",
}


def shapes_with(query: str, more: str = "") -> Shapes:
    """A graph-wide rule Q99 with this query."""
    text = f"""{DECLARATIONS}
s:Q99 a sh:NodeShape ; sh:targetNode <{DATASET}> {more} ;
  sh:sparql [ sh:prefixes s:prefixes ; sh:message "{{?value}}"@en ; sh:select \"\"\"{query}\"\"\" ] ."""
    return shapes_of(ox.parse(text, format=ox.RdfFormat.TURTLE))


@pytest.mark.parametrize("query", EXAMPLES.values(), ids=EXAMPLES)
def test_dataset_rule_finds_what_pyshacl_finds(merged: Merged, query: str) -> None:
    """The query asked once in pyoxigraph gives the paths and values that pySHACL reports for the dataset node."""
    shapes = shapes_with(query)
    data = Graph(bind_namespaces="none")
    for triple in rdflib_triples((*merged.default, *merged.evidence)):
        data.add(triple)
    report = run_pyshacl(data, shapes.graph)
    expected = {
        (
            path if (path := report.value(result, SH.resultPath)) is None else str(path),
            oxigraph_term(report.value(result, SH.value)),
        )
        for result in report.objects(None, SH.result)
    }
    assert {(found.result_path, found.value_term) for found in check_dataset_rules(merged.store(), shapes)} == expected
    assert bool(expected) == (query != EXAMPLES["nothing found"])


def test_result_is_about_the_subject_that_the_query_binds(merged: Merged, shapes: Shapes) -> None:
    """The focus node is the offending subject, and the message names it."""
    (result,) = check_dataset_rules(merged.store(), shapes)
    assert (result.rule, result.severity, result.source_shape) == ("Q08", "Violation", S + "Q08")
    assert (result.focus_node, result.value) == (THING + "meeting-1-haupt", THING + "place-nowhere")
    assert result.result_path == "https://schema.org/location"
    assert result.message == {
        "de": "r:meeting-1-haupt verweist ins Leere: r:place-nowhere",
        "en": "r:meeting-1-haupt links to nothing: r:place-nowhere",
    }


def test_result_is_about_the_dataset_where_no_subject_is_bound(merged: Merged) -> None:
    """Without ?subject the dataset itself is the focus node, as SHACL has it."""
    results = check_dataset_rules(merged.store(), shapes_with(EXAMPLES["no path"]))
    assert {(result.focus_node, result.value) for result in results} == {
        (DATASET, THING + "conference-1"),
        (DATASET, THING + "conference-2"),
    }


def test_contradicted_sets_are_out_of_sight() -> None:
    """A dataset rule sees the default graph and no named graph."""
    store = ox.Store()
    node = ox.NamedNode(THING + "land-he")
    motto = ox.NamedNode("https://w3id.org/intmk/def#motto")
    store.add(ox.Quad(node, motto, ox.Literal("x"), ox.NamedNode(THING + "set-1")))
    assert not list(
        check_dataset_rules(store, shapes_with("SELECT $this ?value WHERE { ?subject intmk:motto ?value }"))
    )


@pytest.mark.parametrize(
    "more",
    ["; sh:deactivated true", "; sh:targetClass intmk:Conference", f", <{THING}land-he>"],
    ids=["deactivated", "another class", "another node"],
)
def test_shape_with_other_targets_stays_with_pyshacl(more: str) -> None:
    """Only an active shape whose one target is the dataset node is taken from pySHACL."""
    shapes = shapes_with(EXAMPLES["no path"], more)
    assert not dataset_constraints(shapes)
    assert list(shapes_for_pyshacl(shapes).objects(None, SH.sparql))


def test_pyshacl_is_not_asked_what_pyoxigraph_answers(shapes: Shapes) -> None:
    """The shapes that pySHACL gets have lost the dataset constraints and what explains shapes, and nothing else."""
    lost = {triple for triple in set(shapes.graph) - set(shapes_for_pyshacl(shapes)) if triple[1] not in EXPLANATIONS}
    assert {(shape, predicate) for shape, predicate, _ in lost} == {
        (URIRef(S + "Q08"), SH.sparql),
        (URIRef(S + "Q10"), SH.sparql),
    }
