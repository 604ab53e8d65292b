"""The rules of the project, read once, and the little of the vocabulary that examples need."""

import pyoxigraph as ox
import pytest

from intmk_kg.graph.reading import read_vocabulary
from intmk_kg.project import Project
from intmk_kg.validation import Shapes, read_shapes
from intmk_kg.vocabulary.prefixes import PREFIXES

DECLARING = {PREFIXES["rdfs"] + "subClassOf", PREFIXES["rdfs"] + "isDefinedBy"}
NAMING = {PREFIXES["rdf"] + "type", PREFIXES["rdfs"] + "label"}


@pytest.fixture(scope="session")
def shapes(project: Project) -> Shapes:
    """All rules of the project."""
    return read_shapes(project.shapes)


@pytest.fixture(scope="session")
def declarations(project: Project) -> tuple[ox.Triple, ...]:
    """Which terms there are and what they are subclasses of, and the named roles and document types.

    The whole vocabulary would be checked again with each example; a test of its own does that once.
    """
    return tuple(triple for triple in read_vocabulary(project) if _is_needed(triple))


def _is_needed(triple: ox.Triple) -> bool:
    subject = str(triple.subject).strip("<>")
    if subject.startswith((PREFIXES["r"] + "role-", PREFIXES["r"] + "doctype-")):
        return triple.predicate.value in NAMING
    return subject.startswith(PREFIXES["intmk"]) and triple.predicate.value in DECLARING
