"""What the real harvester of CKAN makes of our catalogue, of the example, and of broken ones."""

import contextlib
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest
from broken_catalogues import BROKEN
from loopback import Resource, Site, serving
from rdflib import DCAT, DCTERMS, RDF, Graph, Literal, URIRef

from intmk_kg.preflight import inspect

PROFILES = ("euro_dcat_ap_2", "euro_dcat_ap_3")
LANGUAGES = ("de", "en")
# GovData's ckanext-dcat 2.3.0 stops there, the 2.4.4 that is driven here goes on
STOPS_ONLY_OLDER = {"head-refused"}
NEVER_ENDS = {"paging-loop"}

Gathering = dict[str, Any]
Gather = Callable[[list[dict[str, Any]]], list[Gathering]]


@pytest.fixture(params=["our own", "our own in RDF/XML", "the example"])
def source(request: pytest.FixtureRequest, site: Site) -> tuple[str, Graph]:
    """A catalogue: where it is served, and what it says."""
    if request.param.startswith("our own"):
        url = request.getfixturevalue("our_catalogue") + (".rdf" if "XML" in request.param else "")
        with urllib.request.urlopen(url, timeout=30) as answer:
            return url, Graph().parse(data=answer.read(), format=answer.headers.get_content_type())
    body = request.getfixturevalue("example_catalogue")
    site.put(Resource(body))
    return site.catalogue, Graph().parse(data=body, format="turtle")


def jobs(url: str, *held: str) -> list[dict[str, Any]]:
    """A job for each profile and language."""
    return [
        {"url": url, "held": held, "profile": profile, "language": language}
        for profile in PROFILES
        for language in LANGUAGES
    ]


def described(graph: Graph) -> dict[str, set[str]]:
    """The datasets of a catalogue and their distributions, by IRI."""
    return {
        str(dataset): {str(distribution) for distribution in graph.objects(dataset, DCAT.distribution)}
        for dataset in graph.subjects(RDF.type, DCAT.Dataset)
    }


def imported(gathering: Gathering) -> dict[str, set[str]]:
    """The datasets that CKAN would import and their resources, by IRI."""
    return {
        guid: {resource["uri"] for resource in dataset["resources"]} for guid, dataset in gathering["datasets"].items()
    }


def test_everything_is_imported_without_a_warning(gather: Gather, source: tuple[str, Graph]) -> None:
    """In both profiles and languages every dataset and distribution comes through, without error or warning."""
    url, graph = source
    for gathering in gather(jobs(url)):
        assert (gathering["errors"], gathering["warnings"], gathering["refused"]) == ([], [], [])
        assert imported(gathering) == described(graph)
        assert gathering["deletes"] == []


def test_what_counts_arrives_as_it_is(gather: Gather, source: tuple[str, Graph]) -> None:
    """Titles come in the portal's language; licences and identifiers come as the IRIs that they are."""
    url, graph = source
    for job, gathering in zip(jobs(url), gather(jobs(url)), strict=True):
        for guid, dataset in gathering["datasets"].items():
            titles = set(graph.objects(URIRef(guid), DCTERMS.title))
            assert Literal(dataset["title"], lang=job["language"]) in titles
            assert {"key": "identifier", "value": guid} in dataset["extras"]
            for resource in dataset["resources"]:
                assert resource["license"] == str(graph.value(URIRef(resource["uri"]), DCTERMS.license))


def test_second_run_creates_and_deletes_nothing(gather: Gather, source: tuple[str, Graph]) -> None:
    """Where all is held already, nothing is new and nothing is gone."""
    url, graph = source
    held = described(graph)
    for gathering in gather(jobs(url, *held)):
        assert set(gathering["datasets"]) - set(held) == set()
        assert gathering["deletes"] == []


def test_removed_dataset_is_deleted_alone(gather: Gather, source: tuple[str, Graph]) -> None:
    """The catalogue without one of its datasets gives exactly one delete, that of the removed one."""
    _, graph = source
    held = sorted(described(graph))
    removed = URIRef(held[0])
    graph.remove((removed, None, None))
    graph.remove((None, None, removed))
    with serving() as site:
        site.put(Resource(graph.serialize(format="turtle").encode()))
        for gathering in gather(jobs(site.catalogue, *held)):
            assert gathering["deletes"] == [str(removed)]
            assert gathering["errors"] == []


def test_broken_store_changes_nothing(gather: Gather, source: tuple[str, Graph]) -> None:
    """While the store is not whole every page is 503, and CKAN neither creates nor deletes."""
    _, graph = source
    with serving() as site:
        site.put(Resource(b"", 503))
        for gathering in gather(jobs(site.catalogue, *described(graph))):
            assert gathering["datasets"] == {}
            assert gathering["deletes"] == []
            assert len(gathering["errors"]) == 1


def test_preflight_foresees_what_ckan_does(gather: Gather) -> None:
    """For every broken catalogue that ends: CKAN stops, deletes and refuses exactly where preflight says so."""
    told = [broken for broken in BROKEN if not broken.codes & (STOPS_ONLY_OLDER | NEVER_ENDS)]
    held = "https://data.example.org/dataset/held"
    with contextlib.ExitStack() as stack:
        sites = [stack.enter_context(serving()) for _ in told]
        foreseen = {}
        for broken, site in zip(told, sites, strict=True):
            broken.put(site)
            foreseen[broken.name] = next(
                plan for plan in inspect(site.url + broken.path).plans if plan.portal == "ckan"
            )
            broken.put(site)
        asked = [jobs(site.url + broken.path, held)[0] for broken, site in zip(told, sites, strict=True)]
        for broken, gathering in zip(told, gather(asked), strict=True):
            plan = foreseen[broken.name]
            stopped = plan.outcome != "harvested"
            assert bool(gathering["errors"]) == stopped, (broken.name, gathering["errors"])
            assert gathering["deletes"] == ([] if stopped else [held]), broken.name
            if not stopped:
                assert set(gathering["datasets"]) == {*plan.creates, *plan.duplicates, *plan.drops}, broken.name
                assert bool(gathering["refused"]) == bool(plan.drops), (broken.name, gathering["refused"])
