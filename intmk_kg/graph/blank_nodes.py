"""Blank nodes, which nothing that is published may hold."""

from collections.abc import Iterable

import pyoxigraph as ox

from intmk_kg.graph.tokens import tokens


def line_of_blank_node(quads: Iterable[ox.Quad], text: str) -> int | None:
    """The line of the first blank node of a file, counted from 1; None where it has none.

    Args:
        quads: what the file says.
        text: its characters.
    """
    if not any(_has_blank_node(quad) for quad in quads):
        return None
    marks = (token.line for token in tokens(text) if token.kind == "blank" or token.text in {"[", "("})
    return next(marks, 1)


def _has_blank_node(quad: ox.Quad) -> bool:
    return any(isinstance(node, ox.BlankNode) for node in (quad.subject, quad.object, quad.graph_name))
