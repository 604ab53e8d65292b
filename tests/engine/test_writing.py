"""Graphs as they are written: the same statements, with the prefixes that they use, the same bytes every time."""

import io
import re

import pyoxigraph as ox
import pytest

from intmk_kg.engine.requests import GRAPH_MEDIA_TYPES
from intmk_kg.engine.writing import serialize, write
from intmk_kg.vocabulary.prefixes import PREFIXES

LAND = ox.NamedNode(f"{PREFIXES['r']}land-he")
STATEMENTS = [
    ox.Triple(LAND, ox.NamedNode(f"{PREFIXES['rdf']}type"), ox.NamedNode(f"{PREFIXES['intmk']}Land")),
    ox.Triple(LAND, ox.NamedNode(f"{PREFIXES['schema']}name"), ox.Literal("skos:nothing, s:x", language="de")),
    ox.Triple(
        LAND,
        ox.NamedNode(f"{PREFIXES['dct']}issued"),
        ox.Literal("2023-04-26", datatype=ox.NamedNode(f"{PREFIXES['xsd']}date")),
    ),
]


@pytest.mark.parametrize("media_type", GRAPH_MEDIA_TYPES)
def test_what_is_written_is_read_as_the_same(media_type: str) -> None:
    """Every format gives the statements back."""
    written = serialize(STATEMENTS, media_type)
    read = ox.parse(written, format=ox.RdfFormat.from_media_type(media_type))
    assert {quad.triple for quad in read} == set(STATEMENTS)
    assert written == serialize(iter(STATEMENTS), media_type)


@pytest.mark.parametrize("media_type", ["text/turtle", "application/trig"])
def test_declared_is_what_is_used(media_type: str) -> None:
    """In order, and no more than that, but for a word within a literal that looks like a name."""
    written = serialize(STATEMENTS, media_type).decode()
    assert re.findall(r"@prefix ([\w-]+):", written) == ["dct", "intmk", "r", "s", "schema", "xsd"]


@pytest.mark.parametrize("media_type", GRAPH_MEDIA_TYPES)
@pytest.mark.parametrize("count", [0, 3, 1500])
def test_graph_of_any_size_is_written(media_type: str, count: int) -> None:
    """None, few and many statements come through whole, whether they are gathered first or not."""
    name = ox.NamedNode(f"{PREFIXES['schema']}name")
    statements = [ox.Triple(LAND, name, ox.Literal(str(number))) for number in range(count)]
    file = io.BytesIO()
    write(iter(statements), file, media_type)
    read = ox.parse(file.getvalue(), format=ox.RdfFormat.from_media_type(media_type))
    assert {quad.triple for quad in read} == set(statements)


def test_unknown_format_is_an_error() -> None:
    """What is no format of graphs is said to be none."""
    with pytest.raises(ValueError, match="image/png"):
        serialize(STATEMENTS, "image/png")
