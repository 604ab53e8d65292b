"""The three service description tests of SPARQL 1.1 (https://www.w3.org/TR/sparql11-service-description/)."""

from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox
import pytest
from w3c_server import W3cServer
from w3c_suite import ABSENT, SUITE, Manifest

SD = "http://www.w3.org/ns/sparql-service-description#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
MANIFEST = SUITE / "sparql11" / "service-description" / "manifest.ttl"

# Domain and range of every property, as sections 3.2 to 3.4 of the standard define them; None is any resource.
PROPERTIES: dict[str, tuple[str, str | None]] = {
    "endpoint": ("Service", None),
    "feature": ("Service", "Feature"),
    "defaultEntailmentRegime": ("Service", "EntailmentRegime"),
    "entailmentRegime": ("NamedGraph", "EntailmentRegime"),
    "defaultSupportedEntailmentProfile": ("Service", "EntailmentProfile"),
    "supportedEntailmentProfile": ("NamedGraph", "EntailmentProfile"),
    "extensionFunction": ("Service", "Function"),
    "extensionAggregate": ("Service", "Aggregate"),
    "languageExtension": ("Service", "Feature"),
    "supportedLanguage": ("Service", "Language"),
    "propertyFeature": ("Service", "Feature"),
    "defaultDataset": ("Service", "Dataset"),
    "availableGraphs": ("Service", "GraphCollection"),
    "resultFormat": ("Service", None),
    "inputFormat": ("Service", None),
    "defaultGraph": ("Dataset", "Graph"),
    "namedGraph": ("GraphCollection", "NamedGraph"),
    "name": ("NamedGraph", None),
    "graph": ("NamedGraph", "Graph"),
}
SUPERCLASSES = {"Dataset": "GraphCollection"}
INSTANCES = {
    **dict.fromkeys(("SPARQL10Query", "SPARQL11Query", "SPARQL11Update"), "Language"),
    **dict.fromkeys(
        ("DereferencesURIs", "UnionDefaultGraph", "RequiresDataset", "EmptyGraphs", "BasicFederatedQuery"), "Feature"
    ),
}
CLASSES = {
    "Aggregate",
    "Dataset",
    "EntailmentProfile",
    "EntailmentRegime",
    "Feature",
    "Function",
    "Graph",
    "GraphCollection",
    "Language",
    "NamedGraph",
    "Service",
}

pytestmark = pytest.mark.skipif(not MANIFEST.is_file(), reason=ABSENT)


@pytest.fixture
def description(w3c_server: W3cServer) -> list[ox.Quad]:
    """What the service says of itself."""
    response = w3c_server.request("GET", "/sparql", b"", {"Accept": "application/n-triples"})
    return list(ox.parse(response.body, format=ox.RdfFormat.N_TRIPLES))


def test_there_are_three_of_kind_the_description() -> None:
    """The manifest lists what is tested here, and nothing else."""
    names = {entry.value.rpartition("#")[2] for entry in Manifest(MANIFEST).entries()}
    assert names == {"returns-rdf", "has-endpoint-triple", "conforms-to-schema"}


@pytest.mark.parametrize("accept", [None, "*/*", "text/turtle", "application/rdf+xml", "application/n-triples"])
def test_returns_rdf(w3c_server: W3cServer, accept: str | None) -> None:
    """GET without a query returns RDF, to who asks for a format of it and to who asks for nothing."""
    response = w3c_server.request("GET", "/sparql", b"", {"Accept": accept} if accept else {})
    assert response.status == 200
    assert accept in {None, "*/*", response.media_type}
    format_ = ox.RdfFormat.from_media_type(response.media_type)
    assert format_ is not None
    assert list(ox.parse(response.body, format=format_))


def test_has_endpoint_triple(w3c_server: W3cServer, description: list[ox.Quad]) -> None:
    """Exactly one thing is a service, and its endpoint is the address that was asked."""
    services = [quad.subject for quad in description if _is(quad, RDF_TYPE, SD + "Service")]
    assert len(services) == 1
    endpoints = [quad.object for quad in description if quad.predicate.value == SD + "endpoint"]
    assert endpoints == [ox.NamedNode(f"{w3c_server.url}/sparql")]


def test_conforms_to_schema(description: list[ox.Quad]) -> None:
    """Every property of the vocabulary exists and stands between things of the classes that it is defined for."""
    types = _types(description)
    used = [quad for quad in description if quad.predicate.value.startswith(SD)]
    assert used
    for quad in used:
        domain, range_ = PROPERTIES[quad.predicate.value.removeprefix(SD)]
        assert domain in types[quad.subject], f"{quad.subject} is no {domain}"
        assert not isinstance(quad.object, ox.Literal), f"{quad.object} is a literal"
        assert range_ is None or range_ in types[quad.object], f"{quad.object} is no {range_}"
    assert set().union(*types.values()) <= CLASSES


def _types(description: Iterable[ox.Quad]) -> dict[Any, set[str]]:
    """The classes of the vocabulary that each thing is declared to be in."""
    types: dict[Any, set[str]] = {ox.NamedNode(SD + name): {class_} for name, class_ in INSTANCES.items()}
    for quad in description:
        if quad.predicate.value == RDF_TYPE and quad.object.value.startswith(SD):
            class_ = quad.object.value.removeprefix(SD)
            types.setdefault(quad.subject, set()).update({class_, SUPERCLASSES.get(class_, class_)})
    return types


def _is(quad: ox.Quad, predicate: str, value: str) -> bool:
    return quad.predicate.value == predicate and quad.object.value == value
