"""The files of a release that portals are told of: datasets, profiles, numbers, and what the project says of them."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from intmk_kg.errors import DataError
from intmk_kg.graph.merging import Merged, as_quads
from intmk_kg.graph.serialization import canonical_nquads
from intmk_kg.release.contents import CONTENTS, contents_bytes, thing_digests
from intmk_kg.release.directory import DUMPS
from intmk_kg.release.dumps import dump_files
from intmk_kg.release.profiles import profile_dumps
from intmk_kg.release.publication_files import CATALOG, VOID, PublicationFiles
from intmk_kg.release.selecting import Part, Selector
from intmk_kg.release.statistics import coverage, links, statistics
from intmk_kg.vocabulary.iri import thing_iri

WHOLE = "graph"
_FAMILY = "dataset-"


class DatasetParts:
    """The datasets of a graph.

    Args:
        merged: the graph.
        files: which datasets there are and how they are selected.

    Raises:
        DataError: a dataset has no query or a query no dataset.
    """

    def __init__(self, merged: Merged, files: PublicationFiles) -> None:
        self._merged = merged
        self.store = merged.store()
        selector = Selector(merged, self.store)
        datasets = files.datasets()
        unknown = sorted(set(map(thing_iri, files.selections)) - set(datasets))
        if unknown:
            raise DataError(f"data/datasets/ selects {', '.join(unknown)}, which data/{CATALOG} does not describe")
        self.parts: dict[str, Part | None] = dict.fromkeys(datasets)
        for name, query in sorted(files.selections.items()):
            self.parts[thing_iri(name)] = selector.part(query, f"data/datasets/{name}.rq")
        whole = [iri for iri, part in self.parts.items() if part is None]
        if len(whole) > 1:
            raise DataError(f"only one dataset can be the whole graph: data/datasets/ lacks {', '.join(whole)}")

    def digests(self) -> dict[str, str]:
        """The SHA-256 over the canonical N-Quads of each dataset, by IRI."""
        return {
            iri: hashlib.sha256(canonical_nquads(self._quads(part))).hexdigest() for iri, part in self.parts.items()
        }

    def described(self) -> list[dict[str, Any]]:
        """Each dataset's IRI, stem of its files, digest, days that it covers, and numbers of things and statements.

        A dataset that dates nothing, such as the vocabulary, covers the days of the graph that it is for.
        """
        digests, days = self.digests(), coverage(self._merged.default)
        return [
            {
                "iri": iri,
                "stem": stem(iri) if part else WHOLE,
                "sha256": digests[iri],
                "things": len(part.things) if part else len(thing_digests(self._merged)),
                "triples": len(part.triples) if part else len(self._merged.default) + len(self._merged.evidence),
                "coverage": (coverage(part.triples) if part else {}) or days,
            }
            for iri, part in self.parts.items()
        ]

    def dumps(self) -> Iterator[tuple[str, bytes]]:
        """Name and content of each file of each dataset but the whole graph."""
        for iri, part in self.parts.items():
            if part:
                yield from dump_files(stem(iri), part.triples, part.quads())

    def _quads(self, part: Part | None) -> Iterator[ox.Quad]:
        if part is None:
            return self._merged.quads()
        return iter((*as_quads(part.triples), *as_quads(part.sources), *part.named))


def stem(iri: str) -> str:
    """What the names of a dataset's files begin with."""
    return iri.rpartition("/")[2].removeprefix(_FAMILY)


def write_publication(directory: Path, merged: Merged, files: PublicationFiles) -> None:
    """Write the datasets, the profiles and the contents of a release that is being made.

    Raises:
        DataError: a query of the project does not parse or selects nothing.
    """
    parts = DatasetParts(merged, files)
    for name, content in (*parts.dumps(), *profile_dumps(parts.store, files.profiles, WHOLE)):
        (directory / DUMPS / name).write_bytes(content)
    for name, content in files.texts.items():
        (directory / name).write_bytes(content)
    values = {
        "datasets": parts.described(),
        "links": links(merged.default, files.texts.get(VOID, b"")),
        "statistics": statistics(parts.store),
        "things": thing_digests(merged),
    }
    (directory / CONTENTS).write_bytes(contents_bytes(values))
