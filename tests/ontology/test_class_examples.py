"""The smallest example of each class."""

import re

import pyoxigraph as ox
import pytest
from rdflib import RDF, RDFS, Graph, URIRef

from intmk_kg.graph.reading import read_files
from intmk_kg.project import Project
from intmk_kg.vocabulary import terms
from intmk_kg.vocabulary.iri import evidence_iri, is_local_id
from intmk_kg.vocabulary.prefixes import PREFIXES

REUSED_CLASSES = {
    "change-event": "http://www.w3.org/ns/org#ChangeEvent",
    "event-series": "https://schema.org/EventSeries",
    "organizational-collaboration": "http://www.w3.org/ns/org#OrganizationalCollaboration",
    "participation": "http://data.europa.eu/m8g/Participation",
    "person": "http://xmlns.com/foaf/0.1/Person",
    "post": "http://www.w3.org/ns/org#Post",
    "public-organisation": "http://data.europa.eu/m8g/PublicOrganisation",
}
MADE_UP = {"special-conference"}
MADE_BY_THE_BUILD = {"evidence"}


def file_name(class_iri: str) -> str:
    """The name of the file with the example of an own class: its words in lower case, joined by hyphens."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", class_iri.removeprefix(PREFIXES["intmk"])).lower()


CLASSES = {file_name(iri): iri for iri in terms.CLASSES} | REUSED_CLASSES


@pytest.fixture(scope="module")
def types_in_data(project: Project) -> dict[str, set[str]]:
    """The classes of everything that the data files describe."""
    types: dict[str, set[str]] = {}
    for file in read_files(project):
        for quad in file.quads:
            found = types.setdefault(str(getattr(quad.subject, "value", quad.subject)), set())
            if quad.predicate.value == str(RDF.type) and isinstance(quad.object, ox.NamedNode):
                found.add(quad.object.value)
    return types


def test_examples_cover_every_class(examples: dict[str, Graph]) -> None:
    """There is one example for every own class and for every reused class that the data is made of, and no other."""
    assert set(examples) == set(CLASSES)


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_example_is_about_one_thing(examples: dict[str, Graph], name: str) -> None:
    """An example describes one thing of its class."""
    graph = examples[name]
    assert len(set(graph.subjects(RDF.type))) == 1
    assert URIRef(CLASSES[name]) in set(graph.objects(None, RDF.type))


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_example_follows_the_iri_policy(examples: dict[str, Graph], name: str) -> None:
    """All things in an example are named by local ids under the project's own address."""
    for subject in examples[name].subjects():
        assert is_local_id(str(subject).removeprefix(PREFIXES["r"])), subject


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_example_uses_only_declared_terms(ontology: Graph, examples: dict[str, Graph], name: str) -> None:
    """Every predicate, class and code in an example is declared or labelled in the ontology."""
    graph = examples[name]
    codes = {value for value in graph.objects() if str(value).startswith((PREFIXES["intmk"], PREFIXES["schema"]))}
    for term in {*graph.predicates(), *graph.objects(None, RDF.type), *codes}:
        assert list(ontology.objects(term, RDFS.label)), term


@pytest.mark.parametrize("name", sorted(set(CLASSES) - {"evidence", "statement-set"}))
def test_example_has_labels_in_both_languages(examples: dict[str, Graph], name: str) -> None:
    """The thing that an example describes has a German and an English label."""
    graph = examples[name]
    subject = next(iter(graph.subjects(RDF.type)))
    assert sorted(label.language for label in graph.objects(subject, RDFS.label)) == ["de", "en"]


@pytest.mark.parametrize("name", sorted(set(CLASSES) - MADE_UP - MADE_BY_THE_BUILD))
def test_example_is_taken_from_the_data(
    examples: dict[str, Graph], types_in_data: dict[str, set[str]], name: str
) -> None:
    """The thing that an example describes is in the data and has the same class there."""
    for subject, kind in examples[name].subject_objects(RDF.type):
        assert str(kind) in types_in_data.get(str(subject), set()), subject


def test_examples_lead_to_things_that_exist(
    ontology: Graph, examples: dict[str, Graph], types_in_data: dict[str, set[str]]
) -> None:
    """Every link in an example leads to another example, a concept or a thing in the data."""
    known = set(types_in_data) | {
        str(subject) for graph in (ontology, *examples.values()) for subject in graph.subjects(RDF.type)
    }
    for graph in examples.values():
        for value in graph.objects():
            assert not str(value).startswith(PREFIXES["r"]) or str(value) in known, value


def test_evidence_example_has_the_iri_that_the_build_gives(examples: dict[str, Graph]) -> None:
    """The IRI of the example of evidence follows from its triple and its set."""
    graph = examples["evidence"]
    node = next(iter(graph.subjects(RDF.type)))
    in_set = URIRef(terms.inSet)
    parts = [graph.value(node, path).n3() for path in (RDF.subject, RDF.predicate, RDF.object, in_set)]
    assert str(node) == evidence_iri(*parts)
