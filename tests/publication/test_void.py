"""The VoID description: its numbers are those of the graph, its addresses those of the service."""

import pyoxigraph as ox
import pytest

from intmk_kg.publication.datasets import datasets
from intmk_kg.publication.void import void
from intmk_kg.release.contents import contents
from intmk_kg.release.directory import Release
from intmk_kg.settings import Settings
from intmk_kg.vocabulary.prefixes import PREFIXES

WHOLE = "https://w3id.org/intmk/id/dataset"


@pytest.fixture(scope="module")
def description(release: Release, settings: Settings) -> ox.Store:
    """The description of the real release, to be asked."""
    store = ox.Store()
    store.load(void(release, settings, "text/turtle"), format=ox.RdfFormat.TURTLE)
    return store


@pytest.fixture(scope="module")
def graph(release: Release) -> ox.Store:
    """The graph that it describes."""
    return ox.Store.read_only(str(release.store_directory))


def rows(store: ox.Store, query: str) -> list[tuple[str, ...]]:
    """The solutions of a query in plain values."""
    return sorted(tuple(term.value for term in row) for row in store.query(query, prefixes=PREFIXES))


def test_totals_are_those_of_the_graph(description: ox.Store, graph: ox.Store) -> None:
    """Triples, distinct subjects and objects, classes and properties are counted in the default graph."""
    for predicate, query in {
        "triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "distinctSubjects": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
        "distinctObjects": "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }",
        "classes": "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s a ?o }",
        "properties": "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
    }.items():
        assert rows(description, f"SELECT ?n {{ <{WHOLE}> void:{predicate} ?n }}") == rows(graph, query)


def test_class_partitions_count_every_class(description: ox.Store, graph: ox.Store) -> None:
    """Each class of the graph is a partition with its number of instances."""
    found = rows(
        description,
        f"SELECT ?class ?n {{ <{WHOLE}> void:classPartition ?part . ?part void:class ?class ; void:entities ?n }}",
    )
    assert found == rows(graph, "SELECT ?class (COUNT(DISTINCT ?s) AS ?n) { ?s a ?class } GROUP BY ?class")
    assert ("https://w3id.org/intmk/def#Conference", "22") in found


def test_property_partitions_of_a_class_are_what_its_instances_have(description: ox.Store, graph: ox.Store) -> None:
    """A query builder finds, for each class, the properties that its instances really have, with their number."""
    found = rows(
        description,
        "SELECT ?property ?n { ?part void:class intmk:Resolution ; void:propertyPartition ?p ."
        " ?p void:property ?property ; void:triples ?n }",
    )
    query = "SELECT ?p (COUNT(*) AS ?n) { ?s a intmk:Resolution ; ?p ?o } GROUP BY ?p"
    assert found == rows(graph, query)


def test_property_partitions_of_the_whole_are_complete(description: ox.Store, graph: ox.Store) -> None:
    """Each property of the graph is a partition with its statements."""
    found = rows(
        description,
        f"SELECT ?property ?n {{ <{WHOLE}> void:propertyPartition ?p . ?p void:property ?property ; void:triples ?n }}",
    )
    assert found == rows(graph, "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p")


@pytest.mark.parametrize("target", ["wikidata", "gnd", "geonames"])
def test_linksets_count_the_links_to_others(description: ox.Store, release: Release, target: str) -> None:
    """The links to Wikidata, GND and GeoNames are counted by predicate, the vocabulary's own included."""
    [(space,)] = rows(description, f"SELECT ?s {{ <https://w3id.org/intmk/void#{target}> void:uriSpace ?s }}")
    found = rows(
        description,
        "SELECT ?p ?n { ?set a void:Linkset ; void:linkPredicate ?p ; void:triples ?n ;"
        f" void:objectsTarget <https://w3id.org/intmk/void#{target}> ; void:subjectsTarget <{WHOLE}> }}",
    )
    counted: dict[str, int] = {}
    core = ox.parse(path=str(release.dumps / "graph-core.nt"), format=ox.RdfFormat.N_TRIPLES)
    for quad in core:
        if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(space):
            counted[quad.predicate.value] = counted.get(quad.predicate.value, 0) + 1
    assert found == sorted((predicate, str(number)) for predicate, number in counted.items())
    assert found


def test_every_dataset_is_a_subset_with_its_files(description: ox.Store, release: Release) -> None:
    """Each dataset but the whole is a subset, and each has all its files as data dumps, packed ones too."""
    subsets = {row[0] for row in rows(description, f"SELECT ?s {{ <{WHOLE}> void:subset ?s . ?s void:dataDump ?d }}")}
    assert subsets == {dataset.iri for dataset in datasets(release)} - {WHOLE}
    for dataset in datasets(release):
        dumps = [row[0] for row in rows(description, f"SELECT ?d {{ <{dataset.iri}> void:dataDump ?d }}")]
        assert f"http://kg.example/dumps/latest/{dataset.stem}.ttl" in dumps
        assert f"http://kg.example/dumps/latest/{dataset.stem}.nt.zst" in dumps
        assert len(dumps) == 15


def test_addresses_are_those_of_the_service(description: ox.Store) -> None:
    """Endpoint and page are where this service answers; the names of things are under the base."""
    assert rows(description, f"SELECT ?e {{ <{WHOLE}> void:sparqlEndpoint ?e }}") == [("http://kg.example/sparql",)]
    assert rows(description, f"SELECT ?s {{ <{WHOLE}> void:uriSpace ?s }}") == [("https://w3id.org/intmk/id/",)]


def test_entities_are_the_things(description: ox.Store, release: Release) -> None:
    """Statement sets and evidence nodes are not counted as things."""
    [(number,)] = rows(description, f"SELECT ?n {{ <{WHOLE}> void:entities ?n }}")
    assert int(number) == len(contents(release)["things"])
    assert not [name for name in contents(release)["things"] if name.startswith(("set-", "evidence-"))]


@pytest.mark.parametrize("media_type", ["application/rdf+xml", "application/ld+json", "application/n-triples"])
def test_description_is_the_same_in_every_syntax(
    description: ox.Store, release: Release, settings: Settings, media_type: str
) -> None:
    """RDF/XML, JSON-LD and N-Triples say what Turtle says, without blank nodes, in the same bytes each time."""
    written = void(release, settings, media_type)
    assert written == void(release, settings, media_type)
    form = ox.RdfFormat.from_media_type(media_type)
    assert form is not None
    found = {quad.triple for quad in ox.parse(written, format=form)}
    assert found == {quad.triple for quad in description}
    assert not any(isinstance(triple.subject, ox.BlankNode) for triple in found)
