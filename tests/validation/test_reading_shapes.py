"""What the shapes say about the rules."""

from pathlib import Path

import pytest
from rdflib import RDF, SH, BNode, URIRef

from intmk_kg.errors import DataSyntaxError
from intmk_kg.validation import Shapes, read_shapes

S = "https://w3id.org/intmk/shapes#"


def test_rules_of_all_files_are_read(shapes: Shapes) -> None:
    """The rules of every file of the directory are there, by id."""
    assert [rule.id for rule in shapes.rules] == ["Q02", "Q08", "Q10", "Q15", "Q16", "Q18"]


def test_rule_has_its_shapes_with_the_one_named_after_it_first(shapes: Shapes) -> None:
    """All shapes whose IRIs begin with the rule's id belong to it."""
    rule = next(rule for rule in shapes.rules if rule.id == "Q16")
    assert [shape.iri for shape in rule.shapes] == [S + "Q16", S + "Q16-motto"]
    assert rule.iri == S + "Q16"


def test_rule_has_label_messages_and_severity(shapes: Shapes) -> None:
    """A rule is named and explained in German and English; its severity is its worst shape's."""
    rule = next(rule for rule in shapes.rules if rule.id == "Q16")
    assert rule.label == {"de": "Beginn einer Sitzung", "en": "Start of a meeting"}
    assert rule.messages == {"de": "{?value} ist kein Datum", "en": "{?value} is not a date"}
    assert rule.severity == "Violation"
    assert [shape.severity for shape in rule.shapes] == ["Violation", "Info"]


def test_unnamed_shape_belongs_to_the_rule_that_holds_it(shapes: Shapes) -> None:
    """A property shape without an IRI is of the rule, and named like the shape, that it stands in."""
    held = next(node for node in shapes.graph.objects(URIRef(S + "Q15"), SH.property) if isinstance(node, BNode))
    assert shapes.rule_id(held) == "Q15"
    assert shapes.named_shape(held) == S + "Q15"


def test_item_of_a_list_belongs_to_the_rule_that_holds_the_list(shapes: Shapes) -> None:
    """A shape within sh:or is of the rule whatever the depth of the list."""
    inner = next(shapes.graph.objects(URIRef(S + "Q16-motto"), SH["in"]))
    rest = next(shapes.graph.objects(inner, RDF.rest))
    assert shapes.rule_id(rest) == "Q16"


def test_shape_without_a_number_is_its_own_rule(shapes: Shapes) -> None:
    """A shape that no rule holds goes by its local name."""
    assert shapes.rule_id(URIRef("https://example.org/shapes#Label")) == "Label"
    assert shapes.rule_id(BNode()) == ""


def test_shapes_that_do_not_parse_name_file_and_line(tmp_path: Path) -> None:
    """A mistake in a shapes file is reported with file, line and column."""
    (tmp_path / "broken.ttl").write_text("@prefix s: <https://w3id.org/intmk/shapes#> .\ns:Q01 a\n", encoding="utf-8")
    with pytest.raises(DataSyntaxError) as caught:
        read_shapes(tmp_path)
    assert (caught.value.path, caught.value.line) == (Path(tmp_path.name, "broken.ttl"), 3)
