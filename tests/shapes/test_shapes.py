"""Every rule on its examples: it is silent on the valid ones and finds exactly what the invalid ones expect.

An example is one TriG file in the authoring form. Its first lines say what it needs and must give:
`# with: presidency-2022-he` names contexts, `# expect: Q16-held <node> [severity] [value]` a result by the shape that
must find it, and `# also: …` a result of another rule that rightly stands beside it.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import SH

from intmk_kg.graph.merging import merge
from intmk_kg.graph.reading import AuthoredFile, read_file
from intmk_kg.validation import Report, Shapes, ValidationResult, validate
from intmk_kg.vocabulary.prefixes import PREFIXES

EXAMPLES = Path(__file__).parent
HEADER = re.compile(r"^# (with|expect|also): (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Expectation:
    """A result that an example names in its first lines."""

    shape: str
    focus_node: str
    severity: str = "Violation"
    value: str | None = None

    def is_met_by(self, result: ValidationResult) -> bool:
        """Whether the result is the expected one."""
        found = (result.source_shape, result.focus_node, result.severity)
        expected = (PREFIXES["s"] + self.shape, self.focus_node, self.severity)
        return found == expected and self.value in {None, result.value}


def examples(kind: str) -> list[str]:
    """The examples of this kind, `valid` or `invalid`, as rule and file name."""
    return sorted(path.relative_to(EXAMPLES).as_posix() for path in EXAMPLES.glob(f"Q*/{kind}-*.trig"))


def header(path: Path, key: str) -> list[str]:
    """What the first lines of an example say under this key."""
    return [text for found, text in HEADER.findall(path.read_text(encoding="utf-8")) if found == key]


def expectation(line: str) -> Expectation:
    """The expectation of one line: shape, node, then a severity or a value."""
    shape, node, *more = line.split()
    severity = next((word for word in more if word in {"Warning", "Info"}), "Violation")
    return Expectation(shape, node, severity, next((word for word in more if word != severity), None))


def with_contexts(path: Path) -> tuple[AuthoredFile, ...]:
    """The example and the contexts that it names."""
    names = ["base", *(name for line in header(path, "with") for name in line.split())]
    return tuple(read_file(file, EXAMPLES) for file in (*(EXAMPLES / "context" / f"{n}.trig" for n in names), path))


def report_on(example: str, declarations: tuple[ox.Triple, ...], shapes: Shapes) -> Report:
    """The report on an example within its contexts."""
    return validate(merge(with_contexts(EXAMPLES / example), declarations), shapes)


@pytest.mark.parametrize("example", examples("valid"))
def test_rule_is_silent_on_a_valid_example(example: str, declarations: tuple[ox.Triple, ...], shapes: Shapes) -> None:
    """The rule finds nothing in a valid example, and no other rule finds a violation."""
    report = report_on(example, declarations, shapes)
    assert report.of_rule(Path(example).parent.name) == ()
    assert report.violations == ()


@pytest.mark.parametrize("example", examples("invalid"))
def test_rule_finds_exactly_what_is_wrong(example: str, declarations: tuple[ox.Triple, ...], shapes: Shapes) -> None:
    """Everything expected of an invalid example is found, no other violation, and nothing else of the rule."""
    report = report_on(example, declarations, shapes)
    expected = [expectation(line) for key in ("expect", "also") for line in header(EXAMPLES / example, key)]
    found = {*report.violations, *report.of_rule(Path(example).parent.name)}
    missed = [line for line in expected if not any(line.is_met_by(result) for result in report.results)]
    unexpected = [result for result in found if not any(line.is_met_by(result) for line in expected)]
    assert (missed, unexpected) == ([], [])


def test_every_shape_of_a_rule_finds_something(shapes: Shapes) -> None:
    """Each shape of a rule that can find anything is expected by an example; a rule that never fired is not a rule."""
    expected = {line.split()[0] for example in examples("invalid") for line in header(EXAMPLES / example, "expect")}
    own = {str(shape) for predicate in (SH.sparql, SH.message) for shape in shapes.graph.subjects(predicate, None)}
    names = {iri.removeprefix(PREFIXES["s"]) for iri in own}
    # The patterns of rule Q04, one for each class, have a test of their own.
    numbered = {name for name in names if re.match(r"Q\d", name) and not name.startswith("Q04-")}
    assert numbered - expected == set()
