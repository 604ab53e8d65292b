"""Writing graphs with the prefixes that they use, the same bytes every time."""

import re
from collections.abc import Iterable
from itertools import chain, islice
from typing import Any, Protocol

import pyoxigraph as ox

from intmk_kg.vocabulary.prefixes import PREFIXES

_LOOKED_THROUGH = 1000
_WITH_DECLARATIONS = (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG)
_DECLARATIONS = tuple((name.encode(), f"@prefix {name}: <{PREFIXES[name]}> .\n".encode()) for name in sorted(PREFIXES))
_DECLARATIONS_LENGTH = sum(len(line) for _, line in _DECLARATIONS)
_USED = re.compile(rb"[\s^]([\w-]+):")
_OPENINGS = {prefix: f"<{iri}".encode() for prefix, iri in PREFIXES.items()}
_TURTLE_PREFIXES = re.compile(rb"(?:@prefix [^\n]*\n)+")
_XML_ROOT = re.compile(rb"<rdf:RDF((?: xmlns:[\w-]+=\"[^\"]*\")+)>")
_XML_PREFIX = re.compile(rb" xmlns:[\w-]+=\"[^\"]*\"")


class Output(Protocol):
    """A file to write to."""

    def write(self, data: bytes, /) -> int:
        """Write, and say how many bytes."""
        ...


def write(statements: Iterable[ox.Triple | ox.Quad], output: Output, media_type: str) -> None:
    """Write statements as `serialize` does where they are few; many with all prefixes, without gathering them."""
    rest = iter(statements)
    first: list[Any] = list(islice(rest, _LOOKED_THROUGH + 1))
    if len(first) > _LOOKED_THROUGH:
        ox.serialize(chain(first, rest), output, _format(media_type), prefixes=PREFIXES)  # type: ignore[arg-type] # has write
    else:
        output.write(serialize(first, media_type))


def with_sorted_prefixes(beginning: bytes) -> bytes:
    """The beginning of a serialized graph with its prefixes in order; the serializer writes them in a random one."""
    if match := _TURTLE_PREFIXES.match(beginning):
        return b"".join(sorted(match[0].splitlines(keepends=True))) + beginning[match.end() :]
    if match := _XML_ROOT.search(beginning):
        prefixes = b"".join(sorted(_XML_PREFIX.findall(match[1])))
        return beginning[: match.start(1)] + prefixes + beginning[match.end(1) :]
    return beginning


def serialize(statements: Iterable[ox.Triple | ox.Quad], media_type: str) -> bytes:
    """The statements in a format of `requests.GRAPH_MEDIA_TYPES`, in the order given, with the prefixes that they use.

    In Turtle and TriG a literal can have one declared that is not used.

    Raises:
        ValueError: there is no such format.
    """
    format_ = _format(media_type)
    given: list[Any] = list(statements)
    if format_ in _WITH_DECLARATIONS:
        return _with_used_prefixes(ox.serialize(given, format=format_, prefixes=PREFIXES) or b"")
    text = ox.serialize(given, format=ox.RdfFormat.N_QUADS) or b""
    prefixes = {prefix: PREFIXES[prefix] for prefix, opening in _OPENINGS.items() if opening in text}
    return with_sorted_prefixes(ox.serialize(given, format=format_, prefixes=prefixes) or b"")


def _format(media_type: str) -> ox.RdfFormat:
    format_ = ox.RdfFormat.from_media_type(media_type)
    if format_ is None:
        raise ValueError(f"{media_type} is no format of graphs")
    return format_


def _with_used_prefixes(text: bytes) -> bytes:
    """A document that begins with declarations of all prefixes, with those that it uses, in order."""
    if not text:
        return text
    used = set(_USED.findall(text, _DECLARATIONS_LENGTH - 1))
    return b"".join(line for prefix, line in _DECLARATIONS if prefix in used) + text[_DECLARATIONS_LENGTH:]


def rewritten(turtle: str, media_type: str) -> bytes:
    """A Turtle document in a format of `requests.GRAPH_MEDIA_TYPES`, in its own order."""
    return serialize([quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)], media_type)
