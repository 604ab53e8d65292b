"""Whether every dataset and distribution can be told from the others, today and at the next run."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from rdflib import DCAT, RDF, BNode, Graph, URIRef
from rdflib.term import Node

from intmk_kg.preflight.datasets import Dataset
from intmk_kg.preflight.findings import Finding, found
from intmk_kg.preflight.vocabularies import expected_namespace

# The version of DCAT that rdflib knows has no series yet
_SERIES = URIRef(f"{DCAT}DatasetSeries")
_FORBIDDEN = frozenset('<>" {}|\\^`')


def identity_findings(datasets: Iterable[Dataset]) -> Iterator[Finding]:
    """What is wrong with the IRIs and identifiers of the datasets, each alone and among each other."""
    listed = list(datasets)
    for dataset in listed:
        yield from _kind_findings(dataset)
        if is_full(dataset):
            yield from _identifier_findings(dataset)
    yield from _shared(listed)


def iri_findings(graph: Graph, url: str) -> Iterator[Finding]:
    """The IRIs of a page that are relative, invalid, or not in the vocabulary that they were meant to be in."""
    catalogues = set(graph.subjects(RDF.type, DCAT.Catalog))
    for catalogue in catalogues:
        for service in graph.objects(catalogue, DCAT.dataset):
            if (service, RDF.type, DCAT.DataService) in graph:
                yield found("service-as-dataset", catalogue, value=service)
    for iri in sorted({term for triple in graph for term in triple if isinstance(term, URIRef)}):
        if iri.startswith("file:"):
            yield found("relative-iri", url, value=iri.removeprefix("file:///") or "<>")
        elif _FORBIDDEN & set(iri) or any(ord(character) <= 0x20 for character in iri):  # noqa: PLR2004 - control characters
            yield found("invalid-iri", url, value=iri)
        elif expected := expected_namespace(str(iri)):
            yield found("vocabulary-https", url, value=iri, expected=expected)


def is_full(dataset: Dataset) -> bool:
    """Whether the node is described as a dataset and is not a catalogue, a series or a mere reference."""
    return not dataset.is_reference and not any(
        (dataset.node, RDF.type, kind) in dataset.graph for kind in (DCAT.Catalog, _SERIES)
    )


def _kind_findings(dataset: Dataset) -> Iterator[Finding]:
    types = set(dataset.graph.objects(dataset.node, RDF.type))
    if {DCAT.Catalog, _SERIES} & types:
        yield found("catalogue-is-dataset" if DCAT.Catalog in types else "series-is-dataset", dataset.node)
        if not dataset.titles:
            yield found("title-missing", dataset.node)
    elif dataset.is_reference:
        yield found("dataset-reference", dataset.node)
    elif dataset.foreign is not None:
        yield found("dataset-linked", dataset.node, value=dataset.foreign)
    if DCAT.CatalogRecord in types:
        yield found("record-shares-iri", dataset.node)


def _identifier_findings(dataset: Dataset) -> Iterator[Finding]:
    if dataset.iri is None:
        yield found("dataset-blank", dataset.url, value=dataset.title)
    if not dataset.identifiers:
        yield found("identifier-missing", _name(dataset))
    elif len(dataset.identifiers) > 1:
        yield found("identifier-multiple", _name(dataset), value=", ".join(dataset.identifiers))
    elif dataset.iri is not None and dataset.identifier != dataset.iri:
        yield found("identifier-differs", _name(dataset), value=dataset.identifier)
    for distribution in dataset.distributions:
        if isinstance(distribution, BNode):
            yield found("distribution-blank", _name(dataset), value=_address(dataset.graph, distribution))


def _shared(datasets: Iterable[Dataset]) -> Iterator[Finding]:
    nodes: dict[str, set[str]] = defaultdict(set)
    pages: dict[str, list[str]] = defaultdict(list)
    for dataset in datasets:
        for identifier in dataset.identifiers:
            nodes[identifier].add(_name(dataset))
        if dataset.iri is not None:
            pages[dataset.iri].append(dataset.url)
    for identifier, names in sorted(nodes.items()):
        if len(names) > 1:
            yield found("identifier-duplicate", ", ".join(sorted(names)), value=identifier)
    for iri, urls in sorted(pages.items()):
        if len(urls) > 1:
            yield found("dataset-repeated", iri, value=", ".join(urls))


def _name(dataset: Dataset) -> str:
    return dataset.iri or dataset.title or str(dataset.node)


def _address(graph: Graph, distribution: Node) -> str:
    return str(graph.value(distribution, DCAT.accessURL) or graph.value(distribution, DCAT.downloadURL) or "")
