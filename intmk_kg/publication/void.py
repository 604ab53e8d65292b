"""The VoID description (https://www.w3.org/TR/void/): what is in the graph, how much of it, and where it is to be had.

Its class and property partitions tell a query builder which properties each class really has.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from intmk_kg.graph.syntaxes import PlainTriple
from intmk_kg.publication.datasets import Dataset, catalog_description, datasets
from intmk_kg.publication.dumps import dump_files
from intmk_kg.publication.triples import DESCRIPTION_PREFIXES, expand, link, text, typed, value
from intmk_kg.release.contents import authored, contents
from intmk_kg.release.dataset_files import WHOLE
from intmk_kg.release.directory import Release
from intmk_kg.release.documents import document
from intmk_kg.release.publication_files import VOID
from intmk_kg.settings import Settings
from intmk_kg.vocabulary.prefixes import PREFIXES

_SAID = frozenset(
    expand(name) for name in ("dct:title", "dct:description", "dct:license", "dct:language", "dct:accessRights")
)
_SYNTAXES = ("Turtle", "N-Triples", "JSON-LD", "RDF_XML", "TriG")
_FORMATS = "http://www.w3.org/ns/formats/"
_LICENSE = expand("dct:license")


def void(release: Release, settings: Settings, media_type: str) -> bytes:
    """The description of a release.

    Args:
        release: what is described.
        settings: the addresses.
        media_type: one of Turtle, JSON-LD, RDF/XML and N-Triples.
    """
    return document(_Writer(release, settings).triples(), media_type, DESCRIPTION_PREFIXES)


class _Writer:
    """Writes the description; the whole graph is a dataset, the others are its subsets."""

    def __init__(self, release: Release, settings: Settings) -> None:
        self._release = release
        self._settings = settings
        self._void = f"{settings.base_iri}void#"
        self._datasets = datasets(release)
        whole = next((dataset.iri for dataset in self._datasets if dataset.stem == WHOLE), None)
        self._whole = whole or f"{settings.base_iri}id/dataset"

    def triples(self) -> Iterator[PlainTriple]:
        """All that is said."""
        numbers = contents(self._release)["statistics"]
        yield from self._document()
        yield from self._graph(numbers)
        yield from self._classes(numbers)
        yield from self._properties(self._whole, "", numbers["properties"])
        for dataset in self._datasets:
            yield from self._dataset(dataset)
        yield from self._linksets()

    def _document(self) -> Iterator[PlainTriple]:
        iri = f"{self._settings.public_url}.well-known/void"
        yield typed(iri, "void:DatasetDescription")
        yield link(iri, "foaf:primaryTopic", self._whole)
        yield text(iri, "dct:identifier", self._release.id)

    def _graph(self, numbers: Mapping[str, Any]) -> Iterator[PlainTriple]:
        iri, public = self._whole, self._settings.public_url
        yield typed(iri, "void:Dataset")
        yield link(iri, "foaf:homepage", public)
        yield link(iri, "void:sparqlEndpoint", f"{public}sparql")
        yield text(iri, "void:uriSpace", f"{self._settings.base_iri}id/")
        yield value(iri, "void:triples", numbers["triples"], "xsd:integer")
        yield value(iri, "void:entities", len(contents(self._release)["things"]), "xsd:integer")
        yield value(iri, "void:distinctSubjects", numbers["subjects"], "xsd:integer")
        yield value(iri, "void:distinctObjects", numbers["objects"], "xsd:integer")
        yield value(iri, "void:classes", len(numbers["classes"]), "xsd:integer")
        yield value(iri, "void:properties", len(numbers["properties"]), "xsd:integer")
        for syntax in _SYNTAXES:
            yield link(iri, "void:feature", f"{_FORMATS}{syntax}")
        used = [row["property"] for row in numbers["properties"]]
        for namespace in PREFIXES.values():
            if any(property_.startswith(namespace) for property_ in used):
                yield link(iri, "void:vocabulary", namespace)

    def _classes(self, numbers: Mapping[str, Any]) -> Iterator[PlainTriple]:
        partitions: dict[str, list[Mapping[str, Any]]] = {}
        for row in numbers["partitions"]:
            partitions.setdefault(row["class"], []).append(row)
        for row in numbers["classes"]:
            name = f"class-{_short(row['class'])}"
            partition = f"{self._void}{name}"
            yield link(self._whole, "void:classPartition", partition)
            yield typed(partition, "void:Dataset")
            yield link(partition, "void:class", row["class"])
            yield value(partition, "void:entities", row["entities"], "xsd:integer")
            yield value(partition, "void:triples", row["triples"], "xsd:integer")
            yield from self._properties(partition, f"{name}-", partitions[row["class"]])

    def _properties(self, whole: str, name: str, rows: list[Mapping[str, Any]]) -> Iterator[PlainTriple]:
        for row in rows:
            partition = f"{self._void}{name}property-{_short(row['property'])}"
            yield link(whole, "void:propertyPartition", partition)
            yield typed(partition, "void:Dataset")
            yield link(partition, "void:property", row["property"])
            yield value(partition, "void:triples", row["triples"], "xsd:integer")
            yield value(partition, "void:distinctSubjects", row["subjects"], "xsd:integer")
            yield value(partition, "void:distinctObjects", row["objects"], "xsd:integer")

    def _dataset(self, dataset: Dataset) -> Iterator[PlainTriple]:
        iri = dataset.iri
        yield typed(iri, "void:Dataset")
        yield from (triple for triple in catalog_description(self._release)[iri] if triple.predicate in _SAID)
        yield from (PlainTriple(iri, _LICENSE, licence) for licence in self._licences())
        if iri != self._whole:
            yield link(self._whole, "void:subset", iri)
            yield value(iri, "void:triples", dataset.triples, "xsd:integer")
            yield value(iri, "void:entities", dataset.things, "xsd:integer")
        if dataset.modified and dataset.is_recorded:
            yield value(iri, "dct:modified", dataset.modified, "xsd:dateTime")
        for file in dump_files(self._release):
            if file.stem == dataset.stem:
                yield link(iri, "void:dataDump", f"{self._settings.public_url}dumps/latest/{file.name}")

    def _licences(self) -> set[str]:
        """The licence of the catalogue, which is that of its datasets."""
        described = catalog_description(self._release)
        about = described.get(f"{self._settings.base_iri}catalog", ())
        return {triple.object for triple in about if triple.predicate == _LICENSE}

    def _linksets(self) -> Iterator[PlainTriple]:
        targets = authored(self._release, VOID)
        rows = contents(self._release).get("links", [])
        linked = {row["target"] for row in rows}
        yield from (triple for triple in targets if triple.subject in linked)
        for row in rows:
            iri = f"{row['target']}-{_short(row['predicate'])}"
            yield typed(iri, "void:Linkset")
            yield link(iri, "void:subjectsTarget", self._whole)
            yield link(iri, "void:objectsTarget", row["target"])
            yield link(iri, "void:linkPredicate", row["predicate"])
            yield value(iri, "void:triples", row["triples"], "xsd:integer")
            yield link(self._whole, "void:subset", iri)


def _short(iri: str) -> str:
    """A name for a term that can stand in a fragment, such as `schema-startDate`."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and iri != namespace:
            return f"{prefix}-{iri.removeprefix(namespace)}"
    return "".join(character if character.isalnum() else "-" for character in iri)
