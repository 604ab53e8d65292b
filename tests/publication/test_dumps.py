"""The files for download, read by three independent parsers, with true sizes and digests."""

import gzip
import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
import zstandard

from intmk_kg.publication.datasets import datasets
from intmk_kg.publication.dumps import checksums, dump_file, dump_files, last_modified, listing
from intmk_kg.release.directory import Release
from intmk_kg.release.dumps import trig
from intmk_kg.settings import Settings
from intmk_kg.vocabulary.prefixes import PREFIXES

# The names of each syntax: of pyoxigraph, of rdflib, of rapper, which does not know JSON-LD
SYNTAXES = {
    "jsonld": (ox.RdfFormat.JSON_LD, "json-ld", None),
    "nt": (ox.RdfFormat.N_TRIPLES, "nt", "ntriples"),
    "rdf": (ox.RdfFormat.RDF_XML, "xml", "rdfxml"),
    "trig": (ox.RdfFormat.TRIG, "trig", "trig"),
    "ttl": (ox.RdfFormat.TURTLE, "turtle", "turtle"),
}
STEMS = ("graph", "graph-core", "graph-semic", "meetings", "offices", "ontology", "presidencies", "resolutions")

DEFAULT_GRAPH = rdflib.URIRef("urn:x-rdflib:default")

Quads = set[ox.Quad]


@pytest.fixture
def literals_as_written() -> Iterator[None]:
    """Have rdflib leave literals as they are written, instead of bringing them to a canonical form."""
    rdflib.NORMALIZE_LITERALS = False
    yield
    rdflib.NORMALIZE_LITERALS = True


def _nquads(written: bytes) -> Quads:
    return set(ox.parse(written, format=ox.RdfFormat.N_QUADS))


def _by_rdflib(path: Path, syntax: str) -> Quads:
    if syntax != "trig":
        return {ox.Quad(*map(_term, triple)) for triple in rdflib.Graph().parse(path, format=syntax)}
    dataset = rdflib.Dataset()
    dataset.parse(path, format=syntax)
    return {
        ox.Quad(*map(_term, triple), _term(graph) if graph not in {None, DEFAULT_GRAPH} else ox.DefaultGraph())
        for *triple, graph in dataset.quads()
    }


def _term(node: rdflib.term.Node) -> ox.NamedNode | ox.Literal:
    """The term of the other library; blank nodes are not expected."""
    if isinstance(node, rdflib.Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype or rdflib.XSD.string)))
    assert isinstance(node, rdflib.URIRef)
    return ox.NamedNode(str(node))


def _files(stem: str, release: Release) -> dict[str, Path]:
    paths = {suffix: release.dumps / f"{stem}.{suffix}" for suffix in SYNTAXES}
    return {suffix: path for suffix, path in paths.items() if path.is_file()}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own, of its JSON-LD parser and its data sets
@pytest.mark.usefixtures("literals_as_written")
@pytest.mark.parametrize("stem", STEMS)
def test_rdflib_reads_what_pyoxigraph_reads(release: Release, stem: str) -> None:
    """Every syntax of every dataset and profile gives the same statements in both libraries."""
    for suffix, path in _files(stem, release).items():
        form, name, _ = SYNTAXES[suffix]
        assert _by_rdflib(path, name) == set(ox.parse(path=str(path), format=form)), path.name


@pytest.mark.skipif(shutil.which("rapper") is None, reason="rapper is not there: make system-packages")
@pytest.mark.parametrize("stem", STEMS)
def test_rapper_reads_what_pyoxigraph_reads(release: Release, stem: str) -> None:
    """Every syntax that raptor knows gives the same statements, without a warning."""
    for suffix, path in _files(stem, release).items():
        form, _, name = SYNTAXES[suffix]
        if name is None:
            continue
        command = ["rapper", "--quiet", "--input", name, "--output", "nquads" if suffix == "trig" else "ntriples", path]
        answer = subprocess.run(command, capture_output=True, check=True)
        assert answer.stderr == b""
        assert _nquads(answer.stdout) == set(ox.parse(path=str(path), format=form)), path.name


