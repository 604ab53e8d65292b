"""Making the content of a release in a directory that nobody serves yet."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from intmk_kg.errors import DataError, ReleaseError
from intmk_kg.graph.merging import Merged
from intmk_kg.graph.terms import RDF_TYPE
from intmk_kg.release import expectations
from intmk_kg.release.directory import DUMPS, NQUADS, STORE
from intmk_kg.release.dumps import dumps
from intmk_kg.release.manifest import MANIFEST, describe_files, manifest_bytes
from intmk_kg.release.source import Source
from intmk_kg.validation import Report
from intmk_kg.validation.authorship import Authorship
from intmk_kg.validation.renderings import RENDERINGS

ONTOLOGY = "ontology.ttl"
SHAPES = "shapes.ttl"
_REPORT_LANGUAGE = "en"


def check_expectations(source: Source, report: Report) -> list[dict[str, Any]]:
    """The expected numbers with what the graph answers, as the manifest lists them.

    Raises:
        DataError: a number is below its minimum, or a rule has more warnings or infos than are known.
    """
    counts = expectations.count(source.expectations, source.merged.store())
    complaints = [
        *expectations.shortfalls(counts),
        *expectations.unexpected_results(source.expectations, report),
    ]
    if complaints:
        raise DataError("\n  ".join(["the data is not what data/expectations.toml says:", *complaints]))
    return counts


def write_texts(directory: Path, source: Source, report: Report) -> None:
    """Write the graph, the ontology, the shapes and the report."""
    (directory / NQUADS).write_bytes(source.nquads)
    # Without the lines of files: the same graph, written in another layout, is the same release
    unlocated = Authorship(())
    reports = {
        f"report.{suffix}": RENDERINGS[name](report, unlocated, _REPORT_LANGUAGE)
        for name, suffix in (("json", "json"), ("text", "txt"), ("turtle", "ttl"))
    }
    for name, text in {ONTOLOGY: source.ontology_text, SHAPES: source.shapes_text, **reports}.items():
        (directory / name).write_text(text, encoding="utf-8", newline="\n")


def write_dumps(directory: Path, merged: Merged) -> None:
    """Write the files for download."""
    (directory / DUMPS).mkdir()
    for name, content in dumps(merged):
        (directory / DUMPS / name).write_bytes(content)


def write_store(directory: Path) -> None:
    """Load the graph that was written into RocksDB files.

    Raises:
        ReleaseError: the store does not hold what was loaded.
    """
    store = ox.Store(str(directory / STORE))
    store.bulk_load(path=str(directory / NQUADS), format=ox.RdfFormat.N_QUADS)
    store.optimize()
    store.flush()
    loaded, written = len(store), (directory / NQUADS).read_bytes().count(b"\n")
    del store
    if loaded != written:
        raise ReleaseError(f"the store holds {loaded} quads instead of {written}")


def write_manifest(
    directory: Path, source: Source, report: Report, counts: list[dict[str, Any]], parts: Iterable[str]
) -> None:
    """Write what the release holds, as the last of its files.

    Args:
        directory: of the release.
        source: what it was made from.
        report: what the validation found.
        counts: what was expected, and what there is.
        parts: the names of files whose bytes depend on the library that wrote them.
    """
    unhashed = sorted(parts)
    merged = source.merged
    classes = Counter(
        str(triple.object)[1:-1] for triple in (*merged.default, *merged.evidence) if triple.predicate == RDF_TYPE
    )
    names = (path for path in directory.rglob("*") if path.is_file())
    files = [path.relative_to(directory).as_posix() for path in names]
    manifest = {
        "id": source.release_id,
        "made_by": source.made_by,
        "quads": {
            "default": len(merged.default),
            "evidence": len(merged.evidence),
            "named": len(merged.named),
            "sets": len({quad.graph_name for quad in merged.named}),
        },
        "classes": dict(classes),
        "expectations": counts,
        "results": report.counts,
        "files": describe_files(
            directory, (name for name in files if not name.startswith(f"{STORE}/") and name not in unhashed)
        ),
        "unhashed": unhashed,
    }
    (directory / MANIFEST).write_bytes(manifest_bytes(manifest))
