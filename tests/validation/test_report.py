"""Reports and their results."""

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from intmk_kg.validation import Report, Rule, ValidationResult
from intmk_kg.validation.authorship import Authorship
from intmk_kg.validation.renderings import RENDERINGS
from intmk_kg.validation.shapes import RuleShape

S = "https://w3id.org/intmk/shapes#"
THING = "https://w3id.org/intmk/id/"


def result(number: int, rule: str = "Q16", severity: str = "Violation", value: str | None = None) -> ValidationResult:
    """A result about conference `number`."""
    return ValidationResult(
        rule=rule,
        severity=severity,
        focus_term=ox.NamedNode(f"{THING}conference-{number}"),
        result_path="https://schema.org/startDate",
        value_term=None if value is None else ox.Literal(value),
        message={"de": "falsch", "en": "wrong"},
        source_shape=S + rule,
        component="http://www.w3.org/ns/shacl#DatatypeConstraintComponent",
    )


RULES = tuple(Rule(name, (RuleShape(S + name, "Violation", {}, {}),)) for name in ("Q02", "Q16", "Q18"))
RESULTS = (
    result(2),
    result(2, value="2020"),
    result(2, value="2021"),
    result(10),
    result(1, "Q18", "Warning"),
    result(3, "Q18", "Info"),
)


def test_results_are_sorted_with_numbers_by_value() -> None:
    """Results come by rule, then by node, conference 2 before conference 10."""
    assert Report(RESULTS[::-1]).results == RESULTS


def test_numbered_rules_come_first() -> None:
    """Results of a rule with a number stand before those of a class's shape."""
    other = result(1, "Ballot")
    assert Report((other, *RESULTS)).results == (*RESULTS, other)
    assert list(Report((other, *RESULTS)).counts) == ["Q16", "Q18", "Ballot"]


def test_result_that_was_found_twice_stands_once() -> None:
    """Two equal results are one."""
    assert Report((result(1), result(1))).results == (result(1),)


def test_results_are_counted_by_rule() -> None:
    """Every rule has its count, those that found nothing too."""
    assert Report(RESULTS, RULES).counts == {"Q02": 0, "Q16": 4, "Q18": 2}


def test_results_are_parted_by_severity() -> None:
    """Violations, warnings and infos are kept apart, and only violations keep a report from conforming."""
    report = Report(RESULTS, RULES)
    assert (len(report.violations), len(report.warnings), len(report.infos)) == (4, 1, 1)
    assert not report.conforms
    assert report.restricted(report.warnings).conforms
    assert report.restricted(report.warnings).rules == RULES


@given(st.permutations(RESULTS))
def test_report_does_not_depend_on_the_order_of_results(results: list[ValidationResult]) -> None:
    """Whatever the order in which results are found, every rendering has the same text."""
    shuffled, ordered = Report(tuple(results), RULES), Report(RESULTS, RULES)
    assert shuffled == ordered
    for render in RENDERINGS.values():
        assert render(shuffled, Authorship(()), "de") == render(ordered, Authorship(()), "de")


def test_result_is_named_by_what_it_says() -> None:
    """Equal results have one digest, different ones different digests."""
    assert result(1).digest == result(1).digest
    assert len({entry.digest for entry in RESULTS}) == len(RESULTS)