@pytest.mark.parametrize("stem", STEMS)
def test_syntaxes_hold_the_same(release: Release, stem: str) -> None:
    """Turtle, N-Triples, JSON-LD and RDF/XML of a dataset say the same; TriG says it too, and names the sources."""
    read = {
        suffix: set(ox.parse(path=str(path), format=SYNTAXES[suffix][0]))
        for suffix, path in _files(stem, release).items()
    }
    both = read.pop("trig", None)
    assert all(quads == read["nt"] for quads in read.values())
    assert set(read) == {"jsonld", "nt", "rdf", "ttl"}
    if both is not None:
        assert read["nt"] <= both
        sets = {quad.graph_name for quad in both} - {ox.DefaultGraph()}
        described = {quad.subject for quad in both if quad.predicate.value.endswith("#evidenceStatus")}
        assert sets
        assert sets <= described


def test_reifiers_hold_what_the_evidence_says(release: Release) -> None:
    """The form for RDF 1.2 has one reifier for each evidence node, of the statement that it is about."""
    name = "graph-rdf12"
    reified = {
        (quad.subject, quad.object)
        for quad in ox.parse(path=str(release.dumps / f"{name}.ttl"), format=ox.RdfFormat.TURTLE)
        if quad.predicate.value == f"{PREFIXES['rdf']}reifies"
    }
    solutions = ox.Store.read_only(str(release.store_directory)).query(
        "SELECT ?e ?s ?p ?o { ?e a intmk:Evidence ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }",
        prefixes=PREFIXES,
    )
    assert reified == {(row["e"], ox.Triple(row["s"], row["p"], row["o"])) for row in solutions}
    turtle = set(ox.parse(path=str(release.dumps / f"{name}.ttl"), format=ox.RdfFormat.TURTLE))
    assert turtle == set(ox.parse(path=str(release.dumps / f"{name}.nt"), format=ox.RdfFormat.N_TRIPLES))


def test_core_is_the_graph_without_evidence(release: Release) -> None:
    """The core has every adopted statement and nothing of evidence nodes or statement sets."""
    whole = {quad.triple for quad in ox.parse(path=str(release.dumps / "graph.nt"), format=ox.RdfFormat.N_TRIPLES)}
    core = {quad.triple for quad in ox.parse(path=str(release.dumps / "graph-core.nt"), format=ox.RdfFormat.N_TRIPLES)}
    type_ = f"{PREFIXES['rdf']}type"
    left_out = {f"{PREFIXES['intmk']}{name}" for name in ("Evidence", "StatementSet")}
    backing = {t.subject for t in whole if t.predicate.value == type_ and getattr(t.object, "value", "") in left_out}
    assert core == {triple for triple in whole if triple.subject not in backing}


def test_profile_of_semic_has_its_classes(release: Release) -> None:
    """Ministries, meetings, changes and persons are there in SEMIC's terms, each with a name in a language."""
    path = release.dumps / "graph-semic.nt"
    triples = {quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.N_TRIPLES)}
    names = {
        "http://data.europa.eu/m8g/PublicOrganisation": f"{PREFIXES['skos']}prefLabel",
        "http://data.europa.eu/m8g/PublicEvent": f"{PREFIXES['dct']}title",
        "http://www.w3.org/ns/org#ChangeEvent": f"{PREFIXES['rdfs']}label",
        "http://www.w3.org/ns/person#Person": f"{PREFIXES['foaf']}name",
    }
    for class_, predicate in names.items():
        members = {t.subject for t in triples if t.object == ox.NamedNode(class_)}
        labels = [t for t in triples if t.subject in members and t.predicate.value == predicate]
        assert {t.subject for t in labels} == members != set()
        assert all(t.object.language in {"de", "en"} for t in labels)


def test_dataset_names_what_it_links_to(release: Release) -> None:
    """Each dataset can be read alone: whatever of ours it links to has class and label in it."""
    for dataset in datasets(release):
        path = release.dumps / f"{dataset.stem}.nt"
        triples = {quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.N_TRIPLES)}
        labelled = {triple.subject for triple in triples if triple.predicate.value == f"{PREFIXES['rdfs']}label"}
        nodes = {triple.object for triple in triples if isinstance(triple.object, ox.NamedNode)}
        ours = {node for node in nodes if node.value.startswith(PREFIXES["r"])}
        unnamed = {node for node in ours - labelled if not node.value.startswith(f"{PREFIXES['r']}set-")}
        assert not unnamed, dataset.iri


