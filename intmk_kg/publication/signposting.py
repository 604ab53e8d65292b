"""Typed links of a page, for machines that read headers only (https://signposting.org/FAIR/)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from intmk_kg.engine.description import Description
from intmk_kg.publication.csvw import LICENCE
from intmk_kg.publication.formats import CSVW, THING_FORMATS
from intmk_kg.settings import Settings
from intmk_kg.vocabulary.prefixes import PREFIXES

ITEMS_LINKED = 25
"""Headers that grow without end are refused by servers in between."""

_SCHEMA = PREFIXES["schema"]
_WHOLES = (f"{_SCHEMA}superEvent", PREFIXES["dct"] + "isPartOf")


@dataclass(frozen=True)
class TypedLink:
    """A link of a page or a representation.

    Attributes:
        target: the address.
        relation: from https://www.iana.org/assignments/link-relations.
        media_type: what is there, or "".
    """

    target: str
    relation: str
    media_type: str = ""

    @property
    def header(self) -> str:
        """The link as a member of the header Link (RFC 8288, https://www.rfc-editor.org/rfc/rfc8288#section-3)."""
        typed = f'; type="{self.media_type}"' if self.media_type else ""
        return f'<{self.target}>; rel="{self.relation}"{typed}'


def links_of_page(description: Description, type_name: str, settings: Settings) -> tuple[TypedLink, ...]:
    """The links of a thing's page: how to cite it, its data, its type, its licence, and what it is part of or has.

    Args:
        description: of the thing.
        type_name: its class in schema.org.
        settings: the addresses.
    """
    page = _page(description.iri, settings)
    data = (format_ for format_ in THING_FORMATS if format_.syntax)
    wholes = [s.object.value for s in description.outgoing if s.predicate in _WHOLES]
    parts = [iri for links in description.incoming if links.predicate in _WHOLES for iri in links.subjects]
    return (
        TypedLink(description.iri, "cite-as"),
        *(TypedLink(f"{page}.{format_.suffix}", "describedby", format_.media_type) for format_ in data),
        TypedLink(f"{_SCHEMA}AboutPage", "type"),
        TypedLink(f"{_SCHEMA}{type_name}", "type"),
        TypedLink(LICENCE, "license"),
        *_pages(wholes or [f"{settings.base_iri}id/dataset"], "collection", description.iri, settings),
        *_pages(parts, "item", description.iri, settings),
    )


def links_to_downloads(node: Mapping[str, Any]) -> tuple[TypedLink, ...]:
    """The links of a dataset's page to its files.

    Args:
        node: the dataset in the words of schema.org.
    """
    downloads = node.get("distribution", ())
    return tuple(TypedLink(download["contentUrl"], "item", download["encodingFormat"]) for download in downloads)


def links_of_data(iri: str, settings: Settings) -> tuple[TypedLink, ...]:
    """The links of a thing's description in an RDF format: back to the page, what it describes, its licence."""
    return (
        TypedLink(iri, "cite-as"),
        TypedLink(iri, "describes"),
        TypedLink(f"{_page(iri, settings)}.html", "describes", "text/html"),
        TypedLink(LICENCE, "license"),
    )


def links_of_table(name: str, query: Mapping[str, str], settings: Settings) -> tuple[TypedLink, ...]:
    """The links of a table's CSV or JSON: what its columns mean, where the others are, its licence.

    Args:
        name: of the table.
        query: the parameters of its address.
        settings: the addresses.
    """
    tables = f"{settings.public_url}tables/"
    parameters = f"?{urlencode(query)}" if query else ""
    return (
        TypedLink(f"{tables}{name}.{CSVW.suffix}{parameters}", "describedby", CSVW.media_type),
        TypedLink(tables, "collection", "text/html"),
        TypedLink(LICENCE, "license"),
    )


def header(links: Iterable[TypedLink]) -> str:
    """The links as one header."""
    return ", ".join(link.header for link in links)


def _pages(iris: list[str], relation: str, of: str, settings: Settings) -> list[TypedLink]:
    namespace = f"{settings.base_iri}id/"
    ours = [iri for iri in dict.fromkeys(iris) if iri.startswith(namespace) and iri != of]
    return [TypedLink(_page(iri, settings), relation, "text/html") for iri in ours[:ITEMS_LINKED]]


def _page(iri: str, settings: Settings) -> str:
    return iri.replace(f"{settings.base_iri}id/", f"{settings.public_url}doc/", 1)
