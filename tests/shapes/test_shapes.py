"""Every rule on its examples: it is silent on the valid ones and finds exactly what the invalid ones expect."""

import re

import pyoxigraph as ox
import pytest
from rdflib import SH
from rule_examples import examples, expectations, merged_with_contexts, rule_of

from intmk_kg.validation import Shapes, validate
from intmk_kg.vocabulary.prefixes import PREFIXES


@pytest.mark.parametrize("example", examples("valid"))
def test_rule_is_silent_on_a_valid_example(example: str, declarations: tuple[ox.Triple, ...], shapes: Shapes) -> None:
    """The rule finds nothing in a valid example, and no other rule finds a violation."""
    report = validate(merged_with_contexts(example, declarations), shapes)
    assert report.of_rule(rule_of(example)) == ()
    assert report.violations == ()


@pytest.mark.parametrize("example", examples("invalid"))
def test_rule_finds_exactly_what_is_wrong(example: str, declarations: tuple[ox.Triple, ...], shapes: Shapes) -> None:
    """Everything expected of an invalid example is found, no other violation, and nothing else of the rule."""
    report = validate(merged_with_contexts(example, declarations), shapes)
    expected = expectations(example, "expect", "also")
    found = {*report.violations, *report.of_rule(rule_of(example))}
    missed = [line for line in expected if not any(line.is_met_by(result) for result in report.results)]
    unexpected = [result for result in found if not any(line.is_met_by(result) for line in expected)]
    assert (missed, unexpected) == ([], [])


def test_every_shape_of_a_rule_finds_something(shapes: Shapes) -> None:
    """Each shape of a rule that can find anything is expected by an example; a rule that never fired is not a rule."""
    expected = {line.shape for example in examples("invalid") for line in expectations(example, "expect")}
    own = {str(shape) for predicate in (SH.sparql, SH.message) for shape in shapes.graph.subjects(predicate, None)}
    names = {iri.removeprefix(PREFIXES["s"]) for iri in own}
    # The patterns of rule Q04, one for each class, have a test of their own.
    numbered = {name for name in names if re.match(r"Q\d", name) and not name.startswith("Q04-")}
    assert numbered - expected == set()
