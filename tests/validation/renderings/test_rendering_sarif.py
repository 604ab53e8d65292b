"""The report in SARIF."""

import json
from dataclasses import replace
from pathlib import Path

from intmk_kg.graph.reading import AuthoredFile
from intmk_kg.validation import Report
from intmk_kg.validation.authorship import Authorship
from intmk_kg.validation.renderings.sarif import render

S = "https://w3id.org/intmk/shapes#"


def test_sarif_names_version_tool_and_rules(validated: tuple[Report, Authorship]) -> None:
    """The log is SARIF 2.1.0 with one run, whose tool lists the rules with their levels."""
    log = json.loads(render(*validated, "en"))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    assert run["tool"]["driver"]["name"] == "intmk-kg"
    assert run["tool"]["driver"]["rules"][0] == {
        "id": "Q02",
        "shortDescription": {"text": "English label"},
        "helpUri": S + "Q02",
        "defaultConfiguration": {"level": "warning"},
    }


def test_sarif_result_points_to_file_and_line(validated: tuple[Report, Authorship]) -> None:
    """A result has its rule by id and index, its level, its message, the line of the data file and the node."""
    report, authorship = validated
    (run,) = json.loads(render(*validated, "en"))["runs"]
    result = next(result for result in run["results"] if result["ruleId"] == "Q16")
    assert result == {
        "ruleId": "Q16",
        "ruleIndex": 4,
        "level": "note",
        "message": {"text": "Unknown motto: Getrennt"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "data/conferences/2.trig", "uriBaseId": "SRCROOT"},
                    "region": {"startLine": 8},
                },
                "logicalLocations": [
                    {"fullyQualifiedName": "https://w3id.org/intmk/id/conference-2", "kind": "resource"}
                ],
            }
        ],
        "partialFingerprints": {"result/v1": report.of_rule("Q16")[0].digest},
    }
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "Q16"
    assert authorship.locate(report.of_rule("Q16")[0]) is not None


def test_sarif_levels_follow_the_severities(validated: tuple[Report, Authorship]) -> None:
    """A violation is an error, a warning a warning, an info a note."""
    (run,) = json.loads(render(*validated, "de"))["runs"]
    assert [result["level"] for result in run["results"]] == ["warning", "error", "error", "note", "error"]


def test_sarif_result_without_a_place_has_none(validated: tuple[Report, Authorship]) -> None:
    """A result that nobody authored names its node only; one of an unknown rule has no index."""
    report, _ = validated
    stray = replace(report.warnings[0], rule="Q99")
    (run,) = json.loads(render(report.restricted([stray]), Authorship(()), "de"))["runs"]
    assert "physicalLocation" not in run["results"][0]["locations"][0]
    assert "ruleIndex" not in run["results"][0]


def test_sarif_escapes_paths(validated: tuple[Report, Authorship]) -> None:
    """A path with spaces or umlauts is a valid URI."""
    report, authorship = validated
    files = tuple(AuthoredFile(Path("data", "ä b.trig"), file.quads, file.text) for file in authorship.files)
    (run,) = json.loads(render(report, Authorship(files), "de"))["runs"]
    physical = run["results"][0]["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "data/%C3%A4%20b.trig"
