"""Where results are authored."""

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from intmk_kg.validation import Report, ValidationResult
from intmk_kg.validation.authorship import Authorship

THING = "https://w3id.org/intmk/id/"
FIRST = Path("data/conferences/1.trig")
SECOND = Path("data/conferences/2.trig")
Validated = tuple[Report, Authorship]


def result_of(report: Report, rule: str) -> ValidationResult:
    """The one result of a rule."""
    (result,) = report.of_rule(rule)
    return result


def test_value_is_located_where_it_is_written(validated: Validated) -> None:
    """A result with a path and a value is located at the line of that value."""
    report, authorship = validated
    assert str(authorship.locate(result_of(report, "Q08"))) == "data/conferences/1.trig:29"
    assert str(authorship.locate(result_of(report, "Q16"))) == "data/conferences/2.trig:8"


def test_missing_value_is_located_at_the_property(validated: Validated) -> None:
    """A result about what is missing is located at the property's first line."""
    report, authorship = validated
    assert str(authorship.locate(result_of(report, "Q02"))) == "data/conferences/1.trig:19"


def test_inverse_path_is_located_at_the_node(validated: Validated) -> None:
    """A result with a path that nobody wrote as such is located at its node."""
    report, authorship = validated
    assert str(authorship.locate(result_of(report, "Q15"))) == "data/conferences/2.trig:5"


def test_value_without_path_is_located_by_the_property_that_has_it(validated: Validated) -> None:
    """Where a rule names a value of the node but no path, the line is still the value's."""
    report, authorship = validated
    value = ox.Literal("2020-06-01", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date"))
    result = replace(result_of(report, "Q18"), value_term=value)
    assert str(authorship.locate(result)) == "data/conferences/1.trig:30"


def test_node_nobody_describes_is_located_by_its_value(validated: Validated) -> None:
    """A result about the dataset as such is located where its value is described."""
    report, authorship = validated
    result = replace(
        result_of(report, "Q18"),
        focus_term=ox.NamedNode(THING + "dataset"),
        value_term=ox.NamedNode(THING + "doc-press"),
    )
    assert str(authorship.locate(result)) == "data/conferences/1.trig:22"


def test_result_about_what_nobody_wrote_has_no_place(validated: Validated) -> None:
    """A result whose node and value are in no file has no location."""
    report, authorship = validated
    result = replace(result_of(report, "Q18"), focus_term=ox.NamedNode(THING + "dataset"), value_term=None)
    assert authorship.locate(result) is None


def test_term_of_the_ontology_is_located_in_its_file(validated: Validated) -> None:
    """A result about the vocabulary is located in ontology/."""
    report, authorship = validated
    meeting = ox.NamedNode("https://w3id.org/intmk/def#Meeting")
    result = replace(result_of(report, "Q18"), focus_term=meeting, value_term=None)
    assert str(authorship.locate(result)) == "ontology/intmk.ttl:5"


def test_result_is_authored_in_the_file_of_its_node_or_value(validated: Validated) -> None:
    """A result belongs to the files that say something about its node or about its value."""
    report, authorship = validated
    result = result_of(report, "Q15")
    assert authorship.is_authored_in(result, [SECOND])
    assert not authorship.is_authored_in(result, [FIRST])
    assert authorship.is_authored_in(replace(result, value_term=ox.NamedNode(THING + "conference-1")), [FIRST])
    assert not authorship.is_authored_in(result, [Path("data/unknown.trig")])
