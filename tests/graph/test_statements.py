"""The statements of a text with their lines."""

import pyoxigraph as ox
from hypothesis import given
from test_serialization import graphs_of_any_kind

from intmk_kg.graph.reading import read_files
from intmk_kg.graph.serialization import format_trig
from intmk_kg.graph.statements import authored_statements
from intmk_kg.project import Project
from intmk_kg.vocabulary.prefixes import PREFIXES


def _parts(quad: ox.Quad) -> tuple[str, str, str, str]:
    graph = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
    return graph, quad.subject.value, quad.predicate.value, quad.object.value


@given(graphs_of_any_kind)
def test_statements_are_those_of_the_parser(quads: list[ox.Quad]) -> None:
    """Reading with lines finds the same statements as the parser, whatever the terms."""
    text = format_trig(quads, PREFIXES)
    found = {(part.graph, part.subject, part.predicate, part.value) for part in authored_statements(text)}
    assert found == {_parts(quad) for quad in quads}


def test_statements_of_the_data_are_those_of_the_parser(project: Project) -> None:
    """In every data file of the project, reading with lines finds the same statements as the parser."""
    for file in read_files(project):
        found = {(part.graph, part.subject, part.predicate, part.value) for part in authored_statements(file.text)}
        assert found == {_parts(quad) for quad in file.quads}, file.path
