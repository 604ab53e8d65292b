"""The catalogue for open-data portals: DCAT-AP.de 3.0 (https://www.dcat-ap.de/def/dcatde/3.0/spec/).

What is said comes from data/catalog.ttl; here it is joined with the release and the settings. A page of the catalogue
is whole in itself, has no blank nodes, and from a dataset no chain of links reaches another dataset or the catalogue:
harvesters cut a dataset out by following every link.
"""

from collections.abc import Iterable, Iterator

from intmk_kg.graph.syntaxes import PlainTriple
from intmk_kg.publication.catalog_agents import contact, contributor, publisher
from intmk_kg.publication.catalog_distributions import distributions, service
from intmk_kg.publication.datasets import Dataset, catalog_description, datasets
from intmk_kg.publication.triples import (
    DESCRIPTION_PREFIXES,
    Described,
    expand,
    link,
    text,
    typed,
    value,
)
from intmk_kg.release.directory import Release
from intmk_kg.release.documents import document
from intmk_kg.settings import Settings

PAGE_SIZE = 100
_LEFT_OUT = (expand("dcat:dataset"), expand("dcat:distribution"), expand("foaf:homepage"))
_UNRECORDED = {
    "de": "Enthält Änderungen seit der letzten Veröffentlichung; deren Datum ist das Änderungsdatum.",
    "en": "Holds changes since the last release, whose date is the date of modification.",
}


