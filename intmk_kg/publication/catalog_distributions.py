"""The distributions of a dataset and its SPARQL service, as the catalogue describes them."""

from collections.abc import Iterator, Mapping

from intmk_kg.graph.syntaxes import PlainTriple
from intmk_kg.publication.datasets import Dataset
from intmk_kg.publication.dumps import dump_files
from intmk_kg.publication.triples import Described, about, expand, link, literals, text, typed, value
from intmk_kg.release.directory import Release
from intmk_kg.settings import Settings

_TITLE = expand("dct:title")
_DISTRIBUTION, _ACCESS_URL = expand("dcat:distribution"), expand("dcat:accessURL")
_TEMPLATE = "catalog#distribution-"
_SERVICE = "catalog#service"
_SPARQL = "sparql"
_PROFILE_SUFFIX = "ttl"


def distributions(
    release: Release, settings: Settings, described: Described, dataset: Dataset
) -> Iterator[tuple[str, list[PlainTriple]]]:
    """The distributions of a dataset, each with what is said of it: plain files, further ones, and SPARQL.

    Packed files are in the VoID description: to a portal they would be copies.
    """
    written = _Distributions(settings, described, dataset)
    for file in dump_files(release):
        if file.stem == dataset.stem and not file.packing:
            address = f"{settings.public_url}dumps/latest/{file.name}"
            yield written.file(f"{dataset.iri}#{file.suffix}", file.suffix, address)
    for iri in sorted(t.object for t in described[dataset.iri] if t.predicate == _DISTRIBUTION):
        yield written.authored(iri)
    yield written.sparql(f"{dataset.iri}#{_SPARQL}")


def service(
    settings: Settings, described: Described, dataset: Dataset, publisher: str, contact: str
) -> Iterator[PlainTriple]:
    """The SPARQL service of one dataset: one shared by all would tie them together."""
    iri, template = f"{dataset.iri}#service", described.get(f"{settings.base_iri}{_SERVICE}", ())
    yield typed(iri, "dcat:DataService")
    yield from _titled(iri, dataset.titles, template)
    yield from about(iri, (triple for triple in template if triple.predicate != _TITLE))
    yield link(iri, "dcat:endpointURL", f"{settings.public_url}sparql")
    yield link(iri, "dcat:endpointDescription", f"{settings.public_url}.well-known/void")
    yield link(iri, "dcat:servesDataset", dataset.iri)
    yield link(iri, "dct:publisher", publisher)
    yield link(iri, "dcat:contactPoint", contact)


class _Distributions:
    """Writes the distributions of one dataset."""

    def __init__(self, settings: Settings, described: Described, dataset: Dataset) -> None:
        self._settings = settings
        self._described = described
        self._dataset = dataset

    def file(self, iri: str, suffix: str, address: str) -> tuple[str, list[PlainTriple]]:
        """A file of the dataset."""
        template = self._template(suffix)
        untitled = (triple for triple in template if triple.predicate != _TITLE)
        titled = _titled(iri, self._dataset.titles, template)
        return iri, [*self._common(iri, address), *titled, *about(iri, untitled), *_download(iri, address)]

    def authored(self, iri: str) -> tuple[str, list[PlainTriple]]:
        """A distribution that the project describes: a profile, or what its dcat:accessURL names under the base IRI."""
        described = self._described.get(iri, ())
        base = self._settings.base_iri
        own = next((triple.object for triple in described if triple.predicate == _ACCESS_URL), None)
        path = own.removeprefix(base) if own else self._profile(iri)
        address = f"{self._settings.public_url}{path}"
        said = {triple.predicate for triple in described}
        triples = [triple for triple in self._template(path.rpartition(".")[2]) if triple.predicate not in said]
        triples += [triple for triple in described if triple.predicate != _ACCESS_URL]
        return iri, [*self._common(iri, address), *about(iri, triples), *_download(iri, address)]

    def sparql(self, iri: str) -> tuple[str, list[PlainTriple]]:
        """The dataset by its SPARQL service; without downloadURL (convention 41 of the German handbook)."""
        template = self._template(_SPARQL)
        untitled = (triple for triple in template if triple.predicate != _TITLE)
        titled = _titled(iri, self._dataset.titles, template)
        access = link(iri, "dcat:accessService", f"{self._dataset.iri}#service")
        return iri, [*self._common(iri, f"{self._settings.public_url}sparql"), *titled, *about(iri, untitled), access]

    def _profile(self, iri: str) -> str:
        return f"dumps/latest/{self._dataset.stem}-{iri.rpartition('#')[2]}.{_PROFILE_SUFFIX}"

    def _template(self, suffix: str) -> tuple[PlainTriple, ...]:
        return self._described.get(f"{self._settings.base_iri}{_TEMPLATE}{suffix}", ())

    def _common(self, iri: str, address: str) -> Iterator[PlainTriple]:
        yield typed(iri, "dcat:Distribution")
        yield link(iri, "dcat:accessURL", address)
        if self._dataset.issued and self._dataset.modified:
            yield value(iri, "dct:issued", self._dataset.issued[:10], "xsd:date")
            yield value(iri, "dct:modified", self._dataset.modified, "xsd:dateTime")


def _download(iri: str, address: str) -> list[PlainTriple]:
    """A plain download has its address twice (convention 39 of the German handbook)."""
    return [link(iri, "dcat:downloadURL", address)]


def _titled(iri: str, titles: Mapping[str, str], template: tuple[PlainTriple, ...]) -> list[PlainTriple]:
    """The dataset's title with the template's behind it, in each language."""
    named = literals(template, "dct:title")
    return [
        text(iri, "dct:title", f"{title} ({named[language]})", language)
        for language, title in titles.items()
        if language in named
    ]
