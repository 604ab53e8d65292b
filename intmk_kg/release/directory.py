"""A release on the disk: opening it, and which one is current."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from intmk_kg.errors import ReleaseError
from intmk_kg.project import Project
from intmk_kg.release.manifest import MANIFEST, read_manifest, verify_files

NQUADS = "graph.nq"
STORE = "store"
DUMPS = "dumps"


@dataclass(frozen=True)
class Release:
    """An opened release, whose files agree with its manifest.

    Attributes:
        path: its directory, absolute, without symbolic links.
        manifest: what it says of itself: id, counts, expectations, and size and hash of each file.
    """

    path: Path
    manifest: dict[str, Any] = field(repr=False)

    @property
    def id(self) -> str:
        """The first 16 hex digits of the SHA-256 over its canonical N-Quads, its ontology and its shapes."""
        return str(self.manifest["id"])

    @property
    def nquads(self) -> Path:
        """Everything that it publishes, as canonical N-Quads."""
        return self.path / NQUADS

    @property
    def store_directory(self) -> Path:
        """The same as RocksDB files, to be opened read-only."""
        return self.path / STORE

    @property
    def dumps(self) -> Path:
        """The files for download."""
        return self.path / DUMPS


def open_release(path: Path) -> Release:
    """The release in the directory at `path`; symbolic links are followed once, so that a later switch changes nothing.

    Raises:
        ReleaseError: there is no release, or a file is missing, changed or incomplete.
    """
    directory = path.resolve()
    if not (directory / MANIFEST).is_file():
        raise ReleaseError(f"{path} is not a release: it has no {MANIFEST}")
    manifest = read_manifest(directory / MANIFEST)
    verify_files(directory, manifest)
    if not (directory / STORE / "CURRENT").is_file():
        raise ReleaseError(f"{directory / STORE} is not a store: its file CURRENT is missing; build the release again")
    return Release(directory, manifest)


def current_release(project: Project) -> Release:
    """The release of the project that is served.

    Raises:
        ReleaseError: nothing was built yet, or the release is damaged.
    """
    if not project.current.is_symlink():
        raise ReleaseError(f"{project.root} has no release yet; `intmk-kg build` makes one")
    if not project.current.exists():
        raise ReleaseError(
            f"{project.current} names {project.current.readlink()}, which is not there; `intmk-kg build` mends it"
        )
    return open_release(project.current)
