"""Whether a release is there as a whole: harvesters delete what is missing from a successful answer."""

from pathlib import Path

from intmk_kg.engine.interface import EntityReader
from intmk_kg.publication.datasets import datasets
from intmk_kg.release.directory import Release


def is_whole(release: Release, reader: EntityReader) -> bool:
    """Whether every file of the release has its size and the store knows every dataset; cheap for each request."""
    files = release.manifest["files"].items()
    if not all(_has_size(release.path / name, facts["bytes"]) for name, facts in files):
        return False
    iris = frozenset(dataset.iri for dataset in datasets(release))
    return reader.outlines(iris, frozenset()).keys() >= iris


def _has_size(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except OSError:
        return False
