"""A second SHACL engine, pyrudof, checks the same shapes and must find the same."""

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pyrudof
from rdflib import SH, BNode, Graph, URIRef

from intmk_kg.graph.merging import Merged, merge
from intmk_kg.graph.reading import read_files, read_vocabulary
from intmk_kg.project import open_project
from intmk_kg.validation import Shapes, read_shapes
from intmk_kg.validation.focus_rules import results_of, run_pyshacl, shapes_for_pyshacl
from intmk_kg.validation.prepared import PreparedGraph

Found = set[tuple[str, ...]]


def found_by_pyshacl(triples: Iterable[ox.Triple], shapes: Shapes) -> Found:
    """What the engine of record finds."""
    return statements(run_pyshacl(PreparedGraph(triples), shapes.graph), shapes)


def found_by_pyrudof(triples: Iterable[ox.Triple], shapes: Shapes) -> Found:
    """What pyrudof's native engine finds."""
    session = pyrudof.Rudof(pyrudof.RudofConfig())
    data = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    session.read_data(data.decode(), pyrudof.RDFFormat.NTriples)
    session.read_shacl(shapes.graph.serialize(format="nt"), pyrudof.ShaclFormat.NTriples)
    session.validate_shacl(pyrudof.ShaclValidationMode.Native)
    report = session.serialize_shacl_validation_results(pyrudof.ResultShaclValidationFormat.Turtle)
    return statements(Graph().parse(data=report, format="turtle"), shapes)


def statements(report: Graph, shapes: Shapes) -> Found:
    """Rule, severity, node, path, value, shape and component of each result; the messages are looked up anyway."""
    return {
        (
            result.rule,
            result.severity,
            result.focus_node,
            str(result.result_path),
            str(result.value_term),
            result.source_shape,
            result.component,
        )
        for result in results_of(report, shapes)
    }


def with_named_shapes(shapes: Shapes) -> Shapes:
    """The same shapes with an IRI for each property shape, so that two engines can name them alike."""
    names = {
        node: URIRef(f"{shapes.named_shape(node)}-property-{number}")
        for number, node in enumerate(set(shapes.graph.objects(None, SH.property)))
        if isinstance(node, BNode)
    }
    graph = Graph()
    for subject, predicate, object_ in shapes.graph:
        graph.add((names.get(subject, subject), predicate, names.get(object_, object_)))
    return Shapes(graph)


def test_second_engine_finds_the_same_in_the_world(merged: Merged, shapes: Shapes) -> None:
    """On the invented conference both engines report the same results, graph-wide rules included."""
    named = with_named_shapes(shapes)
    found = found_by_pyshacl(merged.default, named)
    assert found_by_pyrudof(merged.default, named) == found
    assert len(found) == 5


def test_second_engine_finds_the_same_in_the_real_data() -> None:
    """On all facts of the project both engines report the same results of every rule about single nodes."""
    project = open_project(Path(__file__).parents[2])
    triples = merge(read_files(project), read_vocabulary(project)).default
    rules = Shapes(shapes_for_pyshacl(with_named_shapes(read_shapes(project.shapes))))
    assert found_by_pyrudof(triples, rules) == found_by_pyshacl(triples, rules)
