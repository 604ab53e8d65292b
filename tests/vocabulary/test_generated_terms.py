"""The constants that are written from the ontology."""

from pathlib import Path

import pytest
from rdflib import OWL, RDF, XSD, Graph, URIRef

from intmk_kg.project import open_project
from intmk_kg.vocabulary import terms
from intmk_kg.vocabulary.generate import TERMS, read_ontology, render_terms
from intmk_kg.vocabulary.prefixes import PREFIXES

INTMK = PREFIXES["intmk"]
RANGE_INCLUDES = URIRef(PREFIXES["schema"] + "rangeIncludes")


@pytest.fixture(scope="module")
def ontology() -> Graph:
    """The vocabulary of this repository."""
    return read_ontology(open_project(Path(__file__).parents[2]))


def test_terms_are_those_of_the_ontology(ontology: Graph) -> None:
    """terms.py is what `make terms` writes from the ontology now."""
    assert TERMS.read_text(encoding="utf-8") == render_terms(ontology), "run `make terms`"


def test_terms_are_rendered_in_the_same_order_each_time(ontology: Graph) -> None:
    """The order of the triples does not change what is written."""
    turned = Graph()
    for triple in sorted(ontology, reverse=True):
        turned.add(triple)
    assert render_terms(turned) == render_terms(ontology)


def test_terms_are_called_what_the_ontology_calls_them() -> None:
    """Each constant holds the IRI that ends in its own name."""
    constants = {name: value for name, value in vars(terms).items() if isinstance(value, str) and name[0] != "_"}
    assert {name: INTMK + name for name in constants} == constants
    assert set(constants.values()) == terms.CLASSES | terms.OBJECT_PROPERTIES | set(terms.DATATYPES) | terms.CODES


def test_terms_name_the_datatype_of_a_property(ontology: Graph) -> None:
    """For each property with literal values the table gives the datatype that the ontology gives."""
    for iri, datatype in terms.DATATYPES.items():
        assert list(ontology.objects(URIRef(iri), RANGE_INCLUDES)) == [URIRef(datatype)]


def test_terms_need_one_datatype_per_property() -> None:
    """A property with literal values that names no datatype is refused by name."""
    graph = Graph()
    graph.add((URIRef(INTMK + "colour"), RDF.type, OWL.DatatypeProperty))
    with pytest.raises(ValueError, match="intmk:colour must name one datatype"):
        render_terms(graph)


def test_terms_leave_out_terms_of_others() -> None:
    """Only terms of the project's own namespace become constants."""
    graph = Graph()
    graph.add((URIRef(INTMK + "size"), RDF.type, OWL.DatatypeProperty))
    graph.add((URIRef(INTMK + "size"), RANGE_INCLUDES, XSD.integer))
    graph.add((URIRef("http://xmlns.com/foaf/0.1/age"), RDF.type, OWL.DatatypeProperty))
    assert "age" not in render_terms(graph).partition("Final\n")[2]
    assert f'size: Final = "{INTMK}size"' in render_terms(graph)