def test_ontology_dataset_holds_the_vocabulary(release: Release) -> None:
    """All terms and concepts of the vocabulary file are in the dataset of the vocabulary."""
    vocabulary = {quad.triple for quad in ox.parse(path=str(release.path / "ontology.ttl"), format=ox.RdfFormat.TURTLE)}
    published = {
        quad.triple for quad in ox.parse(path=str(release.dumps / "ontology.nt"), format=ox.RdfFormat.N_TRIPLES)
    }
    ours = (PREFIXES["intmk"], PREFIXES["r"], "https://w3id.org/intmk/def")
    assert {triple for triple in vocabulary if triple.subject.value.startswith(ours)} <= published


def test_sizes_and_digests_are_true(release: Release) -> None:
    """Every file has the size and the SHA-256 that are told of it, and `sha256sum --check` agrees."""
    for file in dump_files(release):
        content = (release.dumps / file.name).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file.size, file.sha256)
    answer = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet"],
        cwd=release.dumps,
        input=checksums(release),
        text=True,
        capture_output=True,
        check=False,
    )
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")


def test_packed_files_hold_the_plain_ones(release: Release) -> None:
    """Each file is there plain, packed by gzip and packed by Zstandard, with the media type of the packing."""
    files = {file.name: file for file in dump_files(release)}
    plain = [file for file in files.values() if not file.packing]
    assert len(files) == 3 * len(plain)
    for file in plain:
        content = (release.dumps / file.name).read_bytes()
        assert gzip.decompress((release.dumps / f"{file.name}.gz").read_bytes()) == content
        packed = (release.dumps / f"{file.name}.zst").read_bytes()
        assert zstandard.ZstdDecompressor().decompress(packed) == content
        assert files[f"{file.name}.gz"].media_type == "application/gzip"
        assert files[f"{file.name}.zst"].media_type == "application/zstd"


def test_file_is_dated_as_its_dataset(release: Release) -> None:
    """A file has the ledger's date of its dataset, a profile that of the whole graph, and no date where it has none."""
    dates = {dataset.stem: dataset.modified if dataset.is_recorded else None for dataset in datasets(release)}
    for file in dump_files(release):
        assert last_modified(release, file) == dates[file.stem.partition("-")[0]]


def test_unknown_file_is_none(release: Release) -> None:
    """Only the files of the manifest are files for download."""
    assert dump_file(release, "graph.ttl") is not None
    assert dump_file(release, "../manifest.json") is None
    assert dump_file(release, "") is None


def test_listing_has_sizes_and_digests_in_their_third_form(release: Release, settings: Settings) -> None:
    """The list of files gives byteSize as nonNegativeInteger and the checksum by SHA-256, for every file."""
    graph = rdflib.Graph().parse(data=listing(release, settings, "text/turtle"), format="turtle")
    found = graph.query(
        """PREFIX spdx: <http://spdx.org/rdf/terms#> PREFIX dcat: <http://www.w3.org/ns/dcat#>
        SELECT ?url ?size ?digest {
          ?file dcat:downloadURL ?url ; dcat:byteSize ?size ; spdx:checksum ?sum .
          ?sum spdx:checksumValue ?digest ; spdx:algorithm spdx:checksumAlgorithm_sha256
          FILTER(DATATYPE(?size) = xsd:nonNegativeInteger && DATATYPE(?digest) = xsd:hexBinary) }"""
    )
    base = f"http://kg.example/dumps/{release.id}/"
    assert {(str(row[0]), int(row[1]), str(row[2])) for row in found} == {
        (f"{base}{file.name}", file.size, file.sha256) for file in dump_files(release)
    }


def test_trig_of_dumps_has_no_keyword_and_the_same_quads() -> None:
    """The keyword GRAPH is left out before blocks only, never in a text."""
    name, node = ox.NamedNode("https://w3id.org/intmk/id/set-1"), ox.NamedNode("https://w3id.org/intmk/id/a")
    quads = [ox.Quad(node, node, ox.Literal("x\nGRAPH r:set-1 {"), name), ox.Quad(node, node, node)]
    written = trig(quads, PREFIXES)
    assert set(ox.parse(written, format=ox.RdfFormat.TRIG)) == set(quads)
    assert written.count(b"GRAPH") == 1
