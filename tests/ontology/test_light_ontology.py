"""The ontology names things and leaves constraints to the shapes."""

from pathlib import Path

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, BNode, Graph, Literal, URIRef

from intmk_kg import __version__
from intmk_kg.graph.reading import read_files
from intmk_kg.project import Project
from intmk_kg.vocabulary import terms
from intmk_kg.vocabulary.prefixes import PREFIXES

ONTOLOGY = URIRef("https://w3id.org/intmk/def")
SCHEMA = PREFIXES["schema"]
CONSTRAINTS = (RDFS.domain, RDFS.range, OWL.onProperty, OWL.cardinality, OWL.equivalentClass, OWL.disjointWith)


@pytest.mark.parametrize("predicate", CONSTRAINTS, ids=lambda predicate: predicate.fragment)
def test_ontology_has_no_constraint(ontology: Graph, predicate: URIRef) -> None:
    """No domain, range, cardinality, equivalence or disjointness lets a reasoner add or refuse anything."""
    assert list(ontology.triples((None, predicate, None))) == []


def test_ontology_leaves_reification_alone(ontology: Graph) -> None:
    """No class is a subclass of rdf:Statement, which OWL 2 DL reserves."""
    assert list(ontology.subjects(RDFS.subClassOf, RDF.Statement)) == []


def test_ontology_has_no_blank_node(ontology: Graph, examples: dict[str, Graph]) -> None:
    """Everything in the vocabulary and its examples has an IRI."""
    nodes = {node for graph in (ontology, *examples.values()) for triple in graph for node in triple}
    assert [node for node in nodes if isinstance(node, BNode)] == []


def test_ontology_has_only_labels_with_a_language(ontology: Graph, examples: dict[str, Graph]) -> None:
    """Every label is German or English."""
    labels = [label for graph in (ontology, *examples.values()) for label in graph.objects(None, RDFS.label)]
    assert {label.language for label in labels if isinstance(label, Literal)} == {"de", "en"}


def test_ontology_carries_the_version_of_the_package(ontology: Graph) -> None:
    """The version IRI, the version information and the package name the same version."""
    assert list(ontology.objects(ONTOLOGY, OWL.versionInfo)) == [Literal(__version__)]
    assert list(ontology.objects(ONTOLOGY, OWL.versionIRI)) == [URIRef(f"{ONTOLOGY}/{__version__}")]


@pytest.mark.parametrize("predicate", [DCTERMS.title, DCTERMS.description], ids=["title", "description"])
def test_ontology_introduces_itself_in_both_languages(ontology: Graph, predicate: URIRef) -> None:
    """The ontology has a title and a description in German and English."""
    assert sorted(text.language for text in ontology.objects(ONTOLOGY, predicate)) == ["de", "en"]


def test_ontology_names_its_licence(ontology: Graph) -> None:
    """The ontology may be used under the data licence Germany, zero, version 2.0."""
    assert list(ontology.objects(ONTOLOGY, DCTERMS.license)) == [
        URIRef("http://dcat-ap.de/def/licenses/dl-zero-de/2.0")
    ]


@pytest.mark.parametrize("iri", sorted(terms.CLASSES))
def test_class_extends_known_classes(ontology: Graph, iri: str) -> None:
    """A class extends only own classes and classes of others that the project labels."""
    for parent in ontology.objects(URIRef(iri), RDFS.subClassOf):
        assert list(ontology.objects(parent, RDFS.label)), parent


@pytest.mark.parametrize("iri", sorted(terms.OBJECT_PROPERTIES | set(terms.DATATYPES)))
def test_property_hints_name_known_terms(ontology: Graph, iri: str) -> None:
    """The hints on what a property is used on and which values it has name declared or labelled terms or datatypes."""
    for predicate in ("domainIncludes", "rangeIncludes"):
        for hint in ontology.objects(URIRef(iri), URIRef(SCHEMA + predicate)):
            is_datatype = str(hint).startswith(PREFIXES["xsd"]) or hint == RDF.langString
            assert is_datatype or list(ontology.objects(hint, RDFS.label)), hint


def test_reused_terms_are_under_known_prefixes(ontology: Graph, examples: dict[str, Graph]) -> None:
    """Every predicate and every class that the vocabulary and its examples use is in a namespace with a prefix."""
    namespaces = tuple(PREFIXES.values())
    used = {
        str(term)
        for graph in (ontology, *examples.values())
        for term in (*graph.predicates(), *graph.objects(None, RDF.type), *graph.objects(None, RDFS.subClassOf))
    }
    assert [term for term in used if not term.startswith(namespaces)] == []


def test_terms_in_use_have_a_name_for_pages(project: Project, ontology: Graph, examples: dict[str, Graph]) -> None:
    """Every predicate and class that the vocabulary, the examples and the data use has a label."""
    used = {
        str(term)
        for graph in (ontology, *examples.values())
        for term in (*graph.predicates(), *graph.objects(None, RDF.type))
    }
    for quad in (quad for file in read_files(project) for quad in file.quads):
        used.add(quad.predicate.value)
        if quad.predicate.value == str(RDF.type):
            used.add(quad.object.value)
    labelled = {str(term) for term in ontology.subjects(RDFS.label)}
    assert sorted(used - labelled) == []


def test_reused_terms_get_labels_and_nothing_else(project: Project) -> None:
    """The file of reused terms says nothing about terms of others but how our pages call them."""
    graph = Graph().parse(project.ontology / "reused-terms.ttl", format="turtle")
    assert set(graph.predicates()) == {RDFS.label}
    assert not any(str(term).startswith(PREFIXES["intmk"]) for term in graph.subjects())


@pytest.mark.parametrize("folder", [Path(), Path("schemes"), Path("examples")], ids=str)
def test_turtle_uses_the_projects_prefixes(project: Project, folder: Path) -> None:
    """Each Turtle file declares the project's prefixes, only those that it uses, in alphabetical order."""
    for path in (project.ontology / folder).glob("*.ttl"):
        text = path.read_text(encoding="utf-8")
        declared = [line.split()[1:3] for line in text.splitlines() if line.startswith("@prefix")]
        assert declared == sorted(declared), path
        for prefix, namespace in declared:
            assert namespace == f"<{PREFIXES[prefix.rstrip(':')]}>", path
            assert text.count(prefix) > 1, f"{path}: {prefix} is not used"
