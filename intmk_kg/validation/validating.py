"""Validating the merged graph: pySHACL for the rules about nodes, pyoxigraph for those about the whole graph."""

from collections.abc import Callable

from intmk_kg.graph.merging import Merged, merge
from intmk_kg.graph.reading import read_file, read_files, vocabulary_files
from intmk_kg.project import Project
from intmk_kg.validation.authorship import Authorship
from intmk_kg.validation.dataset_rules import check_dataset_rules
from intmk_kg.validation.focus_rules import check_focus_rules
from intmk_kg.validation.report import Report
from intmk_kg.validation.shapes import Shapes, read_shapes

STAGES = ("Reading and merging", "Validating")


def validate(merged: Merged, shapes: Shapes) -> Report:
    """The report on the merged graph, after SHACL, https://www.w3.org/TR/shacl/.

    The rules about single nodes see the default graph without the evidence nodes; those about the whole graph see it
    with them.

    Raises:
        DataError: the shapes cannot be checked.
    """
    return Report(
        results=(*check_focus_rules(merged.default, shapes), *check_dataset_rules(merged.store(), shapes)),
        rules=shapes.rules,
    )


def validate_project(
    project: Project, announce: Callable[[str], None] = lambda _stage: None
) -> tuple[Report, Authorship]:
    """The report on all that is authored in a project, and where it is authored.

    Args:
        project: what to validate.
        announce: told the name of each stage as it begins, see `STAGES`.

    Raises:
        DataSyntaxError: a file of data/, ontology/ or shapes/ does not parse.
        DataError: the data break a rule of how facts are written, or the shapes cannot be checked.
    """
    announce("Reading and merging")
    files = read_files(project)
    # Turtle is TriG without graphs, so the vocabulary can be read, and its lines found, like data
    vocabulary = tuple(read_file(path, project.root) for path in vocabulary_files(project))
    merged = merge(files, (quad.triple for file in vocabulary for quad in file.quads))
    announce("Validating")
    return validate(merged, read_shapes(project.shapes)), Authorship((*files, *vocabulary))
