"""Things and datasets in the words of schema.org, and the typed links of their pages."""

import json
import re

import pytest

from intmk_kg.engine.description import Description
from intmk_kg.engine.entities import Entities
from intmk_kg.publication.formats import THING_FORMATS
from intmk_kg.publication.property_order import property_order
from intmk_kg.publication.signposting import ITEMS_LINKED, header, links_of_data, links_of_page, links_to_downloads
from intmk_kg.publication.structured_data import Node, StructuredData, script_text
from intmk_kg.publication.structured_data_dataset import dataset_node
from intmk_kg.release.contents import contents
from intmk_kg.release.directory import Release
from intmk_kg.settings import Settings
from intmk_kg.vocabulary.prefixes import PREFIXES

R = PREFIXES["r"]
# https://developers.google.com/search/docs/appearance/structured-data/dataset; of the recommended fields those
# are left out that speak of what is not here: measured variables, funders, papers, copies elsewhere, other datasets
REQUIRED = {"name", "description"}
RECOMMENDED = {
    *("creator", "identifier", "isAccessibleForFree", "keywords", "license", "spatialCoverage", "temporalCoverage"),
    *("url", "includedInDataCatalog", "distribution"),
}


@pytest.fixture(scope="module")
def words(release: Release, entities: Entities, settings: Settings) -> StructuredData:
    """Describes the things of the real release in German."""
    order = property_order((release.path / "shapes.ttl").read_bytes(), (release.path / "ontology.ttl").read_bytes())
    return StructuredData(entities, settings, order.superclasses, "de")


def described(entities: Entities, local_id: str) -> Description:
    """A thing of the real release."""
    description = entities.describe(f"{R}{local_id}", limit=20)
    assert description is not None
    return description


@pytest.fixture(scope="module")
def dataset(release: Release, settings: Settings) -> Node:
    """The whole graph as a dataset, in English."""
    node = dataset_node(release, settings, f"{R}dataset", "en")
    assert node is not None
    return node


@pytest.mark.parametrize(
    ("local_id", "type_name"),
    [
        ("meeting-18-haupt", "Event"),
        ("conference-18", "Event"),
        ("handover-12", "Event"),
        ("series-intmk", "EventSeries"),
        ("body-intmk", "Organization"),
        ("ministry-he-1", "GovernmentOrganization"),
        ("sister-kmk", "Organization"),
        ("person-klose-kai", "Person"),
        ("place-wiesbaden", "Place"),
        ("resolution-18-01", "CreativeWork"),
        ("tenure-klose-kai-1", "OrganizationRole"),
        ("topic-sprachmittlung", "DefinedTerm"),
        ("dataset", "Dataset"),
        ("vote-18-01-by", "Thing"),
    ],
)
def test_thing_has_the_nearest_type(words: StructuredData, entities: Entities, local_id: str, type_name: str) -> None:
    """A thing is of the nearest class that schema.org has, by the superclasses of the ontology."""
    node = words.node(described(entities, local_id))
    assert (node["@id"], node["@type"]) == (f"{R}{local_id}", type_name)
    assert node["name"]
    assert node["mainEntityOfPage"] == f"http://kg.example/doc/{local_id}"


def test_event_has_what_search_engines_want(words: StructuredData, entities: Entities) -> None:
    """An event has its days, its place with an address, its status, and what it belongs to."""
    node = words.node(described(entities, "meeting-18-haupt"))
    assert (node["startDate"], node["endDate"]) == ("2023-04-26", "2023-04-27")
    assert node["eventStatus"] == "https://schema.org/EventScheduled"
    assert node["location"]["@type"] == "Place"
    assert node["location"]["address"] == {
        "@type": "PostalAddress",
        "addressLocality": "Wiesbaden",
        "addressRegion": "Hessen",
    }
    assert node["superEvent"]["@id"] == f"{R}conference-18"


def test_cancelled_event_is_cancelled(words: StructuredData, entities: Entities) -> None:
    """The conference that was called off says so."""
    assert words.node(described(entities, "meeting-15-haupt"))["eventStatus"] == "https://schema.org/EventCancelled"


def test_date_is_as_exact_as_known(words: StructuredData, entities: Entities) -> None:
    """Where only the month of a start is known, the month stands there."""
    assert words.node(described(entities, "tenure-klose-kai-1"))["startDate"] == "2019-01"


def test_person_has_offices(words: StructuredData, entities: Entities) -> None:
    """A person has names and, as roles with their times, what they were a member of."""
    node = words.node(described(entities, "person-klose-kai"))
    assert (node["givenName"], node["familyName"]) == ("Kai", "Klose")
    roles = {role["@id"]: role for role in node["memberOf"]} if isinstance(node["memberOf"], list) else {}
    assert roles[f"{R}chair-2022-he"]["memberOf"]["@id"] == f"{R}body-intmk"
    assert roles[f"{R}tenure-klose-kai-1"]["endDate"] == "2024-01-17"
    assert all(role["roleName"] for role in roles.values())


