"""Asking a release on the user's own machine: SPARQL in this process, without the limits of the public endpoint."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import pyoxigraph as ox

from intmk_kg.errors import IntmkError
from intmk_kg.graph.merging import as_quads
from intmk_kg.graph.serialization import canonical_nquads, format_trig
from intmk_kg.graph.writing import Term, TermWriter
from intmk_kg.release.directory import Release
from intmk_kg.vocabulary.prefixes import PREFIXES

_RESULT_FORMATS = {
    "json": ox.QueryResultsFormat.JSON,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "xml": ox.QueryResultsFormat.XML,
}
SOLUTION_FORMATS = ("table", *_RESULT_FORMATS)
GRAPH_FORMATS = ("ttl", "nt")

_Answer = TypeVar("_Answer")


class QueryError(IntmkError):
    """A query does not parse, cannot be answered, or not in the format that was asked for."""


@dataclass(frozen=True)
class Table:
    """The solutions of a SELECT query for a person.

    Attributes:
        variables: the names of the columns.
        rows: the terms in short form; an unbound variable is empty.
    """

    variables: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Question:
    """A SPARQL 1.1 query that a release answers; the prefixes of the project need no declaration.

    Args:
        release: what is asked.
        query: SELECT, ASK, CONSTRUCT or DESCRIBE, https://www.w3.org/TR/sparql11-query/.

    Raises:
        QueryError: the query does not parse or cannot be answered.
    """

    def __init__(self, release: Release, query: str) -> None:
        store = ox.Store.read_only(str(release.store_directory))
        self._results = _evaluated(lambda: store.query(query, prefixes=PREFIXES))

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats that the answer can have, the one for a person first."""
        return GRAPH_FORMATS if isinstance(self._results, ox.QueryTriples) else SOLUTION_FORMATS

    def table(self) -> Table:
        """The answer to SELECT, or the one cell of the answer to ASK.

        Raises:
            QueryError: the answer is a graph, or a solution cannot be computed.
        """
        results = self._results
        if isinstance(results, ox.QueryBoolean):
            return Table(("answer",), ((str(bool(results)).lower(),),))
        if isinstance(results, ox.QueryTriples):
            raise self._refused("table")
        writer = TermWriter(PREFIXES)
        rows = _evaluated(lambda: tuple(tuple(_cell(term, writer) for term in solution) for solution in results))
        return Table(tuple(variable.value for variable in results.variables), rows)

    def serialize(self, form: str) -> bytes:
        """The answer in one of its formats other than `table`, UTF-8.

        Raises:
            QueryError: the answer has no such format, or a solution cannot be computed.
        """
        results = self._results
        if form not in self.formats:
            raise self._refused(form)
        if isinstance(results, ox.QueryTriples):
            quads = _evaluated(lambda: tuple(as_quads(results)))
            return format_trig(quads, PREFIXES).encode() if form == "ttl" else canonical_nquads(quads)
        return _evaluated(lambda: results.serialize(format=_RESULT_FORMATS[form])) or b""

    def _refused(self, form: str) -> QueryError:
        return QueryError(f"the answer to this query cannot be written as {form}; take {', '.join(self.formats)}")


def _evaluated(evaluate: Callable[[], _Answer]) -> _Answer:
    """What the engine answers, now or as the solutions are taken from it."""
    try:
        return evaluate()
    except SyntaxError as error:
        raise QueryError(f"the query does not parse: {error}") from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot be answered: {error}") from error


def _cell(term: Term | None, writer: TermWriter) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, ox.Literal) else writer.term(term)
