"""Whether a portal can read what a dataset and its distributions say of themselves."""

import re
from collections.abc import Iterator

from rdflib import DCAT, DCTERMS, RDFS, XSD, Literal, URIRef
from rdflib.term import Node

from intmk_kg.preflight.datasets import Dataset
from intmk_kg.preflight.findings import Finding, found
from intmk_kg.preflight.vocabularies import DCATDE, is_known_licence

_LANGUAGE_TAG = re.compile(r"[a-z]{2}")
_KEYWORD = re.compile(r"[\w \-.]*")
_MOST_DISTRIBUTIONS = 1000
_KEYWORD_LENGTHS = range(2, 101)
_DATE = re.compile(r"-?\d{4,}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?)?)?(Z|[+-]\d{2}:\d{2})?")
_MOMENT = re.compile(r".*T.*(Z|[+-]\d{2}:\d{2})")

# What CKAN reads by other ways than _object_value, so that a label does not replace it
_READ_OTHERWISE = frozenset(
    (
        DCAT.distribution,
        DCAT.contactPoint,
        DCAT.accessService,
        DCAT.mediaType,
        DCTERMS.publisher,
        DCTERMS.creator,
        DCTERMS.format,
        DCTERMS.spatial,
        DCTERMS.temporal,
    )
)


def description_findings(dataset: Dataset) -> Iterator[Finding]:
    """What portals would drop, replace or misread in a dataset and its distributions."""
    yield from _text_findings(dataset)
    yield from _date_findings(dataset)
    yield from _keyword_findings(dataset)
    yield from _reference_findings(dataset)
    if (dataset.node, DCATDE.contributorID, None) not in dataset.graph:
        yield found("contributor-id-missing", dataset.node)
    if not dataset.distributions:
        yield found("no-distribution", dataset.node)
    if len(dataset.distributions) > _MOST_DISTRIBUTIONS:
        yield found("distributions-many", dataset.node, value=len(dataset.distributions))
    for distribution in dataset.distributions:
        yield from _distribution_findings(dataset, distribution)


def _text_findings(dataset: Dataset) -> Iterator[Finding]:
    if not dataset.titles:
        yield found("title-missing", dataset.node)
    if not dataset.literals(DCTERMS.description):
        yield found("description-missing", dataset.node)
    languages = [title.language for title in dataset.titles]
    if len(languages) > 1 and "de" not in languages:
        yield found("title-language", dataset.node)
    for language in sorted({tag or "" for tag in languages if languages.count(tag) > 1}):
        texts = [str(title) for title in dataset.titles if (title.language or "") == language]
        yield found("title-ambiguous", dataset.node, value=" / ".join(texts))
    for node in (dataset.node, *dataset.distributions):
        tags = {
            str(literal.language)
            for predicate in (DCTERMS.title, DCTERMS.description, DCAT.keyword)
            for literal in dataset.graph.objects(node, predicate)
            if isinstance(literal, Literal) and literal.language and not _LANGUAGE_TAG.fullmatch(literal.language)
        }
        for tag in sorted(tags):
            yield found("language-tag", node, value=tag)


def _date_findings(dataset: Dataset) -> Iterator[Finding]:
    modified = dataset.literals(DCTERMS.modified)
    if not modified:
        yield found("modified-missing", dataset.node)
    for node in (dataset.node, *dataset.distributions):
        for predicate in (DCTERMS.issued, DCTERMS.modified):
            for value in dataset.graph.objects(node, predicate):
                if not _is_date(value):
                    yield found("date-malformed", node, value=value)
    for value in modified:
        if _is_date(value) and not _MOMENT.fullmatch(value):
            yield found("modified-without-zone", dataset.node, value=value)


def _is_date(value: Node) -> bool:
    if not isinstance(value, Literal) or (value.ill_typed and value.datatype in {XSD.date, XSD.dateTime}):
        return False
    return bool(_DATE.fullmatch(value))


def _keyword_findings(dataset: Dataset) -> Iterator[Finding]:
    for keyword in sorted({str(literal) for literal in dataset.literals(DCAT.keyword)}):
        if "," in keyword:
            yield found("keyword-comma", dataset.node, value=keyword)
        for part in keyword.split(",") if "," in keyword else [keyword]:
            if not _KEYWORD.fullmatch(part.strip()):
                yield found("keyword-characters", dataset.node, value=part.strip())
            elif len(part.strip()) not in _KEYWORD_LENGTHS:
                yield found("keyword-length", dataset.node, value=part.strip())


def _reference_findings(dataset: Dataset) -> Iterator[Finding]:
    graph = dataset.graph
    for predicate in (DCAT.distribution, DCTERMS.publisher, DCAT.contactPoint):
        for value in sorted(graph.objects(dataset.node, predicate), key=str):
            if isinstance(value, URIRef) and (value, None, None) not in graph:
                yield found("reference-undescribed", dataset.node, value=value, property=_short(predicate))
    for node in (dataset.node, *dataset.distributions):
        for stated, value in sorted(graph.predicate_objects(node)):
            if stated not in _READ_OTHERWISE and isinstance(value, URIRef) and (value, RDFS.label, None) in graph:
                yield found("label-replaces-iri", node, value=value, property=_short(stated))


def _distribution_findings(dataset: Dataset, distribution: Node) -> Iterator[Finding]:
    graph = dataset.graph
    if (distribution, None, None) not in graph:
        return
    name = distribution if isinstance(distribution, URIRef) else graph.value(distribution, DCAT.accessURL)
    if (distribution, DCAT.accessURL, None) not in graph:
        yield found("access-url-missing", dataset.node, value=name)
    licences = sorted(graph.objects(distribution, DCTERMS.license), key=str)
    if not licences:
        yield found("licence-missing", dataset.node, value=name)
    for licence in licences:
        # Only the scheme of the list's address is wrong: that is a finding of its own
        if not is_known_licence(str(licence).replace("https://", "http://", 1)):
            yield found("licence-unknown", distribution, value=licence)


def _short(predicate: Node) -> str:
    return re.split(r"[#/]", str(predicate))[-1]