def test_what_is_not_adopted_is_not_said(words: StructuredData, entities: Entities) -> None:
    """A value that a document states and the graph does not adopt is nowhere in the node."""
    contradicted = [
        (local_id, statement.object.value)
        for local_id in ("meeting-15-haupt", "body-intmk", "presidency-2022-he", "meeting-1-haupt", "handover-6")
        for statement in described(entities, local_id).contradicted
    ]
    adopted = {
        local_id: {s.object.value for s in described(entities, local_id).outgoing} for local_id, _ in contradicted
    }
    assert contradicted
    for local_id, value in contradicted:
        text = json.dumps(words.node(described(entities, local_id)), ensure_ascii=False)
        assert value in adopted[local_id] or f'"{value}"' not in text


def test_every_thing_can_be_said(words: StructuredData, entities: Entities, release: Release) -> None:
    """Each thing of the release has a node with a name that JSON can hold."""
    for local_id in contents(release)["things"]:
        node = words.node(described(entities, local_id))
        assert json.loads(script_text(node))["name"]


def test_script_cannot_be_left() -> None:
    """No character of the text can end the element that it stands in, and a reader of JSON finds it again."""
    hostile = {"name": "</script><script>alert(1)</script><!-- & \u2028 ]]>"}
    text = script_text(hostile)
    assert not re.search("[<>&\u2028\u2029]", text)
    assert json.loads(text) == {"@context": "https://schema.org", **hostile}


def test_dataset_has_the_required_and_recommended_fields(dataset: Node) -> None:
    """Name and description are there, the description is as long as asked for, and so are the recommended fields."""
    assert set(dataset) >= REQUIRED | RECOMMENDED
    assert 50 <= len(dataset["description"]) <= 5000
    assert dataset["identifier"] == dataset["@id"] == f"{R}dataset"
    assert dataset["license"].startswith("http")
    assert dataset["isAccessibleForFree"] is True
    assert dataset["includedInDataCatalog"]["@type"] == "DataCatalog"
    assert (dataset["creator"]["@type"], bool(dataset["creator"]["name"])) == ("Organization", True)


def test_dataset_covers_a_period_and_a_place(dataset: Node) -> None:
    """The period is an interval of ISO 8601, the place has a name."""
    day = r"(?:\d{4}-\d{2}-\d{2}|\.\.)"
    assert re.fullmatch(f"{day}/{day}", dataset["temporalCoverage"])
    assert [place["name"] for place in dataset["spatialCoverage"]] == ["Germany"]


def test_dataset_can_be_downloaded(dataset: Node) -> None:
    """Each download has its address under the public one, and its media type."""
    downloads = dataset["distribution"]
    assert {"text/turtle", "application/n-triples", "application/trig"} <= {d["encodingFormat"] for d in downloads}
    assert all(download["contentUrl"].startswith("http://kg.example/") for download in downloads)


def test_every_dataset_of_the_catalogue_is_described(release: Release, settings: Settings) -> None:
    """Each dataset has the required fields in both languages."""
    for facts in contents(release)["datasets"]:
        for language in ("de", "en"):
            node = dataset_node(release, settings, facts["iri"], language)
            assert node is not None
            assert set(node) >= REQUIRED


def test_other_things_are_no_datasets(release: Release, settings: Settings) -> None:
    """What the catalogue does not describe as a dataset has no such node."""
    assert dataset_node(release, settings, f"{R}conference-18", "de") is None


def test_links_of_a_page_are_those_of_signposting(entities: Entities, settings: Settings) -> None:
    """A page says how to cite the thing, where its data are, its type, its licence and what it belongs to."""
    links = links_of_page(described(entities, "meeting-18-haupt"), "Event", settings)
    found = {(link.relation, link.target) for link in links}
    assert ("cite-as", f"{R}meeting-18-haupt") in found
    assert ("type", "https://schema.org/Event") in found
    assert ("collection", "http://kg.example/doc/conference-18") in found
    assert "license" in {link.relation for link in links}
    data = {link.target: link.media_type for link in links if link.relation == "describedby"}
    assert data == {
        f"http://kg.example/doc/meeting-18-haupt.{f.suffix}": f.media_type for f in THING_FORMATS if f.syntax
    }


def test_conference_links_to_its_meetings(entities: Entities, settings: Settings) -> None:
    """What a thing consists of are its items, no more than a header can hold."""
    links = links_of_page(described(entities, "conference-18"), "Event", settings)
    items = [link.target for link in links if link.relation == "item"]
    assert "http://kg.example/doc/meeting-18-haupt" in items
    assert len(items) <= ITEMS_LINKED


def test_dataset_links_to_its_files(dataset: Node) -> None:
    """The files of a dataset are its items."""
    links = links_to_downloads(dataset)
    assert {link.relation for link in links} == {"item"}
    assert ("text/turtle", "http://kg.example/dumps/latest/graph.ttl") in {(k.media_type, k.target) for k in links}


def test_data_lead_back_to_the_page(settings: Settings) -> None:
    """A description links to the thing and to its page; the header is a list of links (RFC 8288)."""
    text = header(links_of_data(f"{R}land-he", settings))
    assert f'<{R}land-he>; rel="cite-as"' in text
    assert '<http://kg.example/doc/land-he.html>; rel="describes"; type="text/html"' in text
    assert re.fullmatch(r'(<[^<>\s]+>; rel="[a-z-]+"(; type="[a-z/+.-]+")?(, |$))+', text)
