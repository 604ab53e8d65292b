"""The measurements of `compare.py` as tables in docs/performance.md, between two marks."""

import math
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
BEGIN, END = "<!-- written by make benchmark: begin -->", "<!-- written by make benchmark: end -->"

_OURS, _OXIGRAPH, _RDFLIB, _NGINX = "intmk-kg", "oxigraph", "rdflib-endpoint", "nginx"
_SERVERS = (_OURS, _OXIGRAPH, _RDFLIB)
_COSTLY_MS = 0.5
_CLIENTS = 8

Findings = Mapping[str, Any]
Middle = Callable[[Iterable[float]], float]


def write(found: Mapping[str, Findings], middle: Middle) -> str:
    """Put the tables of these findings, by the name of the data, into the document, and give them back."""
    tables = "\n\n".join(_Tables(found, middle).all())
    text = DOCUMENT.read_text(encoding="utf-8")
    before, after = text.partition(BEGIN)[0], text.partition(END)[2]
    DOCUMENT.write_text(f"{before}{BEGIN}\n\n{tables}\n\n{END}{after}", encoding="utf-8")
    return tables


class _Tables:
    def __init__(self, found: Mapping[str, Findings], middle: Middle) -> None:
        self._found = found
        self._middle = middle

    def all(self) -> list[str]:
        real = self._found.get("real")
        tables = ["### Goals", self._goals()]
        if real:
            tables += ["### The mix, real graph", self._mix(real), "### Kept answers and pages", self._kept(real)]
            tables += ["### Light questions while eight clients ask what cannot be answered", self._attack(real)]
        tables += ["### Start and memory", self._starts()]
        for name, findings in self._found.items():
            tables += [f"### Each question, 8 clients, {_size(findings)} ({name})", self._questions(findings)]
            tables += self._remarks(findings)
        return tables

    def _goals(self) -> str:
        rows = []
        if real := self._found.get("real"):
            cold = [self._ratio(real, what, _OXIGRAPH) for what in _named(real, "question, cold")]
            rows.append(["mix, cold, against Oxigraph, geometric mean", _times(_geometric(cold)), "0.9"])
            rdflib = [self._ratio(real, what, _RDFLIB) for what in _named(real, "question, cold")]
            rows.append(["mix, cold, against rdflib-endpoint, geometric mean", _times(_geometric(rdflib)), "15"])
            warm = self._costly(real)
            rows.append(
                [
                    f"warm, {len(warm)} questions that cost Oxigraph over 0.5 ms, geometric mean (least)",
                    f"{_times(_geometric(warm))} ({_times(min(warm, default=None))})",
                    "2",
                ]
            )
            rows += [
                [f"{what}, against nginx", _times(self._ratio(real, what, _NGINX)), "0.33"]
                for what in _named(real, "kept")
            ]
        if million := self._found.get("1m"):
            ratios = [self._ratio(million, what, _OXIGRAPH) for what in _named(million, "scan, cold")]
            rows.append([f"scans at {_size(million)}, cold, geometric mean", _times(_geometric(ratios)), "2"])
        return _table(["ratio of answers a second, 8 clients (kept: 16)", "measured", "goal"], rows)

    def _mix(self, findings: Findings) -> str:
        rows = []
        for what in _named(findings, "mix"):
            rates = [self._value(findings, what, server, "rate") for server in _SERVERS]
            times = [self._times_of(findings, what, server) for server in _SERVERS]
            rows.append([what.removeprefix("mix, "), *map(_number, rates), *times])
        heads = [f"{server} {unit}" for unit in ("answers/s", "p50 / p99 ms") for server in _SERVERS]
        return _table(["", *heads], rows)

    def _times_of(self, findings: Findings, what: str, server: str) -> str:
        return " / ".join(_number(self._value(findings, what, server, name)) for name in ("p50", "p99"))

    def _kept(self, findings: Findings) -> str:
        rows = [
            [
                what.removeprefix("kept: "),
                _number(self._value(findings, what, _OURS, "rate")),
                _number(self._value(findings, what, _NGINX, "rate")),
                _times(self._ratio(findings, what, _NGINX)),
            ]
            for what in _named(findings, "kept")
        ]
        return _table(["", "intmk-kg answers/s", "nginx answers/s", "ratio"], rows)

    def _attack(self, findings: Findings) -> str:
        rows = []
        for server in (_OURS, _OXIGRAPH):
            alone, attacked = (
                self._value(findings, f"light, {how}", server, "p99") for how in ("alone", "under attack")
            )
            rates = (self._value(findings, f"light, {how}", server, "rate") for how in ("alone", "under attack"))
            ratio = attacked / alone if alone and attacked else None
            rows.append([server, *map(_number, rates), _number(alone), _number(attacked), _times(ratio)])
        return _table(["", "alone /s", "attacked /s", "p99 alone ms", "p99 attacked ms", "p99 ratio"], rows)

    def _starts(self) -> str:
        rows = []
        for name, findings in self._found.items():
            starts = (findings["cold_start"].get(server) for server in _SERVERS)
            sizes = (findings["memory"].get(server, 0) / 1e6 or None for server in _SERVERS)
            rows.append([f"{name}, {_size(findings)}", *map(_number, starts), *map(_number, sizes)])
        return _table(["", *(f"{server} {what}" for what in ("start s", "PSS MB") for server in _SERVERS)], rows)

    def _questions(self, findings: Findings) -> str:
        rows = []
        for what in [*_named(findings, "question, cold"), *_named(findings, "scan, cold")]:
            warm = what.replace(", cold", ", warm")
            rows.append(
                [
                    what.partition(": ")[2],
                    *(_number(self._value(findings, what, server, "rate")) for server in _SERVERS),
                    _times(self._ratio(findings, what, _OXIGRAPH)),
                    _number(self._value(findings, warm, _OURS, "rate")),
                    _times(self._ratio(findings, warm, _OXIGRAPH)),
                ]
            )
        heads = ["answers a second", *(f"{server} cold" for server in _SERVERS), "ratio to Oxigraph", "warm", "ratio"]
        return _table(heads, rows)

    def _remarks(self, findings: Findings) -> list[str]:
        remarks = [
            f"Not answered within 8 s by {server}: {', '.join(names)}."
            for server, names in findings["unanswered"].items()
            if names
        ]
        remarks += [
            f"Answered otherwise than by Oxigraph by {server}: {', '.join(names)}."
            for server, names in findings["different"].items()
            if names
        ]
        return remarks or ["All answers are the same."]

    def _costly(self, findings: Findings) -> list[float | None]:
        """Our warm ratio for each question that takes the Oxigraph server over half a millisecond of two cores."""
        costly = []
        for what in _named(findings, "question, cold"):
            rate = self._value(findings, what, _OXIGRAPH, "rate")
            if rate and 2 * 1000 / rate > _COSTLY_MS:
                costly.append(self._ratio(findings, what.replace(", cold", ", warm"), _OXIGRAPH))
        return costly

    def _ratio(self, findings: Findings, what: str, server: str) -> float | None:
        """The median of the rounds' ratios of our answers a second to another's."""
        runs = findings["loads"].get(what, {})
        pairs = zip(runs.get(_OURS, []), runs.get(server, []), strict=False)
        ratios = [ours["rate"] / other["rate"] for ours, other in pairs if other["rate"] > 0]
        return self._middle(ratios) if ratios else None

    def _value(self, findings: Findings, what: str, server: str, name: str) -> float | None:
        runs = findings["loads"].get(what, {}).get(server, [])
        return self._middle([run[name] for run in runs]) if runs else None


def _named(findings: Findings, beginning: str) -> list[str]:
    return [what for what in findings["loads"] if what.startswith(beginning)]


def _size(findings: Findings) -> str:
    return f"{findings['quads']:,} quads"


def _geometric(ratios: Iterable[float | None]) -> float | None:
    known = [ratio for ratio in ratios if ratio]
    return math.exp(sum(map(math.log, known)) / len(known)) if known else None


def _times(ratio: float | None) -> str:
    return "-" if ratio is None else f"{ratio:.2f}" if ratio < 10 else f"{ratio:,.0f}"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}" if value < 10 else f"{value:,.0f}"


def _table(heads: list[str], rows: list[list[str]]) -> str:
    lines = [f"| {' | '.join(heads)} |", "|---" + "|--:" * (len(heads) - 1) + "|"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])
