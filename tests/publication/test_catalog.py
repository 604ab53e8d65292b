"""The catalogue, as harvesters need it: the ten rules, of which HTTP's are in tests/web/test_catalog.py."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import pyoxigraph as ox
import pytest
from rdflib import Graph

from intmk_kg.publication.catalog import catalog, pages
from intmk_kg.publication.datasets import datasets
from intmk_kg.publication.triples import expand
from intmk_kg.release.contents import ledger
from intmk_kg.release.directory import Release
from intmk_kg.settings import Settings

CATALOG = "https://w3id.org/intmk/catalog"
GOVDATA = "http://dcat-ap.de/def/contributors/govData"
TYPE = ox.NamedNode(expand("rdf:type"))
AUTHORITY = "http://publications.europa.eu/resource/authority/"
FORMATS = {
    "text/turtle": ("ttl", ox.RdfFormat.TURTLE),
    "application/rdf+xml": ("rdf", ox.RdfFormat.RDF_XML),
    "application/ld+json": ("jsonld", ox.RdfFormat.JSON_LD),
}
KEYWORD = re.compile(r"[\w .-]+")

Triples = set[ox.Triple]


@pytest.fixture(scope="session")
def triples(release: Release, settings: Settings) -> Triples:
    """The catalogue of the real release, with a contributor id set."""
    written = catalog(release, replace(settings, contributor_id=GOVDATA), "text/turtle", "ttl")
    return {quad.triple for quad in ox.parse(written, format=ox.RdfFormat.TURTLE)}


def values(triples: Triples, subject: ox.NamedNode, predicate: str) -> list[str]:
    """The values of a property, sorted."""
    iri = ox.NamedNode(expand(predicate))
    return sorted(t.object.value for t in triples if t.subject == subject and t.predicate == iri)


def instances(triples: Triples, class_: str) -> list[ox.NamedNode]:
    """The instances of a class, sorted."""
    node = ox.NamedNode(expand(class_))
    return sorted((t.subject for t in triples if t.predicate == TYPE and t.object == node), key=lambda node: node.value)


@pytest.mark.parametrize("media_type", FORMATS)
def test_catalogue_is_the_same_in_every_syntax(release: Release, settings: Settings, media_type: str) -> None:
    """Turtle, RDF/XML and JSON-LD say the same, but for the address of the page, which has the syntax's suffix."""
    suffix, form = FORMATS[media_type]
    expected = catalog(release, settings, "text/turtle", suffix)
    written = catalog(release, settings, media_type, suffix)
    assert set(ox.parse(written, format=form)) == set(ox.parse(expected, format=ox.RdfFormat.TURTLE))
    assert f"http://kg.example/catalog.{suffix}?page=1".encode() in written


def test_identifier_is_the_iri_for_ever(triples: Triples) -> None:
    """Rule 4: each dataset has one https IRI under the base, which is its dct:identifier; distributions have IRIs."""
    found = instances(triples, "dcat:Dataset")
    assert [node.value.removeprefix("https://w3id.org/intmk/id/") for node in found] == [
        "dataset",
        "dataset-meetings",
        "dataset-offices",
        "dataset-ontology",
        "dataset-presidencies",
        "dataset-resolutions",
    ]
    for dataset in found:
        assert values(triples, dataset, "dct:identifier") == [dataset.value]
        assert len(values(triples, dataset, "dcat:distribution")) >= 6
    assert all(isinstance(node, ox.NamedNode) for node in instances(triples, "dcat:Distribution"))


def test_only_full_datasets_are_datasets(triples: Triples) -> None:
    """Rule 5: whatever is typed dcat:Dataset has title, description, publisher and keywords; the catalogue is none."""
    described = instances(triples, "dcat:Dataset")
    for dataset in described:
        for predicate in ("dct:title", "dct:description"):
            texts = [t.object for t in triples if t.subject == dataset and t.predicate.value == expand(predicate)]
            assert sorted(text.language for text in texts) == ["de", "en"]
        assert len(values(triples, dataset, "dct:publisher")) == 1
        assert values(triples, dataset, "dcat:keyword")
    assert ox.NamedNode(CATALOG) not in described
    assert values(triples, ox.NamedNode(CATALOG), "dcat:dataset") == [dataset.value for dataset in described]


def test_dataset_leads_to_no_other(triples: Triples) -> None:
    """Rule 6: no chain of links leads from a dataset to another dataset or to the catalogue."""
    stops = {*instances(triples, "dcat:Dataset"), ox.NamedNode(CATALOG)}
    links: dict[ox.NamedNode, set[ox.NamedNode]] = {}
    for triple in triples:
        links.setdefault(triple.subject, set()).add(triple.object)
    for dataset in instances(triples, "dcat:Dataset"):
        reached: set[ox.NamedNode] = set()
        waiting = {dataset}
        while waiting:
            node = waiting.pop()
            reached.add(node)
            waiting |= links.get(node, set()) - reached
        assert reached & stops == {dataset}
        assert len(reached & set(instances(triples, "dcat:DataService"))) == 1


