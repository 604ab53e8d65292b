"""What every class, property and code of the ontology says about itself."""

import re

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef

from intmk_kg.vocabulary import terms
from intmk_kg.vocabulary.prefixes import PREFIXES

ONTOLOGY = URIRef("https://w3id.org/intmk/def")
OWN_TERMS = sorted(terms.CLASSES | terms.OBJECT_PROPERTIES | set(terms.DATATYPES) | terms.CODES)
LITTLE_WORDS = {
    "a",
    "an",
    "the",
    "of",
    "in",
    "on",
    "at",
    "to",
    "der",
    "die",
    "das",
    "des",
    "ein",
    "eine",
    "einer",
    "von",
}


def languages(graph: Graph, term: str, predicate: URIRef) -> list[str | None]:
    """The languages of a term's literals, sorted."""
    literals = [value for value in graph.objects(URIRef(term), predicate) if isinstance(value, Literal)]
    return sorted((literal.language for literal in literals), key=str)


def words(text: str) -> list[str]:
    """The words of a text that carry its meaning, in lower case."""
    return [word for word in re.findall(r"\w+", text.lower()) if word not in LITTLE_WORDS]


@pytest.mark.parametrize("predicate", [RDFS.label, SKOS.definition], ids=["label", "definition"])
@pytest.mark.parametrize("term", OWN_TERMS)
def test_own_term_speaks_german_and_english(ontology: Graph, term: str, predicate: URIRef) -> None:
    """Every own term has exactly one label and one definition in German and in English."""
    assert languages(ontology, term, predicate) == ["de", "en"]


@pytest.mark.parametrize("term", OWN_TERMS)
def test_own_term_names_its_ontology(ontology: Graph, term: str) -> None:
    """Every own term says which ontology defines it."""
    assert list(ontology.objects(URIRef(term), RDFS.isDefinedBy)) == [ONTOLOGY]


@pytest.mark.parametrize("term", OWN_TERMS)
def test_own_term_definition_says_more_than_its_label(ontology: Graph, term: str) -> None:
    """A definition has at least three words of its own beside those of the label in the same language."""
    labels = {label.language: words(label) for label in ontology.objects(URIRef(term), RDFS.label)}
    for definition in ontology.objects(URIRef(term), SKOS.definition):
        own_words = set(words(definition)) - set(labels[definition.language])
        assert len(own_words) >= 3, definition
        assert words(definition)[: len(labels[definition.language])] != labels[definition.language], definition


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(
    "kind", [terms.CLASSES, terms.OBJECT_PROPERTIES | set(terms.DATATYPES)], ids=["classes", "properties"]
)
def test_own_term_label_is_its_own(ontology: Graph, kind: frozenset[str], language: str) -> None:
    """No two classes and no two properties have the same label in one language."""
    labels = [
        str(label).lower()
        for term in kind
        for label in ontology.objects(URIRef(term), RDFS.label)
        if label.language == language
    ]
    assert sorted(labels) == sorted(set(labels))


@pytest.mark.parametrize("term", OWN_TERMS)
def test_own_term_has_one_kind(ontology: Graph, term: str) -> None:
    """An own term is a class, an object property, a datatype property or a code, and only one of them."""
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, SKOS.Concept}
    assert len(kinds & set(ontology.objects(URIRef(term), RDF.type))) == 1


def test_own_terms_in_use_are_all_declared(ontology: Graph, examples: dict[str, Graph]) -> None:
    """The ontology, its schemes, alignments and examples use no own term that is not declared."""
    used = {
        str(node)
        for graph in (ontology, *examples.values())
        for triple in graph
        for node in triple
        if str(node).startswith(PREFIXES["intmk"])
    }
    assert used - set(OWN_TERMS) == set()
