"""The report of a release's validation, as the release holds it and as pages ask it."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from intmk_kg.release.directory import Release

Report = Mapping[str, Any]


def report(release: Release, suffix: str) -> bytes:
    """The report as a document: `json`, `ttl` or `txt`."""
    return (release.path / f"report.{suffix}").read_bytes()


def parsed_report(release: Release) -> Report:
    """The report in plain values: counts, rules and results; not to be changed."""
    return _parsed(release.path / "report.json")


def results_by_thing(release: Release) -> Mapping[str, Sequence[Report]]:
    """The results of the report by the IRI of the thing that they concern."""
    return _by_thing(release.path / "report.json")


def reported_things(release: Release) -> Mapping[str, int]:
    """How many things each rule reports something on, by the id of the rule."""
    return Counter(rule for rule, _ in {(r["rule"], r["focusNode"]) for r in parsed_report(release)["results"]})


@lru_cache(maxsize=4)
def _parsed(path: Path) -> Report:
    parsed: Report = json.loads(path.read_bytes())
    return parsed


@lru_cache(maxsize=4)
def _by_thing(path: Path) -> Mapping[str, Sequence[Report]]:
    found: dict[str, list[Report]] = {}
    for result in _parsed(path)["results"]:
        found.setdefault(result["focusNode"], []).append(result)
    return found
