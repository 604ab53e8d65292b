"""docs/conformance.md, whose tables say what is reached and what is not: the tests read their expectations there."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from w3c_suite import SuiteTest

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "conformance.md"

_MISS = re.compile(r"^\| `(sparql1[12]/[^`]+)` \| (.+) \|$", re.MULTILINE)
_GROUP = re.compile(r"^\| (sparql1[12]/\S+) \| (.+) \|$", re.MULTILINE)


@cache
def misses() -> dict[str, str]:
    """The tests that are not passed, each with the reason."""
    return {name: reason.strip() for name, reason in _MISS.findall(DOCUMENT.read_text(encoding="utf-8"))}


def stated_groups() -> list[str]:
    """The rows of the table of groups, without its lines of padding."""
    rows = _GROUP.findall(DOCUMENT.read_text(encoding="utf-8"))
    return [" | ".join((group, *(cell.strip() for cell in cells.split("|")))) for group, cells in rows]


def group_rows(tests: Iterable[SuiteTest]) -> list[str]:
    """What the table of groups has to say: for each group and kind how many tests there are and how many pass."""
    total: Counter[tuple[str, str]] = Counter()
    passed: Counter[tuple[str, str]] = Counter()
    for test in tests:
        total[test.group, test.kind] += 1
        passed[test.group, test.kind] += test.id not in misses()
    return [f"{group} | {kind} | {total[group, kind]} | {passed[group, kind]}" for group, kind in sorted(total)]


def parameters(tests: Iterable[SuiteTest]) -> list[Any]:
    """The tests as pytest's parameters; those that docs/conformance.md lists as missed have to fail."""
    return [
        pytest.param(
            test,
            id=test.id,
            marks=[pytest.mark.xfail(strict=True, raises=AssertionError, reason=misses()[test.id])]
            if test.id in misses()
            else [],
        )
        for test in tests
    ]
