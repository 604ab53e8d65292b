"""Results of queries in a form in which equal ones are equal: SPARQL 1.1 Query, 18.5 and RDF Dataset Canonicalization.

Solutions are written as a graph, a blank node for each, so that graphs and multisets of solutions are compared in the
same way: by the canonical form of RDFC-1.0 (https://www.w3.org/TR/rdf-canon/), in which blank nodes have no names.
Numbers and truths are compared by value, each in its own datatype: the engine keeps values, not how they were written.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from w3c_suite import iri_of

Outcome = bool | tuple[str, ...]
"""A truth, or the lines of the canonical form, with the variables first where it is of solutions."""

_RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_XSD = "http://www.w3.org/2001/XMLSchema#"
_CSV = "text/csv"
_TRUTHS = {"true": "true", "1": "true", "false": "false", "0": "false"}
_BY_VALUE: dict[str, Callable[[str], str]] = {
    _XSD + "integer": lambda written: str(int(written)),
    _XSD + "decimal": lambda written: format(Decimal(written).normalize(), "f"),
    _XSD + "double": lambda written: repr(float(written)),
    _XSD + "float": lambda written: repr(float(written)),
    _XSD + "boolean": _TRUTHS.__getitem__,
}
MEDIA_TYPES = {
    ".srx": "application/sparql-results+xml",
    ".srj": "application/sparql-results+json",
    ".csv": _CSV,
    ".tsv": "text/tab-separated-values",
    ".ttl": "text/turtle",
    ".nt": "application/n-triples",
    ".rdf": "application/rdf+xml",
}


def outcome_in(path: Path, *, ordered: bool) -> Outcome:
    """The result that a file of the suite expects."""
    return outcome(path.read_bytes(), MEDIA_TYPES[path.suffix], iri_of(path), ordered=ordered)


def outcome(content: bytes, media_type: str, base: str, *, ordered: bool) -> Outcome:
    """A result.

    Args:
        content: the bytes of it.
        media_type: their format, without parameters.
        base: for relative IRIs.
        ordered: whether the order of solutions counts.

    Raises:
        SyntaxError: the bytes are not of the format.
    """
    if media_type == _CSV:
        return _of_csv(content.decode(), ordered=ordered)
    if format_ := ox.QueryResultsFormat.from_media_type(media_type):
        return outcome_of(ox.parse_query_results(content, format=format_), ordered=ordered)
    quads = list(ox.parse(content, format=ox.RdfFormat.from_media_type(media_type), base_iri=base))
    if any(quad.object == ox.NamedNode(_RS + "ResultSet") for quad in quads):
        return _of_result_set(quads)
    return _canonical(quads)


def outcome_of(result: Any, *, ordered: bool) -> Outcome:
    """The result that pyoxigraph gives."""
    if isinstance(result, ox.QueryBoolean):
        return bool(result)
    if isinstance(result, ox.QueryTriples):
        return _canonical(ox.Quad(*triple) for triple in result)
    names = [variable.value for variable in result.variables]
    rows = ({name: solution[name] for name in names if solution[name] is not None} for solution in result)
    return _of_solutions(names, rows, ordered=ordered)


def _of_csv(text: str, *, ordered: bool) -> Outcome:
    """CSV tells only blank nodes from other terms (SPARQL 1.1 CSV and TSV, 3.2)."""
    names, *rows = csv.reader(io.StringIO(text, newline=""))
    return _of_solutions(names, (_csv_row(names, row) for row in rows), ordered=ordered)


def _csv_row(names: list[str], row: list[str]) -> dict[str, Any]:
    terms = (ox.BlankNode(cell[2:]) if cell.startswith("_:") else ox.Literal(cell) for cell in row)
    return dict(zip(names, terms, strict=True))


def _of_result_set(quads: list[ox.Quad]) -> Outcome:
    """A result written in the vocabulary of the first test suite, which is a graph."""

    def objects(subject: Any, name: str) -> Iterator[Any]:
        return (quad.object for quad in quads if quad.subject == subject and quad.predicate.value == _RS + name)

    (result,) = (
        quad.subject for quad in quads if quad.predicate == _RDF_TYPE and quad.object.value == _RS + "ResultSet"
    )
    names = [variable.value for variable in objects(result, "resultVariable")]
    rows = [
        {next(objects(node, "variable")).value: next(objects(node, "value")) for node in objects(solution, "binding")}
        for solution in objects(result, "solution")
    ]
    return _of_solutions(names, rows, ordered=False)


def _of_solutions(names: Iterable[str], rows: Iterable[Mapping[str, Any]], *, ordered: bool) -> Outcome:
    quads: list[ox.Quad] = []
    for number, row in enumerate(rows):
        solution = ox.BlankNode()
        place = ox.Literal(number if ordered else "a solution")
        quads.append(ox.Quad(solution, ox.NamedNode("urn:place"), place))
        quads += (ox.Quad(solution, ox.NamedNode(f"urn:variable:{name}"), term) for name, term in row.items())
    return (f"variables: {' '.join(sorted(names))}", *_canonical(quads))


def _canonical(quads: Iterable[ox.Quad]) -> tuple[str, ...]:
    dataset = ox.Dataset(
        ox.Quad(quad.subject, quad.predicate, _by_value(quad.object), quad.graph_name) for quad in quads
    )
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return tuple(sorted(map(str, dataset)))


def _by_value(term: Any) -> Any:
    """The term, numbers in it written in one way; what is no value of its datatype stays as it is."""
    if isinstance(term, ox.Triple):
        return ox.Triple(term.subject, term.predicate, _by_value(term.object))
    if not isinstance(term, ox.Literal) or term.datatype.value not in _BY_VALUE:
        return term
    try:
        return ox.Literal(_BY_VALUE[term.datatype.value](term.value), datatype=term.datatype)
    except (ValueError, KeyError, InvalidOperation):
        return term
