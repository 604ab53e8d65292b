"""A server with the data of the W3C's tests, started as an operator starts it."""

import http.client
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox
from served_project import ServedProject
from w3c_suite import SUITE, SuiteTest, iri_of, quads_of, suite_tests

from intmk_kg.release.directory import NQUADS
from intmk_kg.release.making import write_store
from intmk_kg.release.manifest import MANIFEST, describe_files, manifest_bytes
from intmk_kg.settings import Settings

PROTOCOL_GRAPHS = "http://kasei.us/2009/09/sparql/data/"
GRAPHS_WITHOUT_A_FILE = (
    f"{PROTOCOL_GRAPHS}data0.rdf",  # of the protocol tests
    f"{Settings().base_iri}file",  # of sparql11/syntax-query/test_42
)
_RELEASE = "0123456789abcdef"
_SECONDS_TO_ANSWER = 60.0


@dataclass(frozen=True)
class Response:
    """An answer over HTTP.

    Attributes:
        status: its status code.
        media_type: of its body, without parameters.
        body: its bytes.
    """

    status: int
    media_type: str
    body: bytes

    def __str__(self) -> str:
        return f"{self.status} {self.media_type}\n{self.body.decode(errors='replace')}"


class W3cServer(ServedProject):
    """The command `intmk-kg serve` on a release of test data.

    Args:
        directory: where the release is made; empty.
    """

    ready = "/sparql?query=ASK%7B%7D"

    def __init__(self, directory: Path) -> None:
        make_project(directory)
        super().__init__(directory, directory / "log", "--workers", "1", "--threads", "4")

    def request(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Response:
        """The answer to any request."""
        # A connection for each: between two tests of this folder the server may close one that is idle
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=_SECONDS_TO_ANSWER)) as connection:
            connection.request(method, path, body=body or None, headers=dict(headers))
            response = connection.getresponse()
            content = response.read()
            media_type = (response.getheader("Content-Type") or "").partition(";")[0]
            return Response(response.status, media_type, content)

    def ask(self, query: str, accept: str = "*/*", dataset: Iterable[tuple[str, str]] = ()) -> Response:
        """The answer to a query that is sent as it is, with the parameters that name its dataset."""
        path = "/sparql" + (f"?{urlencode(list(dataset))}" if dataset else "")
        headers = {"Content-Type": "application/sparql-query", "Accept": accept}
        return self.request("POST", path, query.encode(), headers)


def make_project(directory: Path) -> None:
    """Make a project with nothing authored and a release that holds every file of test data as a graph of its name."""
    for authored in ("ontology", "data", "shapes"):
        (directory / authored).mkdir()
    release = directory / "build" / "releases" / _RELEASE
    release.mkdir(parents=True)
    store = ox.Store()
    for path in sorted({path for test in suite_tests() for path in (*test.data, *test.graph_data)}):
        store.extend(_in_graph(quad, iri_of(path)) for quad in quads_of(path))
    for path in sorted((SUITE / "sparql11" / "protocol").glob("*.nt")):
        store.extend(_in_graph(quad, f"{PROTOCOL_GRAPHS}{path.stem}.rdf") for quad in quads_of(path))
    store.extend(map(_graph_without_a_file, GRAPHS_WITHOUT_A_FILE))
    store.dump(str(release / NQUADS), format=ox.RdfFormat.N_QUADS)
    write_store(release)
    manifest = {"id": _RELEASE, "made_by": "tests", "files": describe_files(release, [NQUADS])}
    (release / MANIFEST).write_bytes(manifest_bytes(manifest))
    (directory / "build" / "current").symlink_to(Path("releases") / _RELEASE)


def dataset_of(test: SuiteTest) -> list[tuple[str, str]]:
    """The parameters of the protocol that name the dataset of a test; none where it has no data.

    The graph in no name is empty on this server, and where only named graphs are given the protocol makes it so.
    """
    default: list[str] = []
    named = [iri_of(path) for path in test.graph_data]
    for path in test.data:
        quads = quads_of(path)
        default += [iri_of(path)] if any(quad.graph_name == ox.DefaultGraph() for quad in quads) else []
        named += sorted({quad.graph_name.value for quad in quads if quad.graph_name != ox.DefaultGraph()})
    return [*(("default-graph-uri", iri) for iri in default), *(("named-graph-uri", iri) for iri in named)]


def _in_graph(quad: ox.Quad, iri: str) -> ox.Quad:
    if quad.graph_name != ox.DefaultGraph():
        return quad
    return ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(iri))


def _graph_without_a_file(iri: str) -> ox.Quad:
    """The content of a graph that tests ask in, without a file of it: it does not matter to them."""
    graph = ox.NamedNode(iri)
    type_ = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    return ox.Quad(graph, type_, ox.NamedNode("http://xmlns.com/foaf/0.1/Document"), graph)
