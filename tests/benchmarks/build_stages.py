"""What each stage of a build costs, and how it grows with the data: `python tests/benchmarks/build_stages.py --help`.

Each size is measured in a process of its own, which makes the larger project, reads and merges it, and goes through the
other stages as the build does, each in a process apart, so that one which takes too long or too much memory does not
hide the others. It tells memory and seconds of processor time, which other programs of the machine lengthen less than
those of the clock. A violation does not stop it: generations share the Länder, so a few rules complain. What was
measured is kept under build/benchmarks/, so that sizes can be measured one after the other.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import click
import pyoxigraph as ox
import pyshacl
from apart import highest_memory, run_apart
from generations import enlarge
from rdflib import Graph
from stage_table import table, write

from intmk_kg.graph.evidence import describe_evidence
from intmk_kg.graph.merging import Merged, as_quads, merge
from intmk_kg.graph.reading import read_files, read_vocabulary
from intmk_kg.graph.serialization import format_trig
from intmk_kg.project import Project, open_project
from intmk_kg.release import expectations, making
from intmk_kg.release.dataset_files import write_publication
from intmk_kg.release.expectations import read_expectations
from intmk_kg.release.publication_files import read_publication_files
from intmk_kg.release.source import Source
from intmk_kg.validation import read_shapes
from intmk_kg.validation.dataset_rules import check_dataset_rules
from intmk_kg.validation.focus_rules import check_focus_rules
from intmk_kg.validation.report import Report, ValidationResult
from intmk_kg.validation.terms import rdflib_triples
from intmk_kg.vocabulary.prefixes import PREFIXES

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "build" / "benchmarks" / "stages.json"
_LARGE = 10


class Stages:
    """The stages that were gone through, each in a process apart.

    Args:
        quads: of the release.
        limit: seconds of the clock after which a stage is stopped.
    """

    def __init__(self, quads: int, limit: float) -> None:
        self._quads = quads
        self._limit = limit
        self._memory = 0
        self._ended: dict[str, dict[str, Any]] = {}
        self.seconds: dict[str, float] = {}
        self.results: int | None = None

    def time(self, stage: str, work: Callable[[], Any]) -> Any:
        """What `work` gives, with its seconds noted; `None` where it did not end."""
        run = run_apart(work, self._limit)
        self._memory = max(self._memory, run.memory, highest_memory())
        if run.reason:
            self._ended[stage] = {"reason": run.reason, "seconds": run.seconds}
        else:
            self.seconds[stage] = run.seconds
        self.tell()
        return run.given

    def tell(self) -> None:
        """Print what is known so far as a line of JSON, so that it outlives a run that is ended."""
        known = {"quads": self._quads, "results": self.results, "memory": self._memory}
        click.echo(json.dumps({**known, "seconds": self.seconds, "ended": self._ended}))


def measure(project: Project, limit: float) -> None:
    """Print seconds of each stage over a project, with its numbers and the memory at the highest."""
    began = time.process_time()
    files, vocabulary = read_files(project), read_vocabulary(project)
    read = time.process_time() - began
    began = time.process_time()
    merged = merge(files, vocabulary)
    together = time.process_time() - began
    stages = Stages(sum(map(len, (merged.default, merged.evidence, merged.named))), limit)
    naming = {quad.triple for file in files for quad in file.quads} - {quad.triple for quad in merged.named}
    stages.time("evidence", partial(_describe_evidence, merged, naming))
    stages.seconds |= {"read": read, "merge": together - stages.seconds.get("evidence", 0)}
    del files, naming
    report = Report(tuple(_time_rules(stages, merged, project)), ())
    with tempfile.TemporaryDirectory() as directory:
        _time_writing(stages, Path(directory), _source(project, merged, vocabulary), report)


def _describe_evidence(merged: Merged, naming: set[ox.Triple]) -> None:
    sorted(set(describe_evidence(merged.named, naming)), key=str)


def _time_rules(stages: Stages, merged: Merged, project: Project) -> list[ValidationResult]:
    shapes = read_shapes(project.shapes)
    single = stages.time("validate: single nodes", lambda: list(check_focus_rules(merged.default, shapes)))
    whole = stages.time("validate: whole graph", lambda: list(check_dataset_rules(merged.store(), shapes)))
    results = [*(single or ()), *(whole or ())]
    if single is not None and whole is not None:
        stages.results = len(results)
        stages.tell()
    return results


def _time_writing(stages: Stages, directory: Path, source: Source, report: Report) -> None:
    merged = source.merged
    stages.time("expectations", lambda: _nothing(expectations.count(source.expectations, merged.store())))
    stages.time("dumps", lambda: _write_dumps(directory, source, report))
    stages.time("datasets, profiles", lambda: write_publication(directory, merged, source.publication))
    stages.time("store", lambda: making.write_store(directory))


def _source(project: Project, merged: Merged, vocabulary: Any) -> Source:
    return Source(
        files=(),
        merged=merged,
        shapes=read_shapes(project.shapes),
        expectations=read_expectations(project.expectations),
        ontology_text=format_trig(as_quads(vocabulary), PREFIXES),
        shapes_text="",
        made_by={},
        publication=read_publication_files(project),
    )


def _write_dumps(directory: Path, source: Source, report: Report) -> None:
    making.write_texts(directory, source, report)
    making.write_dumps(directory, source.merged)


def _nothing(_made: object) -> None:
    """What was made stays in the process that made it."""


def measure_plain(project: Project) -> None:
    """Print the seconds of pySHACL alone over the same default graph, with evidence, and all shapes, in rdflib."""
    merged = merge(read_files(project), read_vocabulary(project))
    data, shapes = Graph(bind_namespaces="none"), Graph()
    for triple in rdflib_triples((*merged.default, *merged.evidence)):
        data.add(triple)
    for path in sorted(project.shapes.glob("*.ttl")):
        shapes.parse(path)
    began = time.process_time()
    pyshacl.validate(data, shacl_graph=shapes, inference="none", allow_warnings=True)
    click.echo(json.dumps(time.process_time() - began))


@click.command()
@click.option("--generations", type=int, multiple=True, help="How many times the data is taken.")
@click.option("--plain", type=int, multiple=True, help="Sizes at which plain pySHACL is measured too.")
@click.option("--repeats", type=int, default=3, help="Runs of which the median is told; one from 10 generations on.")
@click.option("--limit", type=float, default=900, help="Seconds of the clock after which a stage is stopped.")
@click.option("--one", type=(str, int), default=None, hidden=True)
def main(
    generations: tuple[int, ...], plain: tuple[int, ...], repeats: int, limit: float, one: tuple[str, int] | None
) -> None:
    """Measure the stages of a build of the real project and of larger ones; write all that is kept into the table."""
    if one is not None:
        _one(*one, limit)
        return
    measured = {int(size): found for size, found in json.loads(KEPT.read_text()).items()} if KEPT.is_file() else {}
    ask = partial(_ask, limit=limit)
    for size in generations:
        runs = [ask("stages", size) for _ in range(repeats if size < _LARGE else 1)]
        kept = {"plain": measured[size]["plain"]} if "plain" in measured.get(size, {}) else {}
        measured[size] = _median(runs) | kept
        _keep(measured)
    for size in plain:
        measured[size]["plain"] = ask("plain", size)
        _keep(measured)
    write(measured)
    click.echo(table(measured))


def _keep(measured: dict[int, dict[str, Any]]) -> None:
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    KEPT.write_text(json.dumps(measured, indent=1))


def _one(kind: str, size: int, limit: float) -> None:
    with tempfile.TemporaryDirectory() as directory:
        project = enlarge(open_project(ROOT), Path(directory, "project"), size)
        if kind == "plain":
            measure_plain(project)
        else:
            measure(project, limit)


def _ask(kind: str, size: int, limit: float) -> Any:
    """What the last line of a process of its own tells, which may have been ended before it was through."""
    command = [sys.executable, __file__, "--one", kind, str(size), "--limit", str(limit)]
    last = ""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for last in process.stdout:
            click.echo(f"  {size}: {last}", nl=False, err=True)
    return json.loads(last)


def _median(runs: list[dict[str, Any]]) -> dict[str, Any]:
    stages = set.intersection(*(set(run["seconds"]) for run in runs))
    return {**runs[0], "seconds": {stage: statistics.median(run["seconds"][stage] for run in runs) for stage in stages}}


if __name__ == "__main__":
    main()
