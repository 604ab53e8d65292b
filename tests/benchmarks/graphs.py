"""The graphs that servers are compared on: the real one, and larger ones of about 100 thousand and a million quads."""

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from endpoints import load_oxigraph
from generations import enlarge

from intmk_kg import pipeline
from intmk_kg.project import Project, open_project
from intmk_kg.release.building import make_release, switch_to
from intmk_kg.release.expectations import Expectations
from intmk_kg.release.source import read_source
from intmk_kg.validation.report import Report

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "build" / "benchmarks"
GENERATIONS = {"real": 1, "100k": 3, "1m": 27}


@dataclass(frozen=True)
class Data:
    """A graph, ready for all servers.

    Attributes:
        name: `real`, `100k` or `1m`.
        project: with its release.
        store: the directory of the Oxigraph server.
        quads: how many there are.
    """

    name: str
    project: Project
    store: Path
    quads: int

    @property
    def nquads(self) -> Path:
        """The graph as a file."""
        return self.project.current / "graph.nq"


def prepare(name: str) -> Data:
    """The data of this name; larger data is made once and stays under build/benchmarks/."""
    project = _real() if name == "real" else _larger(name)
    release = project.current.resolve()
    store = KEPT / "stores" / release.name
    store.parent.mkdir(parents=True, exist_ok=True)
    load_oxigraph(release / "graph.nq", store, KEPT)
    with (release / "graph.nq").open("rb") as lines:
        return Data(name, project, store, sum(1 for _ in lines))


def _real() -> Project:
    project = open_project(ROOT)
    pipeline.build(project)
    return project


def _larger(name: str) -> Project:
    """A larger project with a release that was not validated: generations share the Länder, so some rules complain."""
    directory = KEPT / "projects" / name
    if (directory / "build" / "current").exists():
        return open_project(directory)
    shutil.rmtree(directory, ignore_errors=True)
    project = enlarge(open_project(ROOT), directory, GENERATIONS[name])
    source = replace(read_source(project), expectations=Expectations())
    project.releases.mkdir(parents=True)
    switch_to(project, make_release(project, source, Report((), source.shapes.rules), lambda _stage: None), 1)
    return project
