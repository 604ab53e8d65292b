"""Writing graphs with the prefixes that they use, the same bytes every time."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

import pyoxigraph as ox

from intmk_kg.vocabulary.prefixes import PREFIXES

_LOOKED_THROUGH = 1000
_OPENINGS = {prefix: f"<{iri}".encode() for prefix, iri in PREFIXES.items()}
_TURTLE_PREFIXES = re.compile(rb"(?:@prefix [^\n]*\n)+")
_XML_ROOT = re.compile(rb"<rdf:RDF((?: xmlns:[\w-]+=\"[^\"]*\")+)>")
_XML_PREFIX = re.compile(rb" xmlns:[\w-]+=\"[^\"]*\"")


def with_prefixes(statements: Iterable[ox.Triple | ox.Quad]) -> tuple[Iterator[Any], dict[str, str]]:
    """The same statements, and the prefixes that they use; all prefixes where there are many statements."""
    rest = iter(statements)
    first: list[Any] = list(islice(rest, _LOOKED_THROUGH + 1))
    if len(first) > _LOOKED_THROUGH:
        return chain(first, rest), PREFIXES
    text = ox.serialize(first, format=ox.RdfFormat.N_QUADS) or b""
    return iter(first), {prefix: PREFIXES[prefix] for prefix, opening in _OPENINGS.items() if opening in text}


def with_sorted_prefixes(beginning: bytes) -> bytes:
    """The beginning of a serialized graph with its prefixes in order; the serializer writes them in a random one."""
    if match := _TURTLE_PREFIXES.match(beginning):
        return b"".join(sorted(match[0].splitlines(keepends=True))) + beginning[match.end() :]
    if match := _XML_ROOT.search(beginning):
        prefixes = b"".join(sorted(_XML_PREFIX.findall(match[1])))
        return beginning[: match.start(1)] + prefixes + beginning[match.end(1) :]
    return beginning


def serialize(statements: Iterable[ox.Triple | ox.Quad], media_type: str) -> bytes:
    """The statements in a format of `requests.GRAPH_MEDIA_TYPES`, in the order given.

    Raises:
        ValueError: there is no such format.
    """
    format_ = ox.RdfFormat.from_media_type(media_type)
    if format_ is None:
        raise ValueError(f"{media_type} is no format of graphs")
    written, prefixes = with_prefixes(statements)
    return with_sorted_prefixes(ox.serialize(written, format=format_, prefixes=prefixes) or b"")


def rewritten(turtle: str, media_type: str) -> bytes:
    """A Turtle document in a format of `requests.GRAPH_MEDIA_TYPES`, in its own order."""
    return serialize([quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)], media_type)