def test_values_are_of_the_lists_that_portals_know(triples: Triples) -> None:
    """Rule 7: licence, theme, frequency, language, access, availability and format are IRIs of the official lists."""
    for distribution in instances(triples, "dcat:Distribution"):
        assert values(triples, distribution, "dct:license") == ["http://dcat-ap.de/def/licenses/dl-zero-de/2.0"]
        assert values(triples, distribution, "dct:format")[0].startswith(f"{AUTHORITY}file-type/")
        for language in values(triples, distribution, "dct:language"):
            assert language in {f"{AUTHORITY}language/DEU", f"{AUTHORITY}language/ENG"}
    for dataset in instances(triples, "dcat:Dataset"):
        assert all(theme.startswith(f"{AUTHORITY}data-theme/") for theme in values(triples, dataset, "dcat:theme"))
        assert values(triples, dataset, "dct:accrualPeriodicity") == [f"{AUTHORITY}frequency/IRREG"]
        assert values(triples, dataset, "dct:accessRights") == [f"{AUTHORITY}access-right/PUBLIC"]
        assert values(triples, dataset, "dcatde:contributorID") == [GOVDATA]
        assert values(triples, dataset, "dcatap:availability") == [f"{AUTHORITY}planned-availability/STABLE"]


def test_what_is_pointed_to_is_typed_and_named(triples: Triples) -> None:
    """Rule 8: every concept that is pointed to has type, list and skos:prefLabel, and nothing has rdfs:label."""
    assert not [triple for triple in triples if triple.predicate.value == expand("rdfs:label")]
    for concept in instances(triples, "skos:Concept"):
        assert values(triples, concept, "skos:prefLabel")
        [scheme] = values(triples, concept, "skos:inScheme")
        assert ox.NamedNode(scheme) in instances(triples, "skos:ConceptScheme")
    described = {triple.subject for triple in triples}
    for predicate in (
        "dct:license",
        "dct:format",
        "dcat:theme",
        "dct:spatial",
        "dcat:mediaType",
        "dcatde:contributorID",
    ):
        pointed = {triple.object for triple in triples if triple.predicate.value == expand(predicate)}
        assert pointed
        assert pointed <= described


def test_names_are_absolute_and_texts_have_a_language(triples: Triples) -> None:
    """Rule 9: absolute IRIs, no blank node, de or en only, and keywords that CKAN takes, none of them twice."""
    for node in {part for triple in triples for part in (triple.subject, triple.predicate, triple.object)}:
        assert not isinstance(node, ox.BlankNode)
        if isinstance(node, ox.NamedNode):
            assert re.match(r"(https?://|mailto:)", node.value)
        elif node.language:
            assert node.language in {"de", "en"}
    for dataset in instances(triples, "dcat:Dataset"):
        keywords = values(triples, dataset, "dcat:keyword")
        assert len(set(keywords)) == len(keywords)
        assert all(KEYWORD.fullmatch(keyword) and 2 <= len(keyword) <= 100 for keyword in keywords)


