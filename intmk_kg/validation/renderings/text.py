"""The report for a person: by rule, each result with the file and line to open, in German or English."""

from collections.abc import Iterator

from intmk_kg.validation.authorship import Authorship
from intmk_kg.validation.messages import compact, compact_path, in_language
from intmk_kg.validation.report import SEVERITIES, Report, ValidationResult
from intmk_kg.validation.shapes import Rule

WORDS = {
    "de": {
        "Violation": ("Verstoß", "Verstöße"),
        "Warning": ("Warnung", "Warnungen"),
        "Info": ("Hinweis", "Hinweise"),
        "Rule": ("Regel", "Regeln"),
        "checked": ("geprüft", "geprüft"),
    },
    "en": {
        "Violation": ("violation", "violations"),
        "Warning": ("warning", "warnings"),
        "Info": ("info", "infos"),
        "Rule": ("rule", "rules"),
        "checked": ("checked", "checked"),
    },
}


def render(report: Report, authorship: Authorship, language: str) -> str:
    """The report as text, `language` being `de` or `en`; ends with the counts."""
    labels = {rule.id: in_language(rule.label, language) for rule in report.rules}
    blocks = [
        _rule(rule, labels.get(rule, ""), report.of_rule(rule), authorship, language)
        for rule, count in report.counts.items()
        if count
    ]
    return "\n".join([*blocks, _summary(report, language)])


def heading(rule: Rule, language: str) -> str:
    """The id and the name of a rule in one line."""
    return f"{rule.id} {in_language(rule.label, language)}".rstrip()


def statement(result: ValidationResult) -> str:
    """The focus node, the path and the value of a result in one line, in short form."""
    parts = [compact(result.focus_node)]
    if result.result_path is not None:
        parts.append(compact_path(result.result_path))
    if result.value is not None and result.value_term != result.focus_term:
        parts.append(compact(result.value))
    return " ".join(parts)


def count_of(number: int, word: str, language: str) -> str:
    """A number with its word, e.g. `3 Warnungen`."""
    return f"{number} {WORDS[language][word][number != 1]}"


def _rule(rule: str, label: str, results: tuple[ValidationResult, ...], authorship: Authorship, language: str) -> str:
    lines = [f"{rule} {label}".rstrip() + f" ({_counts(results, language)})"]
    for result in results:
        lines.extend(f"  {line}" for line in _result(result, authorship, language))
    return "\n".join(lines) + "\n"


def _result(result: ValidationResult, authorship: Authorship, language: str) -> Iterator[str]:
    location = authorship.locate(result)
    place = "" if location is None else f"{location}: "
    yield f"{place}{statement(result)}"
    yield f"  {WORDS[language][result.severity][0]}: {in_language(result.message, language)}"


def _counts(results: tuple[ValidationResult, ...], language: str) -> str:
    numbers = {severity: sum(result.severity == severity for result in results) for severity in SEVERITIES}
    return ", ".join(count_of(number, severity, language) for severity, number in numbers.items() if number)


def _summary(report: Report, language: str) -> str:
    numbers = {"Violation": report.violations, "Warning": report.warnings, "Info": report.infos}
    counts = ", ".join(count_of(len(results), severity, language) for severity, results in numbers.items())
    return f"{count_of(len(report.rules), 'Rule', language)} {WORDS[language]['checked'][0]}: {counts}.\n"
