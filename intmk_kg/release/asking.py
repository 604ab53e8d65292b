"""Asking a release on the user's own machine: SPARQL in this process, without the limits of the public endpoint."""

from dataclasses import dataclass

import pyoxigraph as ox

from intmk_kg.errors import IntmkError
from intmk_kg.graph.merging import as_quads
from intmk_kg.graph.serialization import canonical_nquads, format_trig
from intmk_kg.graph.writing import TermWriter
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
        try:
            self._results = store.query(query, prefixes=PREFIXES)
        except SyntaxError as error:
            raise QueryError(f"the query does not parse: {error}") from error
        except (OSError, RuntimeError, ValueError) as error:
            raise QueryError(f"the query cannot be answered: {error}") from error

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats that the answer can have, the one for a person first."""
        return GRAPH_FORMATS if isinstance(self._results, ox.QueryTriples) else SOLUTION_FORMATS

    def table(self) -> Table:
        """The answer to SELECT, or the one cell of the answer to ASK."""
        if isinstance(self._results, ox.QueryBoolean):
            return Table(("answer",), ((str(bool(self._results)).lower(),),))
        if isinstance(self._results, ox.QueryTriples):
            raise QueryError("a graph is not a table; ask for ttl or nt")
        writer = TermWriter(PREFIXES)
        variables = tuple(variable.value for variable in self._results.variables)
        rows = tuple(tuple(_cell(term, writer) for term in solution) for solution in self._results)
        return Table(variables, rows)

    def serialize(self, form: str) -> bytes:
        """The answer in one of its formats other than `table`, UTF-8.

        Raises:
            QueryError: the answer has no such format.
        """
        if form not in self.formats:
            raise QueryError(f"the answer to this query cannot be written as {form}; take {', '.join(self.formats)}")
        if isinstance(self._results, ox.QueryTriples):
            quads = list(as_quads(self._results))
            return format_trig(quads, PREFIXES).encode() if form == "ttl" else canonical_nquads(quads)
        return self._results.serialize(format=_RESULT_FORMATS[form]) or b""


def _cell(term: object, writer: TermWriter) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, ox.Literal) else writer.term(term)  # type: ignore[arg-type]
