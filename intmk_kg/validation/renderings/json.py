"""The report as JSON, for scripts."""

import json
from typing import Any

from intmk_kg.validation.authorship import Authorship
from intmk_kg.validation.report import Report, ValidationResult
from intmk_kg.validation.shapes import Rule


def render(report: Report, authorship: Authorship, _language: str) -> str:
    """The report as a JSON object with `conforms`, `counts`, `rules` and `results`; messages in all languages."""
    members = {
        "conforms": report.conforms,
        "counts": {
            "Violation": len(report.violations),
            "Warning": len(report.warnings),
            "Info": len(report.infos),
        },
        "rules": [_rule(rule, report.counts[rule.id]) for rule in report.rules],
        "results": [_result(result, authorship) for result in report.results],
    }
    return json.dumps(members, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: Rule, count: int) -> dict[str, Any]:
    return {
        "id": rule.id,
        "iri": rule.iri,
        "severity": rule.severity,
        "label": dict(sorted(rule.label.items())),
        "count": count,
    }


def _result(result: ValidationResult, authorship: Authorship) -> dict[str, Any]:
    location = authorship.locate(result)
    return {
        "rule": result.rule,
        "severity": result.severity,
        "focusNode": result.focus_node,
        "resultPath": result.result_path,
        "value": result.value,
        "message": dict(sorted(result.message.items())),
        "sourceShape": result.source_shape,
        "sourceConstraintComponent": result.component,
        "file": None if location is None else location.path.as_posix(),
        "line": None if location is None else location.line,
    }
