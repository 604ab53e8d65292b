"""Which rules a thing was checked by, and which of them it misses, as the release's report says."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from intmk_kg.graph.syntaxes import plain_triples
from intmk_kg.publication.report import Report, parsed_report, results_by_thing
from intmk_kg.publication.vocabulary import SHAPES
from intmk_kg.publication.wording import Text, in_language
from intmk_kg.release.directory import Release
from intmk_kg.vocabulary.prefixes import PREFIXES

_SH, _S = PREFIXES["sh"], PREFIXES["s"]
_NUMBERED = re.compile(r"[A-Z]+\d+")
_SEVERITIES = ("Violation", "Warning", "Info")


@dataclass(frozen=True)
class CheckedRule:
    """A rule that a thing was checked by.

    Attributes:
        rule: its id, which is its place on the page of the rules.
        label: what it is called.
        severity: the worst that it reports on the thing; "" where it reports nothing.
        messages: what it reports.
    """

    rule: str
    label: Text
    severity: str = ""
    messages: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Conformity:
    """How a thing stands to the rules.

    Attributes:
        passed: the rules of its classes that report nothing.
        missed: the rules that report something, the worst first.
    """

    passed: tuple[CheckedRule, ...]
    missed: tuple[CheckedRule, ...]

    @property
    def severity(self) -> str:
        """The worst that is reported; "" where nothing is."""
        return self.missed[0].severity if self.missed else ""


def conformity(
    release: Release, iri: str, classes: Iterable[str], predicates: Collection[str], language: str
) -> Conformity:
    """How a thing stands to the rules of a release.

    A rule concerns a thing by sh:targetClass or sh:targetSubjectsOf (SHACL 2.1.3, https://www.w3.org/TR/shacl/#targets),
    or because it reports it: a rule on the whole graph names the things that it finds.

    Args:
        release: whose report it is.
        iri: the thing.
        classes: its classes and their superclasses.
        predicates: what is said of it.
        language: of the words.
    """
    targets = _targets(release.path / SHAPES)
    concerned = {rule for class_ in classes for rule in targets.classes.get(class_, ())}
    concerned |= {rule for predicate in predicates for rule in targets.subjects.get(predicate, ())}
    reported: dict[str, list[Report]] = {}
    for result in results_by_thing(release).get(iri, ()):
        reported.setdefault(result["rule"], []).append(result)
    labels = {rule["id"]: rule["label"] for rule in parsed_report(release)["rules"]}
    # A shape that only says how pages show a class checks nothing, and the report does not list it
    concerned &= labels.keys()
    missed = (_missed(rule, labels, results, language) for rule, results in reported.items())
    return Conformity(
        tuple(CheckedRule(rule, _label(rule, labels, language)) for rule in sorted(concerned - reported.keys())),
        tuple(sorted(missed, key=lambda rule: (_SEVERITIES.index(rule.severity), rule.rule))),
    )


def rule_of(shape: str) -> str:
    """The id of the rule that a shape belongs to: `Q16` for `…#Q16-info`."""
    name = shape.removeprefix(_S)
    numbered = _NUMBERED.match(name)
    return numbered[0] if numbered else name


@dataclass(frozen=True)
class _Targets:
    """The rules by the class and by the property that they concern."""

    classes: Mapping[str, frozenset[str]]
    subjects: Mapping[str, frozenset[str]]


@lru_cache(maxsize=4)
def _targets(shapes: Path) -> _Targets:
    found: dict[str, dict[str, set[str]]] = {f"{_SH}targetClass": {}, f"{_SH}targetSubjectsOf": {}}
    for triple in plain_triples(shapes.read_bytes()):
        if triple.predicate in found and triple.subject.startswith(_S):
            found[triple.predicate].setdefault(triple.object, set()).add(rule_of(triple.subject))
    classes, subjects = ({target: frozenset(rules) for target, rules in by.items()} for by in found.values())
    return _Targets(classes, subjects)


def _missed(
    rule: str, labels: Mapping[str, Mapping[str, str]], results: Iterable[Report], language: str
) -> CheckedRule:
    listed = list(results)
    severity = min((str(result["severity"]) for result in listed), key=_SEVERITIES.index)
    messages = dict.fromkeys(in_language(result["message"], language) for result in listed)
    return CheckedRule(rule, _label(rule, labels, language), severity, tuple(text for text in messages if text))


def _label(rule: str, labels: Mapping[str, Mapping[str, str]], language: str) -> Text:
    return in_language(labels.get(rule, {}), language) or Text(rule)
