"""What is asked of the engine, and what it answers."""

import os
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from intmk_kg.engine.description import Term

QueryForm = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]

SOLUTIONS_MEDIA_TYPES: Final = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
"""The formats of a SELECT result; an ASK result has the first two (SPARQL 1.1 CSV and TSV define no boolean)."""

BOOLEAN_MEDIA_TYPES: Final = SOLUTIONS_MEDIA_TYPES[:2]

GRAPH_MEDIA_TYPES: Final = (
    "text/turtle",
    "application/n-triples",
    "application/ld+json",
    "application/rdf+xml",
    "application/trig",
    "application/n-quads",
)
"""The formats of a CONSTRUCT or DESCRIBE result."""

CHUNK_BYTES: Final = 262_144

OWN_PAGES: Final = "our own pages"
"""How the client is called for whom a page asks; what follows it tells pages apart."""


@dataclass(frozen=True)
class SparqlRequest:
    """A query operation of the SPARQL 1.1 Protocol, section 2.1 (https://www.w3.org/TR/sparql11-protocol/).

    Attributes:
        query: the query string, decoded once.
        default_graphs: the values of `default-graph-uri`, in the order given.
        named_graphs: the values of `named-graph-uri`, in the order given.
        substitutions: the terms that selected variables have from the start, in questions of our own.
    """

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    substitutions: tuple[tuple[str, Term], ...] = ()


@dataclass(frozen=True)
class Wanted:
    """The media type to answer in, for each kind of result; None where the client accepts none that there is.

    The kind of a query is known only when it is parsed, and it is parsed in a worker.

    Attributes:
        solutions: for SELECT, one of `SOLUTIONS_MEDIA_TYPES`.
        boolean: for ASK, one of `BOOLEAN_MEDIA_TYPES`.
        graph: for CONSTRUCT and DESCRIBE, one of `GRAPH_MEDIA_TYPES`.
    """

    solutions: str | None
    boolean: str | None
    graph: str | None

    def for_form(self, form: QueryForm) -> str | None:
        """The media type for the result of a query of this form."""
        return {"SELECT": self.solutions, "ASK": self.boolean}.get(form, self.graph)


def wanted(media_type: str) -> Wanted:
    """The wish for exactly this media type, whatever the query's form."""
    return Wanted(
        solutions=media_type if media_type in SOLUTIONS_MEDIA_TYPES else None,
        boolean=media_type if media_type in BOOLEAN_MEDIA_TYPES else None,
        graph=media_type if media_type in GRAPH_MEDIA_TYPES else None,
    )


class SpooledBody:
    """A body too large for memory, in an unnamed file that is gone when the last answer that holds it is."""

    def __init__(self, descriptor: int, length: int) -> None:
        self.descriptor = descriptor
        self.length = length
        weakref.finalize(self, os.close, descriptor)

    def chunks(self) -> Iterator[bytes]:
        """The bytes in order; several readers may read at the same time."""
        offset = 0
        while chunk := os.pread(self.descriptor, CHUNK_BYTES, offset):
            offset += len(chunk)
            yield chunk


@dataclass(frozen=True)
class Answer:
    """A whole answer: nothing of it is handed on before all of it is there.

    Attributes:
        media_type: of the body, without parameters.
        form: the query's form.
        rows: the number of solutions or triples; 1 for ASK.
        content: the body, in memory or in an unnamed file.
        volatile: whether the same query may have another answer next time, so that nobody may keep this one.
        cached: whether it was answered without asking a worker.
    """

    media_type: str
    form: QueryForm
    rows: int
    content: bytes | SpooledBody
    volatile: bool = False
    cached: bool = False

    @property
    def length(self) -> int:
        """The number of bytes of the body."""
        return len(self.content) if isinstance(self.content, bytes) else self.content.length

    @property
    def body(self) -> bytes:
        """The whole body in memory."""
        return self.content if isinstance(self.content, bytes) else b"".join(self.content.chunks())

    def chunks(self) -> Iterator[bytes]:
        """The body piece by piece, for sending."""
        if isinstance(self.content, bytes):
            return iter((self.content,))
        return self.content.chunks()
