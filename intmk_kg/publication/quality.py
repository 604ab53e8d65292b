"""The quality of a release: what its rules report, and what documents state that it does not adopt."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from intmk_kg.engine.interface import EntityReader, SparqlEngine
from intmk_kg.publication.entity import Link
from intmk_kg.publication.questions import Row, ask
from intmk_kg.publication.report import parsed_report
from intmk_kg.publication.spans import precision
from intmk_kg.publication.vocabulary import RuleShape, rules
from intmk_kg.publication.wording import Text, date_in_words, in_language, label_of, preferred
from intmk_kg.release.directory import Release
from intmk_kg.vocabulary.precision import DATE

SEVERITIES = ("Violation", "Warning", "Info")
_RULE_ID = re.compile(r"[A-Z]+\d+")

AllLabels = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Finding:
    """A result of a rule: the thing, and what is the matter with it."""

    thing: Link
    message: Text | None


@dataclass(frozen=True)
class RuleFindings:
    """What one rule reports in one severity.

    Attributes:
        rule: its id.
        label: what it is called.
        explanation: what it is for, or None.
        findings: its results.
    """

    rule: str
    label: Text
    explanation: Text | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Contradiction:
    """A statement that a document makes and the graph does not adopt.

    Attributes:
        thing: of what it is stated.
        predicate: the property.
        value: what is stated.
        reasons: why it is not adopted.
        documents: what states it.
    """

    thing: Link
    predicate: Text
    value: Text
    reasons: tuple[Text, ...]
    documents: tuple[Link, ...]


@dataclass(frozen=True)
class Quality:
    """The quality of a release in the words of one language.

    Attributes:
        counts: results by severity.
        rules: how many rules were checked.
        findings: what they report, by severity.
        gaps: what no source that was read says.
        contradictions: what is not adopted.
    """

    counts: Mapping[str, int]
    rules: int
    findings: Mapping[str, tuple[RuleFindings, ...]]
    gaps: tuple[Finding, ...]
    contradictions: tuple[Contradiction, ...]


def quality(release: Release, engine: SparqlEngine, reader: EntityReader, language: str) -> Quality:
    """What is known about the quality of a release.

    Raises:
        Refusal: the engine does not answer now.
    """
    parsed = parsed_report(release)
    gaps, contradictions = ask(engine, "gaps"), ask(engine, "contradictions")
    named = {term.value for row in (*gaps, *contradictions) for term in row.values() if term.kind == "iri"}
    labels = reader.labels(frozenset(named.union(result["focusNode"] for result in parsed["results"])))
    shapes = rules(release, language)
    return Quality(
        {severity: parsed["counts"][severity] for severity in SEVERITIES},
        sum(1 for rule in parsed["rules"] if _RULE_ID.fullmatch(rule["id"])),
        {severity: _findings(parsed, severity, labels, shapes, language) for severity in SEVERITIES},
        _gaps(gaps, labels, language),
        _contradictions(contradictions, labels, language),
    )


def _findings(
    parsed: Any,
    severity: str,
    labels: AllLabels,
    shapes: Iterable[RuleShape],
    language: str,
) -> tuple[RuleFindings, ...]:
    names = {rule["id"]: rule["label"] for rule in parsed["rules"]}
    explanations = {shape.iri: shape.description for shape in shapes}
    results = [result for result in parsed["results"] if result["severity"] == severity]
    found: list[RuleFindings] = []
    for rule, group in groupby(results, key=lambda result: str(result["rule"])):
        members = list(group)
        shown = tuple(_finding(result, labels, language) for result in members)
        explanation = next((text for result in members if (text := explanations.get(result["sourceShape"]))), None)
        found.append(RuleFindings(rule, in_language(names.get(rule, {}), language) or Text(rule), explanation, shown))
    return tuple(found)


def _finding(result: Mapping[str, Any], labels: AllLabels, language: str) -> Finding:
    node = str(result["focusNode"])
    return Finding(Link(node, label_of(node, labels, language)), in_language(result["message"], language))


def _gaps(rows: list[Row], labels: AllLabels, language: str) -> tuple[Finding, ...]:
    found: list[Finding] = []
    for iri, group in groupby(rows, key=lambda row: row["thing"].value):
        gaps = preferred((Text(row["gap"].value, row["gap"].language) for row in group), language)
        found.extend(Finding(Link(iri, label_of(iri, labels, language)), gap) for gap in gaps)
    return tuple(found)


def _contradictions(rows: list[Row], labels: AllLabels, language: str) -> tuple[Contradiction, ...]:
    def link(iri: str) -> Link:
        return Link(iri, label_of(iri, labels, language))

    def contradiction(group: list[Row]) -> Contradiction:
        row = group[0]
        reasons = dict.fromkeys(Text(r["comment"].value, r["comment"].language) for r in group if "comment" in r)
        documents = dict.fromkeys(r["document"].value for r in group if "document" in r)
        return Contradiction(
            link(row["subject"].value),
            label_of(row["predicate"].value, labels, language),
            _value(row, labels, language),
            preferred(reasons, language),
            tuple(link(document) for document in documents),
        )

    grouped = groupby(rows, key=lambda row: (row["subject"], row["predicate"], row["value"], row["set"]))
    return tuple(contradiction(list(group)) for _, group in grouped)


def _value(row: Row, labels: AllLabels, language: str) -> Text:
    term = row["value"]
    if term.kind == "iri":
        return label_of(term.value, labels, language)
    if term.datatype == DATE:
        return Text(date_in_words(term.value, precision(row, "precision"), language))
    return Text(term.value, term.language)
