"""The examples of the rules: one TriG file each, in the authoring form.

Its first lines say what it needs and must give: `# with: presidency-2022-he` names contexts,
`# expect: Q16-held <node> [severity] [value]` a result by the shape that must find it, and `# also: …` a result of
another rule that rightly stands beside it.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from intmk_kg.graph.merging import Merged, merge
from intmk_kg.graph.reading import read_file
from intmk_kg.validation import ValidationResult
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


def rule_of(example: str) -> str:
    """The rule that an example belongs to."""
    return Path(example).parent.name


def expectations(example: str, *keys: str) -> list[Expectation]:
    """What the first lines of an example expect under these keys, `expect` and `also`."""
    return [_expectation(line) for key in keys for line in _header(EXAMPLES / example, key)]


def merged_with_contexts(example: str, declarations: tuple[ox.Triple, ...]) -> Merged:
    """The merged graph of an example, the contexts that it names, and the vocabulary's declarations."""
    names = ["base", *(name for line in _header(EXAMPLES / example, "with") for name in line.split())]
    files = (*(EXAMPLES / "context" / f"{name}.trig" for name in names), EXAMPLES / example)
    return merge([read_file(file, EXAMPLES) for file in files], declarations)


def _header(path: Path, key: str) -> list[str]:
    return [text for found, text in HEADER.findall(path.read_text(encoding="utf-8")) if found == key]


def _expectation(line: str) -> Expectation:
    shape, node, *more = line.split()
    severity = next((word for word in more if word in {"Warning", "Info"}), "Violation")
    return Expectation(shape, node, severity, next((word for word in more if word != severity), None))
