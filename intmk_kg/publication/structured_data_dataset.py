"""A dataset of the catalogue in the words of schema.org, as dataset searches read it.

What Google asks for stands at https://developers.google.com/search/docs/appearance/structured-data/dataset.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from intmk_kg.graph.syntaxes import PlainTriple, plain_triples
from intmk_kg.publication.catalog import catalog, pages
from intmk_kg.publication.structured_data import Node
from intmk_kg.publication.triples import Described, by_subject, expand
from intmk_kg.publication.wording import Text, preferred
from intmk_kg.release.directory import Release
from intmk_kg.settings import Settings

_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_PUBLIC = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"


def dataset_node(release: Release, settings: Settings, iri: str, language: str) -> Node | None:
    """What the catalogue says of a dataset, or None where it describes no such dataset.

    Args:
        release: whose catalogue it is.
        settings: the addresses, and who publishes.
        iri: the dataset.
        language: of the words.
    """
    for number in range(1, pages(release) + 1):
        try:
            page = catalog(release, settings, "text/turtle", "ttl", number)
        except LookupError:
            return None
        described = by_subject(plain_triples(page))
        if any(triple.object == expand("dcat:Dataset") for triple in described.get(iri, ())):
            return _Written(described, language).dataset(iri)
    return None


class _Written:
    """The nodes of one page of the catalogue in one language."""

    def __init__(self, described: Described, language: str) -> None:
        self._described = described
        self._language = language

    def dataset(self, iri: str) -> Node:
        distributions = self._links(iri, "dcat:distribution")
        node = {
            "@id": iri,
            "@type": "Dataset",
            "name": self._word(iri, "dct:title"),
            "description": self._word(iri, "dct:description"),
            "url": self._link(iri, "dcat:landingPage"),
            "identifier": iri,
            "keywords": self._words(iri, "dcat:keyword"),
            "license": next((found for d in distributions if (found := self._link(d, "dct:license"))), None),
            "creator": self._agent(self._link(iri, "dct:creator")),
            "publisher": self._agent(self._link(iri, "dct:publisher")),
            "datePublished": self._value(iri, "dct:issued"),
            "dateModified": self._value(iri, "dct:modified"),
            "version": self._value(iri, "dcat:version"),
            "temporalCoverage": self._period(iri),
            "spatialCoverage": [self._place(place) for place in self._links(iri, "dct:spatial")],
            "isAccessibleForFree": self._link(iri, "dct:accessRights") == _PUBLIC or None,
            "includedInDataCatalog": self._catalog(),
            "distribution": list(self._downloads(distributions)),
        }
        return _given(node)

    def _catalog(self) -> Node | None:
        for iri, triples in self._described.items():
            if any(triple.object == expand("dcat:Catalog") for triple in triples):
                name, page = self._word(iri, "dct:title"), self._link(iri, "foaf:homepage")
                return _given({"@id": iri, "@type": "DataCatalog", "name": name, "url": page})
        return None

    def _agent(self, iri: str | None) -> Node | None:
        if iri is None:
            return None
        name, page = self._value(iri, "foaf:name"), self._link(iri, "foaf:homepage")
        return _given({"@id": iri, "@type": "Organization", "name": name, "url": page})

    def _place(self, iri: str) -> Node:
        return _given({"@id": iri, "@type": "Place", "name": self._word(iri, "skos:prefLabel")})

    def _period(self, iri: str) -> str | None:
        """An ISO 8601 interval; an open one has two dots (https://schema.org/temporalCoverage)."""
        period = self._link(iri, "dct:temporal")
        if period is None:
            return None
        ends = [self._value(period, name) or ".." for name in ("dcat:startDate", "dcat:endDate")]
        return "/".join(ends)

    def _downloads(self, distributions: Iterable[str]) -> Iterator[Node]:
        """The distributions that are files; what has to be asked has no address of content."""
        for iri in distributions:
            address = self._link(iri, "dcat:downloadURL")
            if address:
                media_type = (self._link(iri, "dcat:mediaType") or "").removeprefix(_MEDIA_TYPES)
                node = {"@id": iri, "@type": "DataDownload", "name": self._word(iri, "dct:title")}
                yield _given(node | {"contentUrl": address, "encodingFormat": media_type})

    def _about(self, iri: str, predicate: str) -> list[PlainTriple]:
        expanded = expand(predicate)
        return [triple for triple in self._described.get(iri, ()) if triple.predicate == expanded]

    def _links(self, iri: str, predicate: str) -> list[str]:
        return [triple.object for triple in self._about(iri, predicate) if not triple.is_literal]

    def _link(self, iri: str, predicate: str) -> str | None:
        return next(iter(self._links(iri, predicate)), None)

    def _value(self, iri: str, predicate: str) -> str | None:
        return next((triple.object for triple in self._about(iri, predicate) if triple.is_literal), None)

    def _words(self, iri: str, predicate: str) -> list[str]:
        literals = (Text(triple.object, triple.language) for triple in self._about(iri, predicate) if triple.is_literal)
        return [text.value for text in preferred(literals, self._language)]

    def _word(self, iri: str, predicate: str) -> str | None:
        return next(iter(self._words(iri, predicate)), None)


def _given(node: dict[str, Any]) -> Node:
    """The members that have a value."""
    return {name: value for name, value in node.items() if value not in (None, "", [])}
