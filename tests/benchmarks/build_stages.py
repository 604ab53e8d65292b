"""What each stage of a build costs, and how it grows with the data: `python tests/benchmarks/build_stages.py --help`.

Each size is measured in a process of its own, which makes the larger project, goes through the stages as the build
does, and tells memory and seconds of processor time, which other programs of the machine lengthen less than those of
the clock. A violation does not stop it: generations share the Länder, so a few rules complain.
"""

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pyshacl
from generations import enlarge
from rdflib import Graph

from intmk_kg.graph.authoring import check_authoring
from intmk_kg.graph.evidence import describe_evidence
from intmk_kg.graph.merging import merge
from intmk_kg.graph.reading import read_files, read_vocabulary
from intmk_kg.project import Project, open_project
from intmk_kg.release import expectations, making
from intmk_kg.release.dataset_files import write_publication
from intmk_kg.release.source import Source, read_source
from intmk_kg.validation import read_shapes
from intmk_kg.validation.dataset_rules import check_dataset_rules
from intmk_kg.validation.focus_rules import check_focus_rules
from intmk_kg.validation.report import Report
from intmk_kg.validation.terms import rdflib_triples

ROOT = Path(__file__).resolve().parents[2]
_LARGE = 10
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


class Stopwatch:
    """Seconds of processor time by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def time(self, stage: str, work: Callable[[], Any]) -> Any:
        """What `work` gives, with its seconds noted."""
        began = time.process_time()
        given = work()
        self.seconds[stage] = time.process_time() - began
        return given


def measure(project: Project) -> dict[str, Any]:
    """Seconds of each stage over a project, with its numbers and the memory at the highest."""
    watch = Stopwatch()
    files, vocabulary = watch.time("read", lambda: (read_files(project), read_vocabulary(project)))
    watch.time("check", lambda: check_authoring(files))
    merged = watch.time("merge", lambda: merge(files, vocabulary))
    naming = {quad.triple for file in files for quad in file.quads} - {quad.triple for quad in merged.named}
    watch.time("evidence", lambda: sorted(set(describe_evidence(merged.named, naming)), key=str))
    watch.seconds["merge"] -= watch.seconds["evidence"]
    shapes = read_shapes(project.shapes)
    single = watch.time("validate: single nodes", lambda: list(check_focus_rules(merged.default, shapes)))
    whole = watch.time("validate: whole graph", lambda: list(check_dataset_rules(merged.store(), shapes)))
    report = Report(results=(*single, *whole), rules=shapes.rules)
    source = read_source(project)
    watch.time("expectations", lambda: expectations.count(source.expectations, merged.store()))
    with tempfile.TemporaryDirectory() as directory:
        _write(Path(directory), source, report, watch)
    return {
        "quads": sum(map(len, (merged.default, merged.evidence, merged.named))),
        "results": len(report.results),
        "violations": len(report.violations),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "seconds": watch.seconds,
    }


def _write(directory: Path, source: Source, report: Report, watch: Stopwatch) -> None:
    watch.time("dumps", lambda: _write_dumps(directory, source, report))
    watch.time("datasets, profiles", lambda: write_publication(directory, source.merged, source.publication))
    watch.time("store", lambda: making.write_store(directory))


def _write_dumps(directory: Path, source: Source, report: Report) -> None:
    making.write_texts(directory, source, report)
    making.write_dumps(directory, source.merged)


def measure_plain(project: Project) -> dict[str, Any]:
    """Seconds of pySHACL alone over the same default graph, with evidence, and all shapes, all as rdflib graphs."""
    merged = merge(read_files(project), read_vocabulary(project))
    data, shapes = Graph(bind_namespaces="none"), Graph()
    for triple in rdflib_triples((*merged.default, *merged.evidence)):
        data.add(triple)
    for path in sorted(project.shapes.glob("*.ttl")):
        shapes.parse(path)
    began = time.process_time()
    pyshacl.validate(data, shacl_graph=shapes, inference="none", allow_warnings=True)
    return {"plain": time.process_time() - began}


@click.command()
@click.option("--generations", type=int, multiple=True, default=(1, 10), help="How many times the data is taken.")
@click.option("--plain", type=int, multiple=True, help="Sizes at which plain pySHACL is measured too.")
@click.option("--repeats", type=int, default=3, help="Runs of which the median is told; one from 10 generations on.")
@click.option("--one", type=(str, int), default=None, hidden=True)
def main(generations: tuple[int, ...], plain: tuple[int, ...], repeats: int, one: tuple[str, int] | None) -> None:
    """Measure the stages of a build of the real project and of larger ones, and print a table."""
    if one is not None:
        click.echo(json.dumps(_one(*one)))
        return
    runs = {size: repeats if size < _LARGE else 1 for size in generations}
    measured = {size: _median([_ask("stages", size) for _ in range(runs[size])]) for size in generations}
    ratios = {size: _ask("plain", size)["plain"] for size in plain}
    click.echo(table(measured, ratios))


def table(measured: dict[int, dict[str, Any]], plain: dict[int, float]) -> str:
    """The measurements in Markdown, one column a size."""
    rows = [
        ("generations", [str(size) for size in measured]),
        ("quads of the release", [f"{found['quads']:,}" for found in measured.values()]),
        *((stage, [_seconds(found["seconds"][stage]) for found in measured.values()]) for stage in STAGES),
        ("all stages", [_seconds(sum(found["seconds"][stage] for stage in STAGES)) for found in measured.values()]),
        ("memory at the highest", [f"{found['memory'] / 1e6:,.0f} MB" for found in measured.values()]),
        ("results of the rules", [f"{found['results']:,}" for found in measured.values()]),
        ("plain pySHACL", [_seconds(plain.get(size)) for size in measured]),
        ("plain / ours", [_ratio(plain.get(size), found["seconds"]) for size, found in measured.items()]),
    ]
    (first, heads), *others = rows
    lines = [f"| {first} | {' | '.join(heads)} |", "|---" + "|--:" * len(heads) + "|"]
    return "\n".join([*lines, *(f"| {name} | {' | '.join(cells)} |" for name, cells in others)])


def _one(kind: str, size: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as directory:
        project = enlarge(open_project(ROOT), Path(directory, "project"), size)
        return measure_plain(project) if kind == "plain" else measure(project)


def _ask(kind: str, size: int) -> dict[str, Any]:
    command = [sys.executable, __file__, "--one", kind, str(size)]
    return dict(json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout))


def _median(runs: list[dict[str, Any]]) -> dict[str, Any]:
    seconds = {stage: statistics.median(run["seconds"][stage] for run in runs) for stage in runs[0]["seconds"]}
    return {**runs[0], "seconds": seconds}


def _seconds(value: float | None) -> str:
    return "not measured" if value is None else f"{value:.2f} s" if value < 10 else f"{value:,.0f} s"


def _ratio(plain: float | None, seconds: dict[str, float]) -> str:
    ours = sum(value for stage, value in seconds.items() if stage.startswith("validate"))
    return "not measured" if plain is None else f"{plain / ours:.1f}"


if __name__ == "__main__":
    main()
