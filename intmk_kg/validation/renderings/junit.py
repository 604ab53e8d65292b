"""The report as JUnit XML: one test case a rule, failed where it has a violation."""

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from intmk_kg.validation.authorship import Authorship
from intmk_kg.validation.messages import in_language
from intmk_kg.validation.renderings.text import heading, statement
from intmk_kg.validation.report import Report, ValidationResult
from intmk_kg.validation.shapes import Rule

# What XML 1.0 cannot hold: https://www.w3.org/TR/xml/#charsets
NOT_A_CHARACTER = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report, authorship: Authorship, language: str) -> str:
    """The report as a JUnit XML document; warnings and infos stand in `system-out`, since they fail nothing."""
    failed = sum(any(result.severity == "Violation" for result in report.of_rule(rule.id)) for rule in report.rules)
    attributes = {"tests": str(len(report.rules)), "failures": str(failed), "errors": "0", "skipped": "0"}
    suites = Element("testsuites", {"name": "intmk-kg validate"} | attributes)
    suite = SubElement(suites, "testsuite", {"name": "shapes"} | attributes)
    for rule in report.rules:
        _add_rule(suite, rule, report.of_rule(rule.id), authorship, language)
    indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(suites, encoding="unicode") + "\n"


def _add_rule(
    suite: Element, rule: Rule, results: tuple[ValidationResult, ...], authorship: Authorship, language: str
) -> None:
    case = SubElement(suite, "testcase", {"classname": "shapes", "name": _text(heading(rule, language))})
    violations = [_line(result, authorship, language) for result in results if result.severity == "Violation"]
    others = [_line(result, authorship, language) for result in results if result.severity != "Violation"]
    if violations:
        failure = SubElement(case, "failure", {"type": "Violation", "message": violations[0]})
        failure.text = "\n".join(violations)
    if others:
        SubElement(case, "system-out").text = "\n".join(others)


def _line(result: ValidationResult, authorship: Authorship, language: str) -> str:
    location = authorship.locate(result)
    place = "" if location is None else f"{location}: "
    return _text(f"{place}{result.severity}: {statement(result)}: {in_language(result.message, language)}")


def _text(text: str) -> str:
    return NOT_A_CHARACTER.sub("\ufffd", text)
