"""What our terms correspond to elsewhere."""

import re

from rdflib import RDFS, SKOS, Graph, URIRef

from intmk_kg.project import Project

PLACES_OF_OTHERS = re.compile(
    r"http://www\.wikidata\.org/entity/[PQ][1-9][0-9]*|http://eurovoc\.europa\.eu/[0-9]+"
    r"|https://d-nb\.info/gnd/[0-9X-]+|http://zbw\.eu/stw/descriptor/[0-9-]+"
)


def alignment(project: Project) -> Graph:
    """The statements of the alignment file."""
    return Graph().parse(project.ontology / "alignment.ttl", format="turtle")


def test_alignment_maps_with_skos_and_see_also_only(project: Project) -> None:
    """The alignment file only maps: nothing in it lets a reasoner conclude anything about our data."""
    assert set(alignment(project).predicates()) == {SKOS.exactMatch, SKOS.closeMatch, RDFS.seeAlso}


def test_alignment_is_about_terms_with_a_label(project: Project, ontology: Graph) -> None:
    """Every aligned term is declared by us or labelled as reused."""
    for term in set(alignment(project).subjects()):
        assert list(ontology.objects(term, RDFS.label)), term


def test_alignment_uses_the_identifiers_of_others_as_they_write_them(project: Project) -> None:
    """Wikidata, EuroVoc, GND and STW are named by their own persistent addresses."""
    hosts = ("wikidata", "eurovoc", "d-nb", "zbw")
    for target in alignment(project).objects():
        if isinstance(target, URIRef) and any(host in target for host in hosts):
            assert PLACES_OF_OTHERS.fullmatch(target), target


def test_alignment_relates_two_terms_in_one_way(project: Project) -> None:
    """No pair of terms is an exact and a close match at once."""
    pairs = list(alignment(project).subject_objects())
    assert len(pairs) == len(set(pairs))
