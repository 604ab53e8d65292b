"""The rules about single nodes, checked by pySHACL, and its report graph as results."""

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox
import pyshacl
from rdflib import RDFS, SH, Graph, URIRef
from rdflib.extras.shacl import parse_shacl_path
from rdflib.term import Node

from intmk_kg.errors import DataError
from intmk_kg.validation.data_graph import DataGraph
from intmk_kg.validation.dataset_rules import dataset_constraints
from intmk_kg.validation.messages import fill
from intmk_kg.validation.report import ValidationResult
from intmk_kg.validation.shapes import Shapes, local_name
from intmk_kg.validation.terms import oxigraph_term

EXPLANATIONS = frozenset((SH.message, SH.name, SH.description, SH.order, SH.group, RDFS.label, RDFS.comment))


def check_focus_rules(triples: Iterable[ox.Triple | ox.Quad], shapes: Shapes) -> Iterator[ValidationResult]:
    """The results of all shapes but the graph-wide constraints over these triples, as pySHACL finds them.

    Raises:
        DataError: pySHACL cannot work with the shapes.
    """
    return results_of(run_pyshacl(DataGraph(triples), shapes_for_pyshacl(shapes)), shapes)


def shapes_for_pyshacl(shapes: Shapes) -> Graph:
    """The shapes graph without what pySHACL is not asked: the graph-wide constraints, and what explains the shapes.

    pySHACL takes a value that it fills into a message for a pattern, and fails on a backslash; and it looks at every
    statement about a property shape again for each node.
    """
    answered = {(item.shape, SH.sparql, item.constraint) for item in dataset_constraints(shapes)}
    graph = Graph(bind_namespaces="none")
    for triple in shapes.graph:
        if triple not in answered and triple[1] not in EXPLANATIONS:
            graph.add(triple)
    return graph


def run_pyshacl(data: Graph, shapes: Graph) -> Graph:
    """The report graph of pySHACL, without inference; `data` stays as it is.

    Raises:
        DataError: pySHACL cannot work with the shapes.
    """
    _, report, text = pyshacl.validate(data, shacl_graph=shapes, inference="none", allow_warnings=True)
    if not isinstance(report, Graph):
        raise DataError(f"the shapes cannot be checked: {text}")
    return report


def results_of(report: Graph, shapes: Shapes) -> Iterator[ValidationResult]:
    """The results of a report graph, with the messages of the shapes in their languages, filled with the values."""
    for result in report.objects(None, SH.result):
        yield _result(report, result, shapes)


def _result(report: Graph, result: Node, shapes: Shapes) -> ValidationResult:
    stated = dict(report.predicate_objects(result))
    shape, value = stated[SH.sourceShape], stated.get(SH.value)
    holders = [stated[SH.sourceConstraint], shape] if SH.sourceConstraint in stated else [shape]
    path = _path(report, stated.get(SH.resultPath))
    bindings = {"this": stated[SH.focusNode], "value": value, "path": path}
    templates = shapes.message_templates(*holders) or _message_of_pyshacl(stated)
    return ValidationResult(
        rule=shapes.rule_id(shape),
        severity=local_name(stated[SH.resultSeverity]),
        focus_term=oxigraph_term(stated[SH.focusNode]),
        result_path=path,
        value_term=None if value is None else oxigraph_term(value),
        message=fill(templates, {name: str(term) for name, term in bindings.items() if term is not None}),
        source_shape=shapes.named_shape(shape),
        component=str(stated[SH.sourceConstraintComponent]),
    )


def _path(report: Graph, path: Node | None) -> str | None:
    if path is None:
        return None
    if isinstance(path, URIRef):
        return str(path)
    return parse_shacl_path(report, path).n3()


def _message_of_pyshacl(stated: Mapping[Node, Node]) -> dict[str, str]:
    return {"en": str(stated[SH.resultMessage])} if SH.resultMessage in stated else {}
