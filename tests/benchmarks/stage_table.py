"""The measurements of the stages of a build as a table, and their place in the document."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
STAGES = (
    "read",
    "merge",
    "evidence",
    "validate: single nodes",
    "validate: whole graph",
    "expectations",
    "dumps",
    "datasets, profiles",
    "store",
)
_MARKS = re.compile(r"(?<=<!-- stages: begin -->\n).*(?=<!-- stages: end -->)", re.DOTALL)
_NOT_MEASURED = "-"
_EXACT = 10

Measured = Mapping[int, Mapping[str, Any]]


def write(measured: Measured) -> None:
    """Put the table into the document."""
    text = DOCUMENT.read_text(encoding="utf-8")
    DOCUMENT.write_text(_MARKS.sub(lambda _: f"\n{table(measured)}\n\n", text), encoding="utf-8")


def table(measured: Measured) -> str:
    """The measurements in Markdown, one column a size, and below it what was not measured and why."""
    sizes = sorted(measured)
    rows = [
        ("generations", [str(size) for size in sizes]),
        ("quads of the release", [f"{measured[size]['quads']:,}" for size in sizes]),
        *((stage, [_seconds(measured[size]["seconds"].get(stage)) for size in sizes]) for stage in STAGES),
        ("all stages", [_seconds(_sum(measured[size]["seconds"], STAGES)) for size in sizes]),
        ("memory at the highest", [f"{measured[size]['memory'] / 1e6:,.0f} MB" for size in sizes]),
        ("results of the rules", [_number(measured[size]["results"]) for size in sizes]),
        ("plain pySHACL", [_seconds(measured[size].get("plain")) for size in sizes]),
        ("plain / ours", [_ratio(measured[size]) for size in sizes]),
    ]
    (first, heads), *others = rows
    lines = [f"| {first} | {' | '.join(heads)} |", "|---" + "|--:" * len(heads) + "|"]
    lines += [f"| {name} | {' | '.join(cells)} |" for name, cells in others]
    missing = [line for size in sizes for line in _missing(size, measured[size])]
    return "\n".join([*lines, *([""] if missing else []), *missing])


def _missing(size: int, found: Mapping[str, Any]) -> Iterable[str]:
    for stage, how in found["ended"].items():
        yield f"- At {size}, *{stage}* was not measured: {how['reason']} after {how['seconds']:,.0f} s of the clock."
    unreached = [stage for stage in STAGES if stage not in found["seconds"] and stage not in found["ended"]]
    if unreached:
        yield f"- At {size}, the run was ended before these were through: *{'*, *'.join(unreached)}*."


def _sum(seconds: Mapping[str, float], stages: Iterable[str]) -> float | None:
    found = [seconds.get(stage) for stage in stages]
    return None if None in found else sum(value for value in found if value is not None)


def _ratio(found: Mapping[str, Any]) -> str:
    ours = _sum(found["seconds"], (stage for stage in STAGES if stage.startswith("validate")))
    return f"{found['plain'] / ours:.0f}" if ours and "plain" in found else _NOT_MEASURED


def _seconds(value: float | None) -> str:
    return _NOT_MEASURED if value is None else f"{value:.2f} s" if value < _EXACT else f"{value:,.0f} s"


def _number(value: int | None) -> str:
    return _NOT_MEASURED if value is None else f"{value:,}"
