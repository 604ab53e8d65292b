"""What a project says about its publication: the files beside the graph that decide what portals are told."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from intmk_kg.errors import DataError
from intmk_kg.graph.blank_nodes import line_of_blank_node
from intmk_kg.graph.reading import parse
from intmk_kg.graph.terms import RDF_TYPE
from intmk_kg.project import Project
from intmk_kg.release.ledger import LEDGER_FILES
from intmk_kg.vocabulary.prefixes import PREFIXES

CATALOG = "catalog.ttl"
VOID = "void.ttl"
_DATASET = ox.NamedNode(PREFIXES["dcat"] + "Dataset")


@dataclass(frozen=True)
class PublicationFiles:
    """The files of data/ that are published beside the graph or that select parts of it; a project may have none.

    Attributes:
        texts: content of the files that a release holds as they are, by name: catalogue, link targets, ledger.
        selections: by the local id of a dataset, the SELECT query whose ?thing are the dataset's things.
        profiles: by name, the CONSTRUCT queries that together make the whole graph's rendering in other terms.
    """

    texts: Mapping[str, bytes] = field(default_factory=dict)
    selections: Mapping[str, str] = field(default_factory=dict)
    profiles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """The SHA-256 over all of it."""
        digest = hashlib.sha256()
        for part in (self.texts, self.selections, self.profiles):
            digest.update(repr(sorted(part.items())).encode())
        return digest.hexdigest()

    def datasets(self) -> tuple[str, ...]:
        """The IRIs that the catalogue describes as datasets, sorted."""
        quads = ox.parse(self.texts.get(CATALOG, b""), format=ox.RdfFormat.TURTLE)
        return tuple(
            sorted(
                quad.subject.value
                for quad in quads
                if quad.predicate == RDF_TYPE and quad.object == _DATASET and isinstance(quad.subject, ox.NamedNode)
            )
        )


def read_publication_files(project: Project) -> PublicationFiles:
    """The project's data/catalog.ttl, data/void.ttl, ledger, data/datasets/*.rq and data/profiles/.

    Raises:
        DataSyntaxError: a Turtle file does not parse.
        DataError: a Turtle file has a blank node.
    """
    texts = {
        name: (project.data / name).read_bytes()
        for name in (CATALOG, VOID, *LEDGER_FILES)
        if (project.data / name).is_file()
    }
    for name, content in texts.items():
        if name.endswith(".ttl"):
            _check_turtle(content, Path("data", name))
    selections = {path.stem: path.read_text(encoding="utf-8") for path in project.data.glob("datasets/*.rq")}
    profiles: dict[str, tuple[str, ...]] = {
        path.stem: (path.read_text(encoding="utf-8"),) for path in project.data.glob("profiles/*.rq")
    }
    for directory in project.data.glob("profiles/*/"):
        queries = (path.read_text(encoding="utf-8") for path in sorted(directory.glob("*.rq")))
        profiles[directory.name] = tuple(queries)
    return PublicationFiles(texts, selections, profiles)


def _check_turtle(content: bytes, name: Path) -> None:
    quads = parse(content, name, ox.RdfFormat.TURTLE)
    line = line_of_blank_node(quads, content.decode())
    if line is not None:
        raise DataError(f"{name}:{line}: a blank node; portals need an IRI of its own for everything")
