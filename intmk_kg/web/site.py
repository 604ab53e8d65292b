"""What every route needs: the release that is served, the engine, the settings."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING, cast

from flask import current_app

from intmk_kg.publication.structured_data_dataset import dataset_node

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from intmk_kg.engine.description import Labels
    from intmk_kg.engine.interface import EntityReader, SparqlEngine
    from intmk_kg.publication.structured_data import Node
    from intmk_kg.release.directory import Release
    from intmk_kg.settings import Settings

EXTENSION = "intmk_kg"
# The settings that representations depend on
_SETTINGS = (
    "base_iri",
    "public_url",
    "contributor_id",
    "publisher_name",
    "publisher_iri",
    "publisher_type",
    "contact_email",
    "contact_url",
    "report_url",
    "operator_name",
    "operator_address",
    "operator_representative",
    "operator_phone",
    "imprint_url",
    "privacy_url",
)


@dataclass(frozen=True)
class Site:
    """One release as one service shows it.

    Attributes:
        release: what is served.
        settings: how.
        engine: answers SPARQL.
        entities: answers the questions of pages.
    """

    release: Release
    settings: Settings
    engine: SparqlEngine
    entities: EntityReader

    @cached_property
    def origin(self) -> hashlib._Hash:
        """The hash of what every representation depends on: software, settings, and what made the release."""
        settings = "".join(f"{name}={getattr(self.settings, name)!r};" for name in _SETTINGS)
        # A release with the same id may have been made again with another ledger or by another version
        made_by = self.release.manifest.get("made_by", {})
        return hashlib.sha256(f"{_software()}\n{settings}\n{made_by}\n".encode())

    @cached_property
    def names(self) -> Labels:
        """What the graph is called, by language; read once, since a release does not change."""
        iri = f"{self.settings.base_iri}id/dataset"
        return self.entities.labels(frozenset({iri})).get(iri, {})

    @cached_property
    def dataset_nodes(self) -> dict[tuple[str, str], Node | None]:
        """The datasets as the catalogue describes them, by IRI and language, as far as pages have shown them."""
        return {}

    def dataset_node(self, iri: str, language: str) -> Node | None:
        """A dataset in the words of schema.org, or None where the catalogue has no such dataset."""
        if (iri, language) not in self.dataset_nodes:
            self.dataset_nodes[iri, language] = dataset_node(self.release, self.settings, iri, language)
        return self.dataset_nodes[iri, language]


def site() -> Site:
    """The site of the application that answers the current request."""
    return cast("Site", current_app.extensions[EXTENSION])


def etag(site_: Site, representation: str) -> str:
    """The entity tag of a representation, without quotes, known before any work is done for it.

    Args:
        site_: whose release and settings it depends on.
        representation: all that tells it from others: address, query, media type, language.
    """
    digest = site_.origin.copy()
    digest.update(representation.encode())
    return f"{site_.release.id}-{digest.hexdigest()[:16]}"


@cache
def _software() -> str:
    """The version of the package and a digest of its files: a changed template changes every tag."""
    digest = hashlib.sha256(version("intmk-kg").encode())
    for package in ("intmk_kg.web", "intmk_kg.publication", "intmk_kg.linking", "intmk_kg.engine"):
        _add(files(package), digest)
    return digest.hexdigest()


def _add(folder: Traversable, digest: hashlib._Hash) -> None:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name != "__pycache__":
            _add(entry, digest)
        elif entry.is_file():
            digest.update(entry.name.encode())
            digest.update(entry.read_bytes())
