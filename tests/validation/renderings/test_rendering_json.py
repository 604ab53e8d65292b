"""The report as JSON."""

import json

from intmk_kg.validation import Report
from intmk_kg.validation.authorship import Authorship
from intmk_kg.validation.renderings.json import render

S = "https://w3id.org/intmk/shapes#"


def test_json_holds_counts_rules_and_results(validated: tuple[Report, Authorship]) -> None:
    """The object says whether the data conform, what each rule counts, and each result with its place."""
    members = json.loads(render(*validated, "de"))
    assert list(members) == ["conforms", "counts", "rules", "results"]
    assert members["conforms"] is False
    assert members["counts"] == {"Violation": 3, "Warning": 1, "Info": 1}
    assert {rule["id"]: rule["count"] for rule in members["rules"]} == {
        "Q02": 1,
        "Q08": 1,
        "Q10": 0,
        "Q15": 1,
        "Q16": 1,
        "Q18": 1,
    }
    assert members["rules"][0] == {
        "id": "Q02",
        "iri": S + "Q02",
        "severity": "Warning",
        "label": {"de": "Englischer Name", "en": "English label"},
        "count": 1,
    }
    assert members["results"][1] == {
        "rule": "Q08",
        "severity": "Violation",
        "focusNode": "https://w3id.org/intmk/id/meeting-1-haupt",
        "resultPath": "https://schema.org/location",
        "value": "https://w3id.org/intmk/id/place-nowhere",
        "message": {
            "de": "r:meeting-1-haupt verweist ins Leere: r:place-nowhere",
            "en": "r:meeting-1-haupt links to nothing: r:place-nowhere",
        },
        "sourceShape": S + "Q08",
        "sourceConstraintComponent": "http://www.w3.org/ns/shacl#SPARQLConstraintComponent",
        "file": "data/conferences/1.trig",
        "line": 29,
    }


def test_json_has_null_for_what_nobody_authored(validated: tuple[Report, Authorship]) -> None:
    """A result without a place has null for file and line."""
    report, _ = validated
    result = json.loads(render(report.restricted(report.warnings), Authorship(()), "de"))["results"][0]
    assert (result["file"], result["line"], result["value"]) == (None, None, None)
