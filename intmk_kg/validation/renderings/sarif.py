"""The report in SARIF 2.1.0, which code hosts show beside the lines of the data files.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

import json
from typing import Any
from urllib.parse import quote

from intmk_kg import __version__
from intmk_kg.validation.authorship import Authorship
from intmk_kg.validation.messages import in_language
from intmk_kg.validation.report import Report, ValidationResult
from intmk_kg.validation.shapes import Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"Violation": "error", "Warning": "warning", "Info": "note"}


def render(report: Report, authorship: Authorship, language: str) -> str:
    """The report as a SARIF log with one run; paths are relative to the project."""
    places = {rule.id: place for place, rule in enumerate(report.rules)}
    driver = {
        "name": "intmk-kg",
        "version": __version__,
        "rules": [_rule(rule, language) for rule in report.rules],
    }
    run = {
        "tool": {"driver": driver},
        "language": language,
        "results": [_result(result, places, authorship, language) for result in report.results],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: Rule, language: str) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": in_language(rule.label, language) or rule.id},
        "helpUri": rule.iri,
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _result(result: ValidationResult, places: dict[str, int], authorship: Authorship, language: str) -> dict[str, Any]:
    members: dict[str, Any] = {
        "ruleId": result.rule,
        "level": LEVELS[result.severity],
        "message": {"text": in_language(result.message, language) or result.rule},
        "locations": [_location(result, authorship)],
        "partialFingerprints": {"result/v1": result.digest},
    }
    if result.rule in places:
        members["ruleIndex"] = places[result.rule]
    return members


def _location(result: ValidationResult, authorship: Authorship) -> dict[str, Any]:
    members: dict[str, Any] = {
        "logicalLocations": [{"fullyQualifiedName": result.focus_node, "kind": "resource"}],
    }
    if location := authorship.locate(result):
        members["physicalLocation"] = {
            "artifactLocation": {"uri": quote(location.path.as_posix()), "uriBaseId": "SRCROOT"},
            "region": {"startLine": location.line},
        }
    return members