def pages(release: Release, page_size: int = PAGE_SIZE) -> int:
    """How many pages the catalogue has."""
    return max(1, -(-len(datasets(release)) // page_size))


def catalog(  # noqa: PLR0913 - a page in a syntax
    release: Release,
    settings: Settings,
    media_type: str,
    suffix: str,
    page: int = 1,
    *,
    page_size: int = PAGE_SIZE,
) -> bytes:
    """One page of the catalogue.

    Args:
        release: what is described.
        settings: the addresses, who publishes, and whom to ask.
        media_type: one of Turtle, JSON-LD and RDF/XML.
        suffix: of the addresses in that syntax: harvesters keep to the syntax of the first page.
        page: its number, from 1 to `pages`.
        page_size: how many datasets a page describes.

    Raises:
        LookupError: there is no such page, or the project has no catalogue.
    """
    described = catalog_description(release)
    shown = datasets(release)[(page - 1) * page_size : page * page_size]
    if not shown or page < 1:
        raise LookupError(page)
    written = _Writer(release, settings, described)
    triples = [
        *written.catalog(shown),
        *_view(written.iri, f"{settings.public_url}catalog.{suffix}", page, pages(release, page_size), release),
    ]
    for dataset in shown:
        triples += written.dataset(dataset)
    return document([*triples, *_reached(triples, described)], media_type, DESCRIPTION_PREFIXES)


class _Writer:
    """Writes the catalogue and its datasets; publisher, contact and contributor are the same for all."""

    def __init__(self, release: Release, settings: Settings, described: Described) -> None:
        self._release = release
        self._settings = settings
        self._described = described
        self.iri = f"{settings.base_iri}catalog"
        self._publisher, self._about_publisher = publisher(settings, described, self.iri)
        self._contact, self._about_contact = contact(settings, described, self.iri)
        self._contributor, self._about_contributor = contributor(settings)

    def catalog(self, shown: Iterable[Dataset]) -> Iterator[PlainTriple]:
        yield from (triple for triple in self._described.get(self.iri, ()) if triple.predicate not in _LEFT_OUT)
        yield typed(self.iri, "hydra:Collection")
        yield link(self.iri, "dct:publisher", self._publisher)
        yield link(self.iri, "foaf:homepage", self._settings.public_url)
        yield typed(self._settings.public_url, "foaf:Document")
        yield from (*self._about_publisher, *self._about_contact, *self._about_contributor)
        known = datasets(self._release)
        if issued := [dataset.issued for dataset in known if dataset.issued]:
            yield value(self.iri, "dct:issued", min(issued)[:10], "xsd:date")
        if modified := [dataset.modified for dataset in known if dataset.modified]:
            yield value(self.iri, "dct:modified", max(modified), "xsd:dateTime")
        for dataset in shown:
            yield link(self.iri, "dcat:dataset", dataset.iri)
            yield link(self.iri, "dcat:service", f"{dataset.iri}#service")

    def dataset(self, dataset: Dataset) -> Iterator[PlainTriple]:
        iri, page = dataset.iri, f"{self._settings.public_url}doc/{dataset.local_id}"
        yield from (triple for triple in self._described[iri] if triple.predicate not in _LEFT_OUT)
        yield text(iri, "dct:identifier", iri)
        yield link(iri, "dct:publisher", self._publisher)
        yield link(iri, "dct:creator", self._publisher)
        yield link(iri, "dcat:contactPoint", self._contact)
        yield link(iri, "dcat:landingPage", page)
        yield typed(page, "foaf:Document")
        if self._contributor:
            yield link(iri, "dcatde:contributorID", self._contributor)
        yield from _dates(dataset)
        yield from _coverage(dataset)
        for distribution, triples in distributions(self._release, self._settings, self._described, dataset):
            yield link(iri, "dcat:distribution", distribution)
            yield from triples
        yield from service(self._settings, self._described, dataset, self._publisher, self._contact)


def _dates(dataset: Dataset) -> Iterator[PlainTriple]:
    """When it was issued and modified; a state that no release recorded has no date of its own and says so."""
    if dataset.issued and dataset.modified:
        yield value(dataset.iri, "dct:issued", dataset.issued[:10], "xsd:date")
        yield value(dataset.iri, "dct:modified", dataset.modified, "xsd:dateTime")
    if dataset.modified and dataset.is_recorded:
        yield text(dataset.iri, "dcat:version", dataset.modified[:10].replace("-", "."))
    if dataset.modified and not dataset.is_recorded:
        for language, note in _UNRECORDED.items():
            yield text(dataset.iri, "adms:versionNotes", note, language)


def _coverage(dataset: Dataset) -> Iterator[PlainTriple]:
    if dataset.start and dataset.end:
        period = f"{dataset.iri}#period"
        yield link(dataset.iri, "dct:temporal", period)
        yield typed(period, "dct:PeriodOfTime")
        yield value(period, "dcat:startDate", dataset.start, "xsd:date")
        yield value(period, "dcat:endDate", dataset.end, "xsd:date")


def _view(catalog_iri: str, address: str, page: int, last: int, release: Release) -> Iterator[PlainTriple]:
    """The place of a page among all, in the one form that CKAN, piveau and udata read (https://www.hydra-cg.com/spec/)."""
    total = len(datasets(release))
    view = f"{address}?page={page}"
    yield value(catalog_iri, "hydra:totalItems", total, "xsd:integer")
    yield link(catalog_iri, "hydra:view", view)
    yield typed(view, "hydra:PartialCollectionView")
    yield value(view, "hydra:totalItems", total, "xsd:integer")
    yield link(view, "hydra:first", f"{address}?page=1")
    yield link(view, "hydra:last", f"{address}?page={last}")
    if page > 1:
        yield link(view, "hydra:previous", f"{address}?page={page - 1}")
    if page < last:
        yield link(view, "hydra:next", f"{address}?page={page + 1}")


def _reached(triples: Iterable[PlainTriple], described: Described) -> Iterator[PlainTriple]:
    """The names of all concepts and documents that the triples point to, so that a page needs no other knowledge."""
    written = {triple.subject for triple in triples}
    waiting = [triple.object for triple in triples if not triple.is_literal]
    while waiting:
        iri = waiting.pop()
        if iri in written or iri not in described:
            continue
        written.add(iri)
        yield from described[iri]
        waiting += [triple.object for triple in described[iri] if not triple.is_literal]
