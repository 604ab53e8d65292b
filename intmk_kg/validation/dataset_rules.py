"""The graph-wide rules: SPARQL constraints on the dataset node, each asked once over the whole graph in pyoxigraph.

pySHACL took 21 s for four of them where pyoxigraph takes under one; a test proves that both find the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import OWL, RDF, RDFS, SH, Graph, Literal
from rdflib.term import Node

from intmk_kg.validation.messages import fill
from intmk_kg.validation.report import ValidationResult
from intmk_kg.validation.shapes import Shapes
from intmk_kg.validation.terms import OxigraphTerm, rdflib_term
from intmk_kg.vocabulary.iri import thing_iri

DATASET = ox.NamedNode(thing_iri("dataset"))
# What pySHACL declares for every constraint, so that a text means the same in both engines.
ALWAYS_DECLARED = {"rdf": str(RDF), "rdfs": str(RDFS), "owl": str(OWL)}


@dataclass(frozen=True)
class DatasetConstraint:
    """A SPARQL constraint of a shape whose one target is the dataset node."""

    shape: Node
    constraint: Node
    query: str


def dataset_constraints(shapes: Shapes) -> tuple[DatasetConstraint, ...]:
    """The SPARQL constraints of all active shapes that target the dataset node and nothing else."""
    dataset = rdflib_term(DATASET)
    return tuple(
        DatasetConstraint(shape, constraint, _query(shapes.graph, constraint))
        for shape in sorted(shapes.graph.subjects(SH.targetNode, dataset), key=str)
        if not _has_other_targets(shapes.graph, shape) and not _is_deactivated(shapes.graph, shape)
        for constraint in shapes.graph.objects(shape, SH.sparql)
        if not _is_deactivated(shapes.graph, constraint)
    )


def check_dataset_rules(store: ox.Store, shapes: Shapes) -> Iterator[ValidationResult]:
    """The results of the graph-wide rules over the default graph of `store`.

    The focus node is what a query binds to `?subject`; where it binds nothing, the dataset.
    """
    for constraint in dataset_constraints(shapes):
        solutions = store.query(constraint.query, substitutions={ox.Variable("this"): DATASET})
        assert isinstance(solutions, ox.QuerySolutions)  # noqa: S101  # sh:select is a SELECT query by definition
        names = [variable.value for variable in solutions.variables]
        for solution in solutions:
            bound = {name: term for name, term in zip(names, solution, strict=True) if term is not None}
            yield _result(shapes, constraint, {"this": DATASET} | bound)


def _query(graph: Graph, constraint: Node) -> str:
    prefixes = ALWAYS_DECLARED | {
        str(graph.value(declaration, SH.prefix)): str(graph.value(declaration, SH.namespace))
        for ontology in graph.objects(constraint, SH.prefixes)
        for declaration in graph.objects(ontology, SH.declare)
    }
    declarations = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in sorted(prefixes.items()))
    return declarations + str(graph.value(constraint, SH.select))


def _has_other_targets(graph: Graph, shape: Node) -> bool:
    predicates = (SH.targetNode, SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
    return sum(1 for predicate in predicates for _ in graph.objects(shape, predicate)) > 1


def _is_deactivated(graph: Graph, node: Node) -> bool:
    return (node, SH.deactivated, Literal(True)) in graph  # noqa: FBT003  # the value true of RDF


def _result(shapes: Shapes, constraint: DatasetConstraint, bindings: Mapping[str, OxigraphTerm]) -> ValidationResult:
    focus = bindings.get("subject", DATASET)
    path = bindings.get("path")
    templates = shapes.message_templates(constraint.constraint, constraint.shape)
    return ValidationResult(
        rule=shapes.rule_id(constraint.shape),
        severity=shapes.severity(constraint.shape),
        focus_term=focus,
        result_path=None if path is None else path.value,
        value_term=bindings.get("value", focus),
        message=fill(templates, {name: term.value for name, term in bindings.items()}),
        source_shape=shapes.named_shape(constraint.shape),
        component=str(SH.SPARQLConstraintComponent),
    )