def test_same_release_gives_the_same_bytes(release: Release) -> None:
    """Rule 10: another process with another hash seed, time zone and locale writes the same bytes in every syntax."""
    code = (
        "import sys; from pathlib import Path; from intmk_kg.publication.catalog import catalog\n"
        "from intmk_kg.release.directory import open_release; from intmk_kg.settings import Settings\n"
        f"for media_type, suffix in {[(name, suffix) for name, (suffix, _) in FORMATS.items()]}:\n"
        "    sys.stdout.buffer.write(catalog(open_release(Path(sys.argv[1])), Settings(), media_type, suffix))\n"
    )
    written = {
        subprocess.run(
            [sys.executable, "-c", code, release.path],
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(written) == 1


def test_dates_have_a_time_zone_and_come_from_the_ledger(release: Release, triples: Triples) -> None:
    """dct:modified is the ledger's, with a zone; a state that no release recorded says so and has no version."""
    recorded = ledger(release)
    for dataset in datasets(release):
        node, state = ox.NamedNode(dataset.iri), recorded.dataset(dataset.iri, release.id)
        assert values(triples, node, "dct:modified") == ([state.modified] if state else [])
        assert all(moment.endswith("Z") for moment in values(triples, node, "dct:modified"))
        is_new = state is not None and not dataset.is_recorded
        assert bool(values(triples, node, "adms:versionNotes")) == is_new
        assert bool(values(triples, node, "dcat:version")) == dataset.is_recorded


def test_plain_download_has_its_address_twice(triples: Triples) -> None:
    """A file has one address for both URLs (convention 39); SPARQL has no download, its access is the endpoint (41)."""
    for distribution in instances(triples, "dcat:Distribution"):
        access, download = (values(triples, distribution, f"dcat:{name}URL") for name in ("access", "download"))
        service = values(triples, distribution, "dcat:accessService")
        if service:
            assert download == []
            assert access == values(triples, ox.NamedNode(service[0]), "dcat:endpointURL")
        else:
            assert access == download
            assert access[0].startswith(("http://kg.example/dumps/latest/", "http://kg.example/tables/"))


def test_settings_name_publisher_and_contact(release: Release, settings: Settings) -> None:
    """Publisher, its kind and the contact are those of the settings, for the catalogue, datasets and services."""
    given = replace(
        settings,
        publisher_name="Land Erfunden",
        publisher_iri="https://erfunden.example/#land",
        publisher_type="http://purl.org/adms/publishertype/RegionalAuthority",
        contact_email="daten@erfunden.example",
        contact_url="https://erfunden.example/kontakt",
    )
    graph = Graph().parse(data=catalog(release, given, "text/turtle", "ttl"), format="turtle")
    answer = graph.query(
        """PREFIX dct: <http://purl.org/dc/terms/> PREFIX foaf: <http://xmlns.com/foaf/0.1/>
        PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX vcard: <http://www.w3.org/2006/vcard/ns#>
        SELECT DISTINCT ?publisher ?name ?kind ?email ?url WHERE {
          ?any dct:publisher ?publisher . ?publisher foaf:name ?name ; dct:type ?kind .
          ?other dcat:contactPoint ?contact . ?contact vcard:hasEmail ?email ; vcard:hasURL ?url }"""
    )
    assert [tuple(map(str, row)) for row in answer] == [
        (
            "https://erfunden.example/#land",
            "Land Erfunden",
            "http://purl.org/adms/publishertype/RegionalAuthority",
            "mailto:daten@erfunden.example",
            "https://erfunden.example/kontakt",
        )
    ]


def _pages(release: Release, settings: Settings, page_size: int) -> Iterator[Graph]:
    for page in range(1, pages(release, page_size) + 1):
        written = catalog(release, settings, "text/turtle", "ttl", page, page_size=page_size)
        yield Graph().parse(data=written, format="turtle")


@pytest.mark.parametrize(("page_size", "expected"), [(100, 1), (4, 2), (2, 3), (1, 6)])
def test_pages_follow_one_another_and_end(release: Release, settings: Settings, page_size: int, expected: int) -> None:
    """The pages link on by absolute addresses, the last has no next, and together they have every dataset once."""
    found, described = list(_pages(release, settings, page_size)), []
    hydra = "PREFIX hydra: <http://www.w3.org/ns/hydra/core#> PREFIX dcat: <http://www.w3.org/ns/dcat#>"
    for number, graph in enumerate(found, 1):
        [(view, total)] = graph.query(
            f"{hydra} SELECT ?v ?n {{ ?v a hydra:PartialCollectionView ; hydra:totalItems ?n }}"
        )
        assert (str(view), int(total)) == (f"http://kg.example/catalog.ttl?page={number}", 6)
        following = [str(row[0]) for row in graph.query(f"{hydra} SELECT ?n {{ ?v hydra:next ?n }}")]
        assert following == ([f"http://kg.example/catalog.ttl?page={number + 1}"] if number < expected else [])
        described += [str(row[0]) for row in graph.query(f"{hydra} SELECT ?d {{ ?d a dcat:Dataset }} ORDER BY ?d")]
    assert len(found) == expected
    assert described == [dataset.iri for dataset in datasets(release)]


def test_page_is_whole_in_itself(release: Release, settings: Settings) -> None:
    """Each page names publisher, contact, distributions and concepts of its datasets, for it is parsed alone."""
    whole = catalog(release, settings, "text/turtle", "ttl")
    expected = Graph().parse(data=whole, format="turtle")
    for graph in _pages(release, settings, 1):
        for subject in set(graph.subjects()):
            if "catalog" not in str(subject):
                assert set(graph.predicate_objects(subject)) == set(expected.predicate_objects(subject))
        assert len(set(graph.subjects())) > 30


@pytest.mark.parametrize("page", [0, 2, -1])
def test_page_beyond_the_last_is_none(release: Release, settings: Settings, page: int) -> None:
    """There is no page before the first or after the last."""
    with pytest.raises(LookupError):
        catalog(release, settings, "text/turtle", "ttl", page)
