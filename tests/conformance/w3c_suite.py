"""The tests of the W3C as their manifests list them (https://w3c.github.io/rdf-tests/sparql/)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox

SUITE = Path(__file__).resolve().parents[3] / "shared" / "w3c"
BASE = "https://w3c.github.io/rdf-tests/sparql/"
ABSENT = "the W3C's tests are not beside the project (../shared/w3c)"

_MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
_QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
}


@dataclass(frozen=True)
class SuiteTest:
    """One test of a manifest that concerns queries.

    Attributes:
        group: the folder of the manifest, e.g. `sparql11/aggregates`.
        name: what its IRI ends in, e.g. `agg01`.
        kind: `evaluation`, `positive syntax` or `negative syntax`.
        query: the file of the query.
        data: the files of the default graph.
        graph_data: the files of named graphs, each named by its own IRI.
        result: the file of the expected result; None for syntax.
    """

    group: str
    name: str
    kind: str
    query: Path
    data: tuple[Path, ...] = ()
    graph_data: tuple[Path, ...] = ()
    result: Path | None = None

    @property
    def id(self) -> str:
        """How the test is called in reports and in docs/conformance.md."""
        return f"{self.group}/{self.name}"

    @property
    def text(self) -> str:
        """The query as it is written."""
        return self.query.read_bytes().decode()


def iri_of(path: Path) -> str:
    """The IRI under which the W3C publishes a file of the suite."""
    return BASE + path.relative_to(SUITE).as_posix()


def quads_of(path: Path) -> list[ox.Quad]:
    """What a file of the suite says, relative IRIs resolved against its own."""
    base = iri_of(path)
    return list(ox.parse(path=str(path), format=_FORMATS[path.suffix], base_iri=base, rename_blank_nodes=True))


@cache
def suite_tests() -> tuple[SuiteTest, ...]:
    """All tests of queries in the order of their manifests; none where the suite is not there."""
    found = (test for manifest in sorted(SUITE.glob("sparql1[12]/*/manifest.ttl")) for test in _tests(manifest))
    return tuple(found)


def of_kind(kind: str) -> list[SuiteTest]:
    """The tests of a kind."""
    return [test for test in suite_tests() if test.kind == kind]


def _tests(path: Path) -> Iterator[SuiteTest]:
    manifest = Manifest(path)
    for entry in manifest.entries():
        kind = _kind(manifest.one(entry, _RDF + "type").value)
        if kind is None:
            continue
        group = path.parent.relative_to(SUITE).as_posix()
        name = entry.value.rpartition("#")[2]
        action = manifest.one(entry, _MF + "action")
        if kind != "evaluation":
            yield SuiteTest(group, name, kind, _path(action))
            continue
        yield SuiteTest(
            group,
            name,
            kind,
            query=_path(manifest.one(action, _QT + "query")),
            data=tuple(map(_path, manifest.all(action, _QT + "data"))),
            graph_data=tuple(map(_path, manifest.all(action, _QT + "graphData"))),
            result=_path(manifest.one(entry, _MF + "result")),
        )


def _kind(type_: str) -> str | None:
    """The kind of a test by its class; None for those of updates, protocol and service description."""
    name = type_.removeprefix(_MF)
    if name in {"QueryEvaluationTest", "CSVResultFormatTest"}:
        return "evaluation"
    if name in {"PositiveSyntaxTest", "PositiveSyntaxTest11"}:
        return "positive syntax"
    return "negative syntax" if name in {"NegativeSyntaxTest", "NegativeSyntaxTest11"} else None


def _path(iri: Any) -> Path:
    return SUITE / iri.value.removeprefix(BASE)


class Manifest:
    """A manifest and what it says of its nodes.

    Args:
        path: its file.
    """

    def __init__(self, path: Path) -> None:
        self._store = ox.Store()
        self._store.extend(quads_of(path))

    def entries(self) -> Iterator[Any]:
        """Its tests, in order."""
        for quad in self._store.quads_for_pattern(None, ox.NamedNode(_MF + "entries"), None):
            yield from self.listed(quad.object)

    def listed(self, node: Any) -> Iterator[Any]:
        """The members of an RDF list."""
        while node.value != _RDF + "nil":
            yield self.one(node, _RDF + "first")
            node = self.one(node, _RDF + "rest")

    def all(self, subject: Any, predicate: str) -> list[Any]:
        """The objects of a subject and a predicate."""
        return [quad.object for quad in self._store.quads_for_pattern(subject, ox.NamedNode(predicate), None)]

    def one(self, subject: Any, predicate: str) -> Any:
        """The only object of a subject and a predicate."""
        (found,) = self.all(subject, predicate)
        return found
