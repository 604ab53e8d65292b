"""Shapes that others publish."""

from pathlib import Path

import pytest
from rdflib import Graph

from intmk_kg.errors import DataError
from intmk_kg.validation.foreign_shapes import read_background, read_foreign_shapes, validate_foreign

PREFIXES = """\
@prefix ex: <https://example.org/> .
@prefix dcatap: <http://data.europa.eu/r5r/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
SHAPES = """
ex:Shape a sh:NodeShape ; sh:targetClass ex:Table ;
  sh:property [ sh:path ex:theme ; sh:class skos:Concept ; sh:message "Kein Thema"@de , "No theme"@en ] ;
  sh:property [ sh:path ex:name ; sh:minCount 1 ; sh:severity sh:Warning ; sh:message "Kein Name"@de ] .
"""
DATA = "ex:t a ex:Table ; ex:theme ex:gove ; ex:name 'T' ."


def graph(text: str) -> Graph:
    """What the text says."""
    return Graph().parse(data=PREFIXES + text, format="turtle")


@pytest.fixture
def shapes(tmp_path: Path) -> Graph:
    """The invented shapes."""
    path = tmp_path / "shapes.ttl"
    path.write_text(PREFIXES + SHAPES, encoding="utf-8")
    return read_foreign_shapes([path])


def test_value_that_is_described_elsewhere_is_not_judged(shapes: Graph) -> None:
    """Without background nothing is known of a value that the data only point to."""
    assert validate_foreign(graph(DATA), shapes) == ()


def test_value_that_is_described_is_judged(shapes: Graph) -> None:
    """What the data do say of a value counts."""
    (result,) = validate_foreign(graph(f"{DATA} ex:gove ex:name 'Regierung' ."), shapes)
    assert (result.focus_node, result.path, result.value) == (
        "https://example.org/t",
        "https://example.org/theme",
        "https://example.org/gove",
    )
    assert [result.message(language) for language in ("de", "en", "fr")] == ["Kein Thema", "No theme", "No theme"]


def test_background_makes_values_known(shapes: Graph) -> None:
    """With background a value counts as what is said there, and one that is not there breaks the shape."""
    known = graph("ex:gove a skos:Concept .")
    assert validate_foreign(graph(DATA), shapes, known) == ()
    assert len(validate_foreign(graph(DATA), shapes, graph("ex:soci a skos:Concept ."))) == 1


def test_results_of_the_background_alone_are_left_out(shapes: Graph) -> None:
    """What the background breaks by itself is none of the data's faults."""
    background = graph("ex:gove a skos:Concept . ex:other a ex:Table .")
    assert validate_foreign(graph(DATA), shapes, background) == ()


def test_severity_and_message_are_the_shapes_own(shapes: Graph) -> None:
    """A result has the severity of its shape, and a message in another language where one is missing."""
    (result,) = validate_foreign(graph("ex:t a ex:Table ."), shapes)
    assert result.severity == "Warning"
    assert result.message("en") == "Kein Name"


def test_reference_to_an_undefined_property_shape_is_dropped(tmp_path: Path) -> None:
    """A property shape that no file defines does not keep the others from being checked (SEMICeu/DCAT-AP issue 448)."""
    path = tmp_path / "shapes.ttl"
    path.write_text(f"{PREFIXES}{SHAPES} ex:Shape sh:property ex:Nowhere .", encoding="utf-8")
    assert len(validate_foreign(graph("ex:t a ex:Table ."), read_foreign_shapes([path]))) == 1


def test_mistaken_namespace_is_mended(tmp_path: Path) -> None:
    """The German additions of DCAT-AP.de 3.0 mean .../r5r/ where they write .../r5r#."""
    path = tmp_path / "shapes.ttl"
    text = (
        "ex:S a sh:NodeShape ; sh:targetClass ex:Table ; sh:property [ sh:path dcatap:availability ; sh:minCount 1 ] ."
    )
    path.write_text(PREFIXES.replace("r5r/>", "r5r#>") + text, encoding="utf-8")
    shapes = read_foreign_shapes([path])
    assert validate_foreign(graph("ex:t a ex:Table ; dcatap:availability 'x' ."), shapes) == ()
    assert len(validate_foreign(graph("ex:t a ex:Table ."), shapes)) == 1


def test_blank_nodes_are_told_without_their_names(shapes: Graph) -> None:
    """Two runs tell the same of a blank node."""
    (result,) = validate_foreign(graph("[] a ex:Table ."), shapes)
    assert result.focus_node == "[]"


@pytest.mark.parametrize("content", [None, "ex:a ex:b"])
def test_file_that_is_missing_or_broken_is_named(tmp_path: Path, content: str | None) -> None:
    """A file that cannot be read is an error that names it."""
    path = tmp_path / "shapes.ttl"
    if content:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=r"shapes\.ttl"):
        read_background(path)
