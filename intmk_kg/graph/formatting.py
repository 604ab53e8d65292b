"""Bringing a data file into the canonical layout, or saying why it cannot be brought into it."""

from pathlib import Path

import pyoxigraph as ox

from intmk_kg.errors import DataError
from intmk_kg.graph.blank_nodes import line_of_blank_node
from intmk_kg.graph.reading import parse
from intmk_kg.graph.serialization import format_trig
from intmk_kg.graph.tokens import tokens
from intmk_kg.vocabulary.prefixes import PREFIXES


def format_text(written: bytes, name: Path) -> str:
    """The canonical layout of a TriG file's text.

    Args:
        written: the bytes of the file.
        name: how the file is called in an error.

    Raises:
        DataSyntaxError: the text does not parse.
        DataError: the text has a `#` comment, which would be lost, or a blank node, which has no stable name.
    """
    quads = parse(written, name, ox.RdfFormat.TRIG)
    text = written.decode()
    comment = next((token.line for token in tokens(text) if token.kind == "comment"), None)
    if comment is not None:
        raise DataError(f"{name}:{comment}: a # comment would be lost; write a remark as rdfs:comment")
    blank_node = line_of_blank_node(quads, text)
    if blank_node is not None:
        raise DataError(f"{name}:{blank_node}: a blank node; every thing needs an IRI of its own")
    return format_trig(quads, PREFIXES)
