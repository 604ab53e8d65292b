"""Validating the merged graph: pySHACL for the rules about nodes, pyoxigraph for those about the whole graph."""

from intmk_kg.graph.merging import Merged
from intmk_kg.validation.dataset_rules import check_dataset_rules
from intmk_kg.validation.focus_rules import check_focus_rules
from intmk_kg.validation.report import Report
from intmk_kg.validation.shapes import Shapes


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
