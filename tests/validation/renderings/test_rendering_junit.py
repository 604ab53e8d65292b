"""The report as JUnit XML."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pyoxigraph as ox

from intmk_kg.validation import Report
from intmk_kg.validation.authorship import Authorship
from intmk_kg.validation.renderings.junit import render

EXPECTED = """\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="intmk-kg validate" tests="6" failures="1" errors="0" skipped="0">
  <testsuite name="shapes" tests="6" failures="1" errors="0" skipped="0">
    <testcase classname="shapes" name="Q02 English label">
      <system-out>{warning}</system-out>
    </testcase>
    <testcase classname="shapes" name="Q08 No dangling link" />
    <testcase classname="shapes" name="Q10 No http://schema.org/" />
    <testcase classname="shapes" name="Q15 Exactly one main conference">
      <failure type="Violation" message="{failure}">{failure}</failure>
    </testcase>
    <testcase classname="shapes" name="Q16 Start of a meeting" />
    <testcase classname="shapes" name="Q18 Preparatory before main conference" />
  </testsuite>
</testsuites>
"""
EXPECTED = EXPECTED.replace(
    "{warning}", "data/conferences/1.trig:19: Warning: r:meeting-1-vor rdfs:label: The English label is missing"
).replace(
    "{failure}",
    "data/conferences/2.trig:5: Violation: r:conference-2 ^schema:superEvent: There is not exactly one main conference",
)


def test_junit_has_a_case_for_each_rule(validated: tuple[Report, Authorship]) -> None:
    """Each rule is a test case; violations fail it, warnings stand in its output."""
    report, authorship = validated
    some = report.restricted([*report.of_rule("Q02"), *report.of_rule("Q15")])
    assert render(some, authorship, "en") == EXPECTED


def test_junit_lists_all_violations_of_a_rule(validated: tuple[Report, Authorship]) -> None:
    """A failed case names every violation, one a line."""
    report, authorship = validated
    (result,) = report.of_rule("Q15")
    other = replace(result, focus_term=ox.NamedNode("https://w3id.org/intmk/id/conference-1"))
    document = ET.fromstring(render(report.restricted([result, other]), authorship, "de"))  # noqa: S314  # ours
    assert len((document.findtext(".//failure") or "").splitlines()) == 2


def test_junit_replaces_characters_that_xml_cannot_hold(validated: tuple[Report, Authorship]) -> None:
    """A control character in a value leaves the document well-formed."""
    report, authorship = validated
    (result,) = report.of_rule("Q16")
    broken = replace(result, severity="Violation", value_term=ox.Literal("a\x07b"))
    document = ET.fromstring(render(report.restricted([broken]), authorship, "de"))  # noqa: S314  # ours
    assert "a\ufffdb" in (document.findtext(".//failure") or "")
