"""The JSON-LD context."""

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, Graph

from intmk_kg.vocabulary import terms
from intmk_kg.vocabulary.context import compact, json_ld_context
from intmk_kg.vocabulary.prefixes import PREFIXES

ONTOLOGY = Path(__file__).parents[2] / "ontology"
EXAMPLES = sorted(ONTOLOGY.glob("examples/*.ttl"))
SCHEMES = sorted(ONTOLOGY.glob("schemes/*.ttl"))


def entries() -> dict[str, dict[str, str]]:
    """The terms of the context that have an entry of their own."""
    return {name: entry for name, entry in json_ld_context().items() if isinstance(entry, dict)}


def written(graph: Graph) -> str:
    """The graph in JSON-LD with the project's context."""
    return graph.serialize(format="json-ld", context=json_ld_context())


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's reader makes one
@pytest.mark.parametrize("path", EXAMPLES + SCHEMES, ids=lambda path: path.stem)
def test_context_keeps_every_triple_for_rdflib(path: Path) -> None:
    """What is written with the context is read back by rdflib as the same triples."""
    graph = Graph().parse(path, format="turtle")
    assert set(Graph().parse(data=written(graph), format="json-ld")) == set(graph)


@pytest.mark.parametrize("path", EXAMPLES + SCHEMES, ids=lambda path: path.stem)
def test_context_keeps_every_triple_for_pyoxigraph(path: Path) -> None:
    """What is written with the context is read back by pyoxigraph as the same triples."""
    graph = Graph().parse(path, format="turtle")
    read = {quad.triple for quad in ox.parse(input=written(graph), format=ox.RdfFormat.JSON_LD)}
    assert read == {quad.triple for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE)}


def test_context_makes_an_example_readable() -> None:
    """In the JSON of the main conference each key is a short name, and dates and links are plain strings."""
    graph = Graph().parse(ONTOLOGY / "examples" / "main-conference.ttl", format="turtle")
    document = json.loads(written(graph))
    document.pop("@context")
    assert document == {
        "id": "r:meeting-18-haupt",
        "type": "MainConference",
        "label": {"de": "Hauptkonferenz der 18. IntMK", "en": "Main conference of the 18th IntMK"},
        "superEvent": "r:conference-18",
        "meetingOf": "r:body-intmk",
        "underPresidency": "r:presidency-2022-he",
        "level": "intmk:MinisterialLevel",
        "startDate": "2023-04-26",
        "endDate": "2023-04-27",
        "eventStatus": "schema:EventScheduled",
        "realization": "intmk:Held",
    }


def test_context_reads_what_a_person_writes() -> None:
    """JSON written by hand with the short names means the terms of the ontology."""
    document = {"@context": json_ld_context(), "id": "r:conference-18", "type": "Conference", "conferenceNumber": 18}
    read = {quad.triple for quad in ox.parse(input=json.dumps(document), format=ox.RdfFormat.JSON_LD)}
    conference = ox.NamedNode("https://w3id.org/intmk/id/conference-18")
    assert read == {
        ox.Triple(conference, ox.NamedNode(str(RDF.type)), ox.NamedNode(terms.Conference)),
        ox.Triple(conference, ox.NamedNode(terms.conferenceNumber), ox.Literal(18)),
    }


def test_context_ignores_an_unknown_name() -> None:
    """A name that the context does not list means nothing."""
    document = {"@context": json_ld_context(), "id": "r:conference-18", "conferenceNumer": 18}
    assert list(ox.parse(input=json.dumps(document), format=ox.RdfFormat.JSON_LD)) == []
    assert "@vocab" not in json_ld_context()


def test_context_has_every_class_and_property() -> None:
    """Each class and each property of the ontology has a short name."""
    own = {entry["@id"] for entry in entries().values() if entry["@id"].startswith("intmk:")}
    assert own == {compact(iri) for iri in terms.CLASSES | terms.OBJECT_PROPERTIES | set(terms.DATATYPES)}


def test_context_gives_each_term_one_short_name() -> None:
    """No term has two short names, and no short name hides another term."""
    targets = [entry["@id"] for entry in entries().values()]
    assert sorted(targets) == sorted(set(targets))
    assert not set(entries()) & set(PREFIXES)


@pytest.mark.parametrize("name", sorted(entries()))
def test_context_short_name_is_the_local_name(name: str) -> None:
    """A short name is the local name of its term, or its prefixed name where another term has the local name."""
    target = entries()[name]["@id"]
    assert name in {target, target.partition(":")[2]}


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        ("https://w3id.org/intmk/def#Land", "intmk:Land"),
        ("https://schema.org/startDate", "schema:startDate"),
        ("https://example.org/x", "https://example.org/x"),
    ],
)
def test_compact_uses_the_projects_prefixes(iri: str, name: str) -> None:
    """An IRI in a namespace with a prefix gets its prefixed name, any other stays as it is."""
    assert compact(iri) == name
