"""The files for download."""

import gzip
import json

import pyoxigraph as ox
import pytest
import rdflib
import zstandard

from intmk_kg.graph.merging import Merged, merge
from intmk_kg.graph.reading import read_files, read_vocabulary
from intmk_kg.project import Project
from intmk_kg.release.dumps import dumps
from intmk_kg.release.jsonld import jsonld
from intmk_kg.vocabulary.prefixes import PREFIXES

SYNTAXES = {
    "graph.jsonld": (ox.RdfFormat.JSON_LD, "json-ld"),
    "graph.nt": (ox.RdfFormat.N_TRIPLES, "nt"),
    "graph.rdf": (ox.RdfFormat.RDF_XML, "xml"),
    "graph.ttl": (ox.RdfFormat.TURTLE, "turtle"),
}


@pytest.fixture
def merged(small_project: Project) -> Merged:
    """The merged graph of the small project."""
    return merge(read_files(small_project), read_vocabulary(small_project))


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own JSON-LD parser
@pytest.mark.parametrize("name", SYNTAXES)
def test_dump_is_the_default_graph(merged: Merged, name: str) -> None:
    """Turtle, N-Triples, JSON-LD and RDF/XML hold the default graph with the evidence, for two independent parsers."""
    oxigraph_format, rdflib_format = SYNTAXES[name]
    content = dict(dumps(merged))[name]
    expected = {*merged.default, *merged.evidence}
    assert {quad.triple for quad in ox.parse(content, format=oxigraph_format)} == expected
    assert len(rdflib.Graph().parse(data=content, format=rdflib_format)) == len(expected)


def test_trig_dump_is_everything(merged: Merged) -> None:
    """TriG holds the statement sets beside the default graph."""
    content = dict(dumps(merged))["graph.trig"]
    assert set(ox.parse(content, format=ox.RdfFormat.TRIG)) == set(merged.quads())


def test_packed_dumps_hold_the_same(merged: Merged) -> None:
    """Each dump is packed by gzip, without a time and a name, and by Zstandard."""
    files = dict(dumps(merged))
    for name in (*SYNTAXES, "graph.trig"):
        assert gzip.decompress(files[f"{name}.gz"]) == files[name]
        assert files[f"{name}.gz"][3:8] == bytes(5)
        assert zstandard.ZstdDecompressor().decompress(files[f"{name}.zst"]) == files[name]


def test_turtle_dump_is_readable(merged: Merged) -> None:
    """Turtle uses the prefixes of the project and gives each thing a block of its own."""
    written = dict(dumps(merged))["graph.ttl"].decode()
    assert (
        "r:conference-1 a intmk:Conference ;\n"
        '  rdfs:label "1. Konferenz"@de ,\n'
        '    "1st conference"@en ;\n'
        '  skos:altLabel "Erste erfundene Konferenz"@de ;\n'
        "  intmk:conferenceNumber 1 .\n"
    ) in written


def test_jsonld_is_readable(merged: Merged) -> None:
    """JSON-LD has one compact object a thing and line, with the prefixes that it uses in its context."""
    document = json.loads(jsonld(sorted(merged.default, key=str), PREFIXES))
    nodes = {node["@id"]: node for node in document["@graph"]}
    assert nodes["r:conference-1"] == {
        "@id": "r:conference-1",
        "@type": ["intmk:Conference"],
        "rdfs:label": [
            {"@value": "1. Konferenz", "@language": "de"},
            {"@value": "1st conference", "@language": "en"},
        ],
        "skos:altLabel": [{"@value": "Erste erfundene Konferenz", "@language": "de"}],
        "intmk:conferenceNumber": [{"@value": "1", "@type": "xsd:integer"}],
    }
    assert document["@context"]["r"] == PREFIXES["r"]
    assert "foaf" not in document["@context"]
