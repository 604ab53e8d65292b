"""What a validation found: results in a stable order, the rules they belong to, and their counts."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from intmk_kg.graph.writing import natural
from intmk_kg.validation.shapes import Rule, rule_order
from intmk_kg.validation.terms import OxigraphTerm

SEVERITIES = ("Violation", "Warning", "Info")


@dataclass(frozen=True)
class ValidationResult:
    """One result of a rule, in the words of SHACL 3.6.2, https://www.w3.org/TR/shacl/#results-validation-result.

    Attributes:
        rule: the rule's id, e.g. `Q18`.
        severity: `Violation`, `Warning` or `Info`.
        focus_term: the node that breaks the rule; of a graph-wide rule the subject that it found, else the dataset.
        result_path: the property's IRI, or a property path in SPARQL's notation, where there is one.
        value_term: the value that breaks the rule, where there is one.
        message: the message per language, filled with the values.
        source_shape: the IRI of the shape.
        component: the IRI of the constraint component.
    """

    rule: str
    severity: str
    focus_term: OxigraphTerm
    result_path: str | None
    value_term: OxigraphTerm | None
    message: Mapping[str, str] = field(hash=False)
    source_shape: str
    component: str

    @property
    def focus_node(self) -> str:
        """The IRI of the node that breaks the rule."""
        return self.focus_term.value

    @property
    def value(self) -> str | None:
        """The IRI or the lexical form of the value that breaks the rule."""
        return None if self.value_term is None else self.value_term.value

    @property
    def statement(self) -> tuple[str, ...]:
        """All that the result says, as texts: rule, node, path, value, shape, component, messages."""
        return (
            self.rule,
            str(self.focus_term),
            self.result_path or "",
            "" if self.value_term is None else str(self.value_term),
            self.source_shape,
            self.component,
            *(f"{language} {text}" for language, text in sorted(self.message.items())),
        )

    @property
    def digest(self) -> str:
        """The SHA-256 of what the result says, in hex digits: it names the result."""
        return hashlib.sha256("\n".join(self.statement).encode()).hexdigest()


@dataclass(frozen=True)
class Report:
    """The results of a validation, each once, by rule, node, path and value, numbers by their value.

    Attributes:
        results: the results; given in any order.
        rules: all rules that were checked, by id.
    """

    results: tuple[ValidationResult, ...]
    rules: tuple[Rule, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "results", tuple(sorted(set(self.results), key=_order)))

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings and infos do not count."""
        return not self.violations

    @cached_property
    def violations(self) -> tuple[ValidationResult, ...]:
        """The results that keep a release from being made."""
        return self._of("Violation")

    @cached_property
    def warnings(self) -> tuple[ValidationResult, ...]:
        """The results that are shown and block nothing."""
        return self._of("Warning")

    @cached_property
    def infos(self) -> tuple[ValidationResult, ...]:
        """The results that only say what is not known."""
        return self._of("Info")

    @cached_property
    def counts(self) -> dict[str, int]:
        """The number of results per rule, by id; a rule without results counts 0."""
        counts = {rule.id: 0 for rule in self.rules}
        for result in self.results:
            counts[result.rule] = counts.get(result.rule, 0) + 1
        return dict(sorted(counts.items(), key=lambda item: rule_order(item[0])))

    def of_rule(self, rule: str) -> tuple[ValidationResult, ...]:
        """The results of the rule with this id."""
        return tuple(result for result in self.results if result.rule == rule)

    def restricted(self, results: Iterable[ValidationResult]) -> "Report":
        """The report on the same rules with these results only."""
        return replace(self, results=tuple(results))

    def _of(self, severity: str) -> tuple[ValidationResult, ...]:
        return tuple(result for result in self.results if result.severity == severity)


def _order(result: ValidationResult) -> tuple[object, ...]:
    return (rule_order(result.rule), *(natural(part) for part in result.statement))
