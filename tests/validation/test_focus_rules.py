"""The rules about single nodes in pySHACL."""

import pyoxigraph as ox
import pytest

from intmk_kg.errors import DataError
from intmk_kg.graph.merging import Merged
from intmk_kg.validation import Shapes
from intmk_kg.validation.data_graph import DataGraph
from intmk_kg.validation.focus_rules import check_focus_rules, results_of, run_pyshacl
from intmk_kg.validation.shapes import shapes_of

S = "https://w3id.org/intmk/shapes#"
THING = "https://w3id.org/intmk/id/"
SHACL = "http://www.w3.org/ns/shacl#"
DECLARATIONS = f"""@prefix s: <{S}> . @prefix sh: <{SHACL}> . @prefix intmk: <https://w3id.org/intmk/def#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def parse(text: str) -> list[ox.Quad]:
    """The triples of a Turtle text."""
    return list(ox.parse(DECLARATIONS + text, format=ox.RdfFormat.TURTLE))


def test_each_kind_of_rule_finds_its_result(merged: Merged, shapes: Shapes) -> None:
    """Core and SPARQL constraints report rule, severity, node, path, value, shape and component."""
    found = {
        (
            result.rule,
            result.severity,
            result.focus_node.removeprefix(THING),
            result.result_path,
            result.value,
            result.source_shape.removeprefix(S),
            result.component.removeprefix(SHACL),
        )
        for result in check_focus_rules(merged.default, shapes)
    }
    label = "http://www.w3.org/2000/01/rdf-schema#label"
    motto = "https://w3id.org/intmk/def#motto"
    count = "QualifiedMinCountConstraintComponent"
    assert found == {
        ("Q02", "Warning", "meeting-1-vor", label, None, "Q02-label", count),
        ("Q15", "Violation", "conference-2", "^<https://schema.org/superEvent>", None, "Q15", count),
        ("Q16", "Info", "conference-2", motto, "Getrennt", "Q16-motto", "InConstraintComponent"),
        ("Q18", "Violation", "meeting-1-vor", None, "2020-05-01", "Q18", "SPARQLConstraintComponent"),
    }


def test_message_of_sparql_constraint_has_its_languages(merged: Merged, shapes: Shapes) -> None:
    """The language tags that pySHACL drops are there, and the value stands in both texts."""
    (result,) = (result for result in check_focus_rules(merged.default, shapes) if result.rule == "Q18")
    assert result.message == {
        "de": "Die Vorkonferenz endet nicht vor der Hauptkonferenz (2020-05-01)",
        "en": "The preparatory conference does not end before the main conference (2020-05-01)",
    }


def test_string_lists_match_strings_however_they_are_typed() -> None:
    """A plain literal of the data is in a list of xsd:string literals and the other way round."""
    shapes = shapes_of(
        parse("""s:Q01 a sh:NodeShape ; sh:targetSubjectsOf intmk:motto ; sh:property
          [ sh:path intmk:motto ; sh:in ( "a" "b"^^xsd:string ) ; sh:datatype xsd:string ] .""")
    )
    data = parse('s:x intmk:motto "a"^^xsd:string , "b" , "c" .')
    assert [result.value for result in check_focus_rules(data, shapes)] == ["c"]


def test_lexical_form_of_a_value_is_reported_as_written() -> None:
    """A value comes back in the lexical form of the data, valid or not."""
    shapes = shapes_of(
        parse("""s:Q01 a sh:NodeShape ; sh:targetSubjectsOf intmk:number ;
          sh:property [ sh:path intmk:number ; sh:datatype xsd:date ] .""")
    )
    data = parse('s:x intmk:number 007 , "2020-13-01"^^xsd:date , "2020-12-01"^^xsd:date .')
    assert sorted(str(result.value) for result in check_focus_rules(data, shapes)) == ["007", "2020-13-01"]


def test_rule_without_message_falls_back_on_that_of_the_engine() -> None:
    """A shape that says nothing gets pySHACL's English text."""
    shapes = shapes_of(
        parse("""s:Q01 a sh:NodeShape ; sh:targetSubjectsOf intmk:motto ;
          sh:property [ sh:path intmk:motto ; sh:maxCount 0 ] .""")
    )
    (result,) = check_focus_rules(parse('s:x intmk:motto "a" .'), shapes)
    assert set(result.message) == {"en"}
    assert "More than 0 values" in result.message["en"]


def test_message_of_a_nested_shape_can_stand_on_its_rule() -> None:
    """A property shape without a message speaks with that of the shape that holds it."""
    shapes = shapes_of(
        parse("""s:Q01 a sh:NodeShape ; sh:targetSubjectsOf intmk:motto ; sh:message "Zu viele"@de , "Too many"@en ;
          sh:property [ sh:path intmk:motto ; sh:maxCount 0 ] .""")
    )
    (result,) = check_focus_rules(parse('s:x intmk:motto "a" .'), shapes)
    assert result.message == {"de": "Zu viele", "en": "Too many"}


def test_value_with_a_backslash_does_no_harm() -> None:
    r"""A value such as `\d`, which pySHACL would take for a pattern, is reported like any other."""
    shapes = shapes_of(
        parse("""s:Q01 a sh:NodeShape ; sh:targetSubjectsOf intmk:motto ;
          sh:sparql [ sh:message "{?value} ist falsch"@de ;
            sh:select "SELECT $this ?value WHERE { $this <https://w3id.org/intmk/def#motto> ?value }" ] .""")
    )
    (result,) = check_focus_rules(parse('s:x intmk:motto "\\\\d" .'), shapes)
    assert result.message == {"de": r"\d ist falsch"}


def test_constraint_that_shacl_forbids_is_an_error() -> None:
    """A constraint that no SHACL engine may run stops the validation and passes nothing."""
    shapes = shapes_of(
        parse("""s:Q01 a sh:NodeShape ; sh:targetSubjectsOf intmk:motto ;
          sh:sparql [ sh:select "SELECT $this WHERE { $this ?p ?o MINUS { $this a ?t } }" ] .""")
    )
    with pytest.raises(DataError, match="MINUS"):
        list(check_focus_rules(parse('s:x intmk:motto "a" .'), shapes))


def test_results_name_no_blank_node(merged: Merged, shapes: Shapes) -> None:
    """Every result names shapes that have an IRI, so that it reads the same in every run."""
    report = run_pyshacl(DataGraph(merged.default), shapes.graph)
    assert all(result.source_shape.startswith(S) for result in results_of(report, shapes))
