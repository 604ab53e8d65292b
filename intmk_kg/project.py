"""A project directory: what is authored, and where the build puts its results."""

from dataclasses import dataclass
from pathlib import Path

from intmk_kg.errors import ProjectError


@dataclass(frozen=True)
class Project:
    """The directory that holds ontology/, data/ and shapes/ of one conference.

    Attributes:
        root: the directory, absolute.
    """

    root: Path

    @property
    def ontology(self) -> Path:
        """The vocabulary, its schemes and examples, in Turtle."""
        return self.root / "ontology"

    @property
    def data(self) -> Path:
        """The curated facts, in TriG."""
        return self.root / "data"

    @property
    def shapes(self) -> Path:
        """The rules, in SHACL."""
        return self.root / "shapes"

    @property
    def expectations(self) -> Path:
        """The counts below which a build stops."""
        return self.data / "expectations.toml"

    @property
    def releases(self) -> Path:
        """The directory of all releases that were built here."""
        return self.root / "build" / "releases"

    @property
    def current(self) -> Path:
        """The link to the release that is served."""
        return self.root / "build" / "current"


def open_project(directory: Path) -> Project:
    """The project in `directory`.

    Raises:
        ProjectError: one of ontology/, data/ and shapes/ is not there.
    """
    project = Project(directory.resolve())
    missing = [path.name for path in (project.ontology, project.data, project.shapes) if not path.is_dir()]
    if missing:
        raise ProjectError(
            f"{project.root} is not a project: {', '.join(f'{name}/' for name in missing)} is missing. "
            "Name the project's directory with --project DIR."
        )
    return project
