"""Things described for pages and as RDF."""

from typing import Any

import pyoxigraph as ox
import pytest

from intmk_kg.engine.description import SourceDocument, Term
from intmk_kg.engine.entities import Entities, open_entities
from intmk_kg.engine.requests import GRAPH_MEDIA_TYPES
from intmk_kg.vocabulary.iri import is_evidence_iri

R = "https://w3id.org/intmk/id/"
INTMK = "https://w3id.org/intmk/def#"
SCHEMA = "https://schema.org/"
NUMBER = f"{INTMK}conferenceNumber"


def turtle(entities: Entities, local_id: str, media_type: str = "text/turtle") -> str:
    """The description of a thing as text."""
    return (entities.serialize(R + local_id, media_type) or b"").decode()


@pytest.mark.parametrize("iri", [f"{R}nobody", "no iri", "", f"{R}set-18-9"])
def test_unknown_thing_is_nothing(entities: Entities, iri: str) -> None:
    """Of what is not there nothing is said, whatever it is called."""
    assert not entities.exists(iri)
    assert entities.describe(iri) is None
    assert entities.serialize(iri, "text/turtle") is None
    assert entities.labels(frozenset({iri})) == {}


def test_statement_comes_with_its_evidence(entities: Entities) -> None:
    """A statement of a set has the set's status, documents, quote and place; naming rests on nothing."""
    described = entities.describe(f"{R}meeting-18-haupt")
    assert described is not None
    place = next(item for item in described.outgoing if item.predicate == f"{SCHEMA}location")
    (evidence,) = place.evidence
    assert (evidence.status, evidence.statement_set) == ("Supported", f"{R}set-18-1")
    assert evidence.documents == (
        SourceDocument(f"{R}doc-fr", "https://www.fr.de/1", None),
        SourceDocument(f"{R}doc-pm", None, "Pressetext, S. 1"),
    )
    assert [term.value for term in (*evidence.quote, *evidence.locator)] == ["in Wiesbaden", "Absatz 2"]
    assert next(item for item in described.outgoing if item.predicate.endswith("label")).evidence == ()


def test_evidence_node_of_a_statement_is_named(entities: Entities) -> None:
    """The IRI of a statement's evidence is that of the node which the build made for it."""
    described = entities.describe(f"{R}meeting-18-haupt")
    assert described is not None
    for statement in described.outgoing:
        for evidence in statement.evidence:
            assert entities.exists(evidence.iri)


def test_conclusion_has_its_rule(entities: Entities) -> None:
    """What is concluded comes with the rule in both languages."""
    described = entities.describe(f"{R}meeting-18-haupt")
    assert described is not None
    start = next(item for item in described.outgoing if item.predicate == f"{SCHEMA}startDate")
    assert start.evidence[0].status == "Inferred"
    assert {term.language for term in start.evidence[0].comments} == {"de", "en"}


def test_contradicted_statement_stands_apart(entities: Entities) -> None:
    """What is not adopted is no statement of the thing, but listed apart with its source."""
    described = entities.describe(f"{R}conference-18")
    assert described is not None
    assert [item.object.value for item in described.outgoing if item.predicate == NUMBER] == ["18"]
    (contradicted,) = described.contradicted
    assert contradicted.object == Term("literal", "17", "", "http://www.w3.org/2001/XMLSchema#integer")
    assert contradicted.evidence[0].status == "Contradicted"


def test_incoming_links_are_counted_and_paged(entities: Entities) -> None:
    """Incoming links are counted exactly, in the order of their numbers, and given page by page."""
    described = entities.describe(f"{R}series-intmk")
    assert described is not None
    (links,) = described.incoming
    assert (links.count, links.subjects) == (2, (f"{R}conference-9", f"{R}conference-18"))
    second = entities.describe(f"{R}series-intmk", offset=1, limit=1)
    assert second is not None
    assert (second.incoming[0].count, second.incoming[0].subjects) == (2, (f"{R}conference-18",))


def test_incoming_links_are_not_evidence(entities: Entities) -> None:
    """Evidence nodes, which point at everything, are not shown as links."""
    for local_id in ("meeting-18-haupt", "land-he", "doc-fr"):
        described = entities.describe(R + local_id)
        assert described is not None
        assert not any("evidence-" in subject for links in described.incoming for subject in links.subjects)


def test_labels_of_all_that_is_named_come_along(entities: Entities) -> None:
    """A description has the labels of the thing, of objects, of subjects and of documents, in both languages."""
    described = entities.describe(f"{R}conference-18")
    assert described is not None
    named = {
        f"{R}{name}" for name in ("conference-18", "presidency-2022-he", "meeting-18-vor", "doc-pm", "series-intmk")
    }
    assert named <= set(described.labels)
    assert described.labels[f"{R}presidency-2022-he"]["en"] == "Presidency of Hesse 2022/23"


def test_turtle_of_a_conference_tells_the_whole(entities: Entities) -> None:
    """One request for a conference names its presidency, its meetings with dates and place, and the sources."""
    text = turtle(entities, "conference-18")
    for told in (
        '"Presidency of Hesse 2022/23"@en',
        '"Hesse"@en',
        '"Wiesbaden"@de',
        'schema:startDate "2023-04-26"^^xsd:date',
        'schema:endDate "2023-04-27"^^xsd:date',
        'schema:startDate "2023-03-14"^^xsd:date',
        "schema:url <https://www.fr.de/1>",
        '"Pressetext, S. 1"',
        "rdf:subject r:meeting-18-haupt",
    ):
        assert told in text
    assert text.index("r:conference-18 a intmk:Conference") < text.index("r:meeting-18-haupt a intmk:MainConference")


