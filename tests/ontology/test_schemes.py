"""The SKOS schemes: code lists, roles, topics and types."""

import pytest
from rdflib import DCTERMS, RDF, RDFS, SKOS, Graph, URIRef

from intmk_kg.vocabulary import terms
from intmk_kg.vocabulary.iri import thing_iri
from intmk_kg.vocabulary.prefixes import PREFIXES

CODE_LISTS = {
    "change-types": {"Renaming", "Split", "Merger", "PortfolioTransfer", "UnknownChange"},
    "evidence-statuses": {"Supported", "Inferred", "Contradicted"},
    "levels": {"MinisterialLevel", "WorkingLevel"},
    "outcomes": {
        "Adopted",
        "ListedInMinutes",
        "Noted",
        "AgreementReported",
        "PositionReported",
        "Announced",
        "NotAdopted",
        "Unknown",
    },
    "positions": {"Yes", "No", "Abstention"},
    "precisions": {"Day", "Month", "Year"},
    "realizations": {"Held", "Announced", "Expected", "Cancelled"},
    "title-statuses": {"Official", "Paraphrase", "Truncated", "Unknown"},
    "vote-results": {"Unanimous", "Majority"},
}


def schemes(ontology: Graph) -> list[URIRef]:
    """All concept schemes."""
    return sorted(ontology.subjects(RDF.type, SKOS.ConceptScheme))


def concepts(ontology: Graph) -> list[URIRef]:
    """All concepts."""
    return sorted(ontology.subjects(RDF.type, SKOS.Concept))


@pytest.mark.parametrize("slug", sorted(CODE_LISTS))
def test_code_list_has_its_codes(ontology: Graph, slug: str) -> None:
    """A code list holds exactly the codes that the model names."""
    members = {str(code).removeprefix(PREFIXES["intmk"]) for code in ontology.subjects(SKOS.inScheme, scheme(slug))}
    assert members == CODE_LISTS[slug]


def scheme(slug: str) -> URIRef:
    """The IRI of the scheme with this name."""
    return URIRef(thing_iri(f"scheme-{slug}"))


def test_code_lists_hold_every_code(ontology: Graph) -> None:
    """Every code stands in at least one code list."""
    listed = {code for slug in CODE_LISTS for code in ontology.subjects(SKOS.inScheme, scheme(slug))}
    assert {str(code) for code in listed} == terms.CODES


@pytest.mark.parametrize("slug", sorted(CODE_LISTS))
def test_code_list_is_named_by_a_property(ontology: Graph, slug: str) -> None:
    """For every code list a property says that its values come from there."""
    assert set(map(str, ontology.subjects(RDFS.seeAlso, scheme(slug)))) & terms.OBJECT_PROPERTIES


def test_concepts_and_schemes_speak_german_and_english(ontology: Graph) -> None:
    """Every concept and every scheme has a label, a preferred label and a definition in German and English."""
    for subject in (*concepts(ontology), *schemes(ontology)):
        for predicate in (RDFS.label, SKOS.prefLabel, SKOS.definition):
            found = sorted(text.language for text in ontology.objects(subject, predicate))
            assert found == ["de", "en"], (subject, predicate)


def test_concepts_have_one_name(ontology: Graph) -> None:
    """The label of a concept or scheme is its preferred label."""
    for subject in (*concepts(ontology), *schemes(ontology)):
        assert set(ontology.objects(subject, RDFS.label)) == set(ontology.objects(subject, SKOS.prefLabel)), subject


def test_concepts_stand_in_declared_schemes(ontology: Graph) -> None:
    """Every concept stands in a scheme, and every scheme that is named is declared."""
    for concept in concepts(ontology):
        named = list(ontology.objects(concept, SKOS.inScheme))
        assert named, concept
        assert set(named) <= set(schemes(ontology)), concept


def test_concepts_are_on_top_or_below_another(ontology: Graph) -> None:
    """A concept is a top concept of its schemes, stated both ways, or has one broader concept of the same scheme."""
    for concept in concepts(ontology):
        broader = list(ontology.objects(concept, SKOS.broader))
        tops = set(ontology.objects(concept, SKOS.topConceptOf))
        assert tops == set(ontology.subjects(SKOS.hasTopConcept, concept)), concept
        if broader:
            assert len(broader) == 1
            assert not tops
            assert set(ontology.objects(broader[0], SKOS.inScheme)) == set(ontology.objects(concept, SKOS.inScheme))
        else:
            assert tops == set(ontology.objects(concept, SKOS.inScheme)), concept


def test_topics_form_one_tree(ontology: Graph) -> None:
    """Every topic leads up to integration policy."""
    top = URIRef(thing_iri("topic-integrationspolitik"))
    topics = set(ontology.subjects(SKOS.inScheme, scheme("topics")))
    assert set(ontology.transitive_subjects(SKOS.broader, top)) == topics


def test_topics_name_their_documents(ontology: Graph) -> None:
    """There are 45 topics, and each names at least one source document."""
    topics = list(ontology.subjects(SKOS.inScheme, scheme("topics")))
    assert len(topics) == 45
    for topic in topics:
        documents = list(ontology.objects(topic, DCTERMS.source))
        assert documents, topic
        assert all(str(document).startswith(thing_iri("doc-")) for document in documents)


def test_meeting_types_name_their_classes(ontology: Graph) -> None:
    """Every type of meeting leads to the class that its meetings have."""
    for concept in ontology.subjects(SKOS.inScheme, scheme("meeting-types")):
        assert {str(target) for target in ontology.objects(concept, RDFS.seeAlso)} <= terms.CLASSES
