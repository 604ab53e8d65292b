"""What a release is made from: the authored project, read and merged, and the identity that follows from it."""

import hashlib
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from intmk_kg.graph.merging import Merged, as_quads, merge
from intmk_kg.graph.reading import AuthoredFile, read_files, read_vocabulary
from intmk_kg.graph.serialization import canonical_nquads, format_trig
from intmk_kg.project import Project
from intmk_kg.release.expectations import Expectations, read_expectations
from intmk_kg.release.ledger import Ledger, ledger_texts
from intmk_kg.release.publication_files import PublicationFiles, read_publication_files
from intmk_kg.validation import Shapes, read_shapes
from intmk_kg.vocabulary.prefixes import PREFIXES

DISTRIBUTION = "intmk-kg"
_PACKAGE = Path(__file__).parents[1]
# The parts of the package whose code decides about the bytes of a release
_MAKERS = ("graph", "linking", "release", "validation", "vocabulary")


@dataclass(frozen=True)
class Source:
    """All that goes into a release.

    Attributes:
        files: the data files as they are written.
        merged: the graph to publish.
        shapes: the rules that it must meet.
        expectations: the counts that it must reach.
        ontology_text: the vocabulary as one file in Turtle.
        shapes_text: the shapes as one file in Turtle.
        made_by: what else decides about the bytes: version and code of the package, expectations, `publication`.
        publication: what portals are told.
    """

    files: tuple[AuthoredFile, ...]
    merged: Merged
    shapes: Shapes
    expectations: Expectations
    ontology_text: str
    shapes_text: str
    made_by: dict[str, str]
    publication: PublicationFiles = field(default_factory=PublicationFiles)

    @cached_property
    def nquads(self) -> bytes:
        """The graph to publish, as canonical N-Quads."""
        return canonical_nquads(self.merged.quads())

    @cached_property
    def release_id(self) -> str:
        """The id of the release that this makes: 16 hex digits of the SHA-256 over N-Quads, ontology and shapes."""
        digest = hashlib.sha256(self.nquads)
        digest.update(self.ontology_text.encode())
        digest.update(self.shapes_text.encode())
        return digest.hexdigest()[:16]

    def with_ledger(self, ledger: Ledger) -> "Source":
        """The same with another ledger."""
        publication = replace(self.publication, texts={**self.publication.texts, **ledger_texts(ledger)})
        return replace(self, publication=publication, made_by={**self.made_by, "publication": publication.digest})


def read_source(project: Project) -> Source:
    """Read and merge everything that is authored in the project.

    Raises:
        DataSyntaxError: a file does not parse.
        DataError: the files break a rule of how facts are written.
    """
    files = read_files(project)
    vocabulary = read_vocabulary(project)
    publication = read_publication_files(project)
    return Source(
        files=files,
        merged=merge(files, vocabulary),
        shapes=read_shapes(project.shapes),
        expectations=read_expectations(project.expectations),
        ontology_text=format_trig(as_quads(vocabulary), PREFIXES),
        shapes_text=_join_shapes(project.shapes),
        made_by={**_makers(project), "publication": publication.digest},
        publication=publication,
    )


def _join_shapes(directory: Path) -> str:
    """The files of shapes/ one after the other, as they are written, for their order is for people."""
    paths = sorted(directory.glob("*.ttl"))
    return "\n".join(f"# {path.name}\n\n{path.read_text(encoding='utf-8').strip()}\n" for path in paths)


def _makers(project: Project) -> dict[str, str]:
    code = hashlib.sha256()
    makers = (path for part in _MAKERS for path in (_PACKAGE / part).rglob("*") if path.suffix in {".py", ".rq"})
    for path in sorted(makers):
        code.update(path.relative_to(_PACKAGE).as_posix().encode())
        code.update(path.read_bytes())
    expectations = project.expectations.read_bytes() if project.expectations.is_file() else b""
    return {
        "code": code.hexdigest(),
        "expectations": hashlib.sha256(expectations).hexdigest(),
        "package": DISTRIBUTION,
        "version": version(DISTRIBUTION),
    }
