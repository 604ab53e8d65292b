"""Expectations: the counts that the data must reach and the warnings that are known, from data/expectations.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from intmk_kg.errors import DataError
from intmk_kg.validation import Report
from intmk_kg.vocabulary.prefixes import PREFIXES


@dataclass(frozen=True)
class ExpectedCount:
    """A number that the data must reach.

    Attributes:
        label: what is counted, for a person.
        query: a SELECT query with one solution and the variable ?count; the project's prefixes are known.
        minimum: the least that it may answer.
    """

    label: str
    query: str
    minimum: int


@dataclass(frozen=True)
class Expectations:
    """What a project expects of its data.

    Attributes:
        counts: the numbers to reach.
        results: how many results of severity Warning or Info are known, by rule; None where nothing is said of them.
    """

    counts: tuple[ExpectedCount, ...] = ()
    results: Mapping[str, int] | None = None


def read_expectations(path: Path) -> Expectations:
    """The expectations in a TOML file: tables `[[count]]` with label, query, minimum, and one table `[validation]`.

    A project without the file expects nothing.

    Raises:
        DataError: the file is not TOML, or a table lacks a key.
    """
    if not path.is_file():
        return Expectations()
    name = Path(path.parent.name, path.name)
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(f"{name}: {error}") from error
    counts = tuple(_expected_count(table, name) for table in tables.get("count", []))
    results = tables.get("validation")
    return Expectations(counts, None if results is None else {str(rule): int(n) for rule, n in results.items()})


def count(expectations: Expectations, store: ox.Store) -> list[dict[str, Any]]:
    """Each expected number with the number that the store answers, as `label`, `minimum` and `count`.

    Raises:
        DataError: a query does not parse or does not answer with one ?count.
    """
    return [
        {"label": expected.label, "minimum": expected.minimum, "count": _answer(expected, store)}
        for expected in expectations.counts
    ]


def shortfalls(counts: list[dict[str, Any]]) -> list[str]:
    """One line for each number that is below its minimum."""
    return [
        f"{row['label']}: {row['count']} instead of at least {row['minimum']}"
        for row in counts
        if row["count"] < row["minimum"]
    ]


def unexpected_results(expectations: Expectations, report: Report) -> list[str]:
    """One line for each rule with more warnings or infos than are known."""
    if expectations.results is None:
        return []
    found: dict[str, int] = {}
    for result in (*report.warnings, *report.infos):
        found[result.rule] = found.get(result.rule, 0) + 1
    return [
        f"{rule}: {number} warnings or infos instead of {expectations.results.get(rule, 0)}"
        for rule, number in sorted(found.items())
        if number > expectations.results.get(rule, 0)
    ]


def _expected_count(table: Mapping[str, Any], name: Path) -> ExpectedCount:
    missing = {"label", "query", "minimum"} - set(table)
    if missing:
        raise DataError(f"{name}: a [[count]] lacks {', '.join(sorted(missing))}: {table.get('label', table)}")
    return ExpectedCount(str(table["label"]), str(table["query"]), int(table["minimum"]))


def _answer(expected: ExpectedCount, store: ox.Store) -> int:
    try:
        solutions = store.query(expected.query, prefixes=PREFIXES)
    except SyntaxError as error:
        raise DataError(f"data/expectations.toml: the query of {expected.label!r} does not parse: {error}") from error
    rows = list(solutions) if isinstance(solutions, ox.QuerySolutions) else []
    try:
        [row] = rows
        return int(row["count"].value)
    except (ValueError, KeyError, AttributeError) as error:
        raise DataError(
            f"data/expectations.toml: the query of {expected.label!r} must answer with one row and a number ?count"
        ) from error