@pytest.mark.parametrize("media_type", GRAPH_MEDIA_TYPES)
def test_every_format_says_the_same(entities: Entities, media_type: str) -> None:
    """Each format parses, has no blank nodes, and says what the others say."""
    content = entities.serialize(f"{R}conference-18", media_type)
    assert content is not None
    quads = list(ox.parse(content, format=ox.RdfFormat.from_media_type(media_type)))
    assert not any(isinstance(node, ox.BlankNode) for quad in quads for node in (quad.subject, quad.object))
    wanted = set(ox.parse(turtle(entities, "conference-18", "application/n-triples"), format=ox.RdfFormat.N_TRIPLES))
    assert wanted <= set(quads)
    if media_type != "application/trig":
        assert wanted == set(quads)


def test_description_has_no_triple_twice(entities: Entities) -> None:
    """No triple is written twice."""
    lines = turtle(entities, "conference-18", "application/n-triples").splitlines()
    assert len(lines) == len(set(lines))


def test_trig_keeps_the_sets_apart(entities: Entities) -> None:
    """TriG has the statement sets as graphs, those not adopted too, with what the sets say of themselves."""
    text = turtle(entities, "conference-18", "application/trig")
    assert "r:set-18-3 {\n\tr:conference-18 intmk:conferenceNumber 17 .\n}" in text
    assert "intmk:evidenceStatus intmk:Contradicted" in text


@pytest.mark.parametrize("media_type", GRAPH_MEDIA_TYPES)
def test_description_is_the_same_every_time(small_release: Any, entities: Entities, media_type: str) -> None:
    """Another store of the same release gives the same bytes."""
    again = open_entities(small_release.path).serialize(f"{R}conference-18", media_type)
    assert again == entities.serialize(f"{R}conference-18", media_type)


def test_graphs_are_the_sets(entities: Entities) -> None:
    """The named graphs are the statement sets."""
    assert entities.graph_names == {f"{R}set-18-{number}" for number in (1, 2, 3)}


def test_set_says_what_it_states(entities: Entities) -> None:
    """The statements of a set are counted and listed with the labels of what they name, adopted or not."""
    stated = entities.stated_in(f"{R}set-18-1", limit=2)
    assert stated.count == 5
    assert len(stated.statements) == 2
    assert stated.statements[0] == (
        f"{R}conference-18", NUMBER, Term("literal", "18", "", "http://www.w3.org/2001/XMLSchema#integer"),
    )  # fmt: skip
    assert stated.labels[f"{R}conference-18"]["en"] == "18th IntMK"
    assert [value.value for *_, value in entities.stated_in(f"{R}set-18-3", limit=9).statements] == ["17"]
    for other in (f"{R}set-18-9", f"{R}conference-18", "no iri"):
        assert entities.stated_in(other, limit=9).count == 0


def test_users_of_a_term_are_counted_and_paged(entities: Entities) -> None:
    """A class is used by its things, a property by what has it, a code by what names it; never by evidence nodes."""
    terms = (f"{INTMK}Conference", NUMBER, f"{INTMK}Inferred", f"{INTMK}Nothing", "no iri")
    found = entities.users(frozenset(terms))
    assert [found[term].things for term in terms] == [
        (f"{R}conference-9", f"{R}conference-18"),
        (f"{R}conference-18",),
        (f"{R}set-18-2",),
        (),
        (),
    ]
    second = entities.users(frozenset({f"{INTMK}Conference"}), offset=1, limit=1)[f"{INTMK}Conference"]
    assert (second.count, second.things) == (2, (f"{R}conference-18",))
    assert second.labels[f"{R}conference-18"]["de"] == "18. IntMK"
    assert found["no iri"].count == found[f"{INTMK}Nothing"].count == 0


def test_evidence_iris_are_told_from_others(entities: Entities) -> None:
    """Every evidence node is known by its IRI, and no thing is taken for one."""
    described = entities.describe(f"{R}meeting-18-haupt")
    assert described is not None
    evidence = [item.iri for statement in described.outgoing for item in statement.evidence]
    assert evidence
    assert all(is_evidence_iri(iri) for iri in evidence)
    assert not is_evidence_iri(f"{R}meeting-18-haupt")


def test_outlines_say_what_is_asked_and_name_what_it_names(entities: Entities) -> None:
    """Things come with classes, labels and their statements by the predicates; what they name, without statements."""
    asked = frozenset({f"{R}meeting-18-haupt", f"{R}conference-18", f"{R}nobody", "no iri"})
    location = f"{SCHEMA}location"
    found = entities.outlines(asked, frozenset({location}))
    whole = entities.describe(f"{R}meeting-18-haupt")
    assert whole is not None
    places = [statement.object for statement in whole.outgoing if statement.predicate == location]
    assert places
    outline = found[f"{R}meeting-18-haupt"]
    assert [(s.predicate, s.object) for s in outline.outgoing] == [(location, place) for place in places]
    assert outline.types == whole.types
    assert outline.labels[f"{R}meeting-18-haupt"] == whole.labels[f"{R}meeting-18-haupt"]
    assert not any(statement.evidence for statement in outline.outgoing)
    assert outline.incoming == outline.contradicted == ()
    assert found.keys() == {f"{R}meeting-18-haupt", f"{R}conference-18", *(place.value for place in places)}
    for place in places:
        assert found[place.value].outgoing == ()
        assert found[place.value].labels[place.value] == whole.labels[place.value]


def test_outlines_of_nothing_are_none(entities: Entities) -> None:
    """Of what is not there, or has no name that is one, nothing is told."""
    assert entities.outlines(frozenset({f"{R}nobody", "no iri"}), frozenset()) == {}
