"""The SPARQL constraints about single nodes in pyoxigraph, which answers them, and in rdflib, as pySHACL comes."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, RDFS, SH, Graph, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.query import Result
from rdflib.term import Node
from rule_examples import examples, merged_with_contexts, rule_of

from intmk_kg.graph.merging import merge
from intmk_kg.graph.reading import read_files, read_vocabulary
from intmk_kg.project import Project
from intmk_kg.validation import Shapes, read_shapes
from intmk_kg.validation.data_graph import DataGraph
from intmk_kg.vocabulary.prefixes import PREFIXES

GRAPH_WIDE = {"Q08", "Q09", "Q10", "Q39", "Q40"}
SHAPES = read_shapes(Path(__file__).parents[2] / "shapes")
RULES = sorted({SHAPES.rule_id(shape) for shape in SHAPES.graph.subjects(SH.sparql)} - GRAPH_WIDE)
Rows = frozenset[tuple[tuple[str, str], ...]]
prepared = cache(prepareQuery)


@dataclass(frozen=True)
class RuleQuery:
    """The text of a SPARQL constraint, and the classes that its shape targets."""

    text: str
    classes: frozenset[Node]


def queries(shapes: Shapes, rule: str) -> list[RuleQuery]:
    """The SPARQL constraints of a rule."""
    declarations = "".join(
        f"PREFIX {shapes.graph.value(part, SH.prefix)}: <{shapes.graph.value(part, SH.namespace)}>\n"
        for part in shapes.graph.objects(None, SH.declare)
    )
    return [
        RuleQuery(
            declarations + str(shapes.graph.value(constraint, SH.select)),
            frozenset(shapes.graph.objects(shape, SH.targetClass)),
        )
        for shape, constraint in shapes.graph.subject_objects(SH.sparql)
        if shapes.rule_id(shape) == rule
    ]


def rows(result: Result) -> Rows:
    """The solutions of a result, in no order."""
    return frozenset(
        tuple(sorted((str(name), str(term)) for name, term in solution.items())) for solution in result.bindings
    )


def both(triples: Iterable[ox.Triple]) -> tuple[DataGraph, Graph]:
    """The triples as pySHACL gets them from us, and as a graph of rdflib alone."""
    data, plain = DataGraph(triples), Graph(bind_namespaces="none")
    for triple in data:
        plain.add(triple)
    return data, plain


def found_by(data: DataGraph, plain: Graph, text: str, nodes: Iterable[Node]) -> Rows:
    """What a query finds for these nodes; it is the same in both graphs."""
    found: Rows = frozenset()
    for node in nodes:
        assert isinstance(node, URIRef)
        answer = rows(data.query(text, initBindings={"this": node}))
        assert answer == rows(plain.query(prepared(text), initBindings={"this": node})), (node, text)
        found |= answer
    return found


@pytest.mark.parametrize("rule", RULES)
def test_both_engines_find_the_same_in_the_examples(
    rule: str, declarations: tuple[ox.Triple, ...], shapes: Shapes
) -> None:
    """For everything in the examples of a rule, of any class, both engines find the same, and not always nothing."""
    found: Rows = frozenset()
    for example in (example for kind in ("valid", "invalid") for example in examples(kind) if rule_of(example) == rule):
        data, plain = both(merged_with_contexts(example, declarations).default)
        things = [node for node in set(plain.subjects(RDF.type)) if str(node).startswith(PREFIXES["r"])]
        for query in queries(shapes, rule):
            found |= found_by(data, plain, query.text, things)
    assert found


def test_both_engines_find_the_same_in_the_real_data(project: Project, shapes: Shapes) -> None:
    """For every thing of the real data that a rule is about both engines find the same."""
    data, plain = both(merge(read_files(project), read_vocabulary(project)).default)
    found: Rows = frozenset()
    for query in (query for rule in RULES for query in queries(shapes, rule)):
        classes = {below for above in query.classes for below in plain.transitive_subjects(RDFS.subClassOf, above)}
        nodes = {node for below in classes for node in plain.subjects(RDF.type, below)}
        found |= found_by(data, plain, query.text, nodes)
    assert found
