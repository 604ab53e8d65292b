"""The graph-wide rules in both engines that may ask them."""

import pyoxigraph as ox
import pytest
from rdflib import SH, Graph
from rule_examples import examples, expectations, merged_with_contexts

from intmk_kg.validation import Shapes
from intmk_kg.validation.dataset_rules import check_dataset_rules, dataset_constraints
from intmk_kg.validation.focus_rules import run_pyshacl
from intmk_kg.validation.terms import rdflib_triples

GRAPH_WIDE = ["Q08", "Q09", "Q10", "Q39", "Q40"]


def graph_wide_examples() -> list[str]:
    """The invalid examples that one of the graph-wide rules must find."""
    return [
        example
        for example in examples("invalid")
        if any(line.shape in GRAPH_WIDE for line in expectations(example, "expect"))
    ]


def only_graph_wide(shapes: Shapes) -> Graph:
    """The shapes without the targets of all other rules."""
    targets = {SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf}
    graph = Graph()
    for triple in shapes.graph:
        if triple[1] not in targets:
            graph.add(triple)
    return graph


def test_graph_wide_rules_are_one_constraint_each(shapes: Shapes) -> None:
    """Exactly five rules are asked once over the whole graph, with one query each."""
    assert [shapes.rule_id(constraint.shape) for constraint in dataset_constraints(shapes)] == GRAPH_WIDE


@pytest.mark.parametrize("example", graph_wide_examples())
def test_both_engines_find_the_same(example: str, declarations: tuple[ox.Triple, ...], shapes: Shapes) -> None:
    """On every invalid example of a graph-wide rule pyoxigraph and pySHACL give the same results."""
    merged = merged_with_contexts(example, declarations)
    data = Graph(bind_namespaces="none")
    for triple in rdflib_triples((*merged.default, *merged.evidence)):
        data.add(triple)
    report = run_pyshacl(data, only_graph_wide(shapes))
    found = [report.value(result, SH.resultPath) for result in report.objects(None, SH.result)]
    asked = [result.result_path for result in check_dataset_rules(merged.store(), shapes)]
    assert sorted(map(str, found)) == sorted(map(str, asked))
