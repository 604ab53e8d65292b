"""The tables of a release: rows of plain values, for people who want a spreadsheet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from intmk_kg.engine.description import Term
from intmk_kg.engine.interface import EntityReader, SparqlEngine
from intmk_kg.publication.questions import Row as Solution
from intmk_kg.publication.questions import ask
from intmk_kg.publication.tables_definition import Column, TableDefinition
from intmk_kg.publication.wording import Text, label_of, preferred
from intmk_kg.vocabulary.prefixes import PREFIXES

DEFAULT_LANGUAGE = "de"

_INTMK = PREFIXES["intmk"]
_DATE_LENGTHS = {f"{_INTMK}Year": 4, f"{_INTMK}Month": 7}

Scalar = str | int | Decimal
Cell = Scalar | None | tuple[Scalar, ...]
"""A value; None where there is none; of a column with `many`, a tuple in order."""


@dataclass(frozen=True)
class Table:
    """A table of a release in one language.

    Attributes:
        definition: its names and columns.
        language: of labels and words.
        rows: a cell for each column.
    """

    definition: TableDefinition
    language: str
    rows: tuple[tuple[Cell, ...], ...]


def fill(definition: TableDefinition, engine: SparqlEngine, reader: EntityReader, language: str) -> Table:
    """A table with its rows.

    Args:
        definition: its query and columns.
        engine: is asked for the rows.
        reader: is asked for labels.
        language: of labels and words; where there are none in it, another language's stand in.

    Raises:
        Refusal: the engine does not answer now.
    """
    return tabulated(definition, ask(engine, definition.query), reader, language)


def tabulated(definition: TableDefinition, solutions: list[Solution], reader: EntityReader, language: str) -> Table:
    """The table that solutions make; see `fill`."""
    labelled = {column.variable for column in definition.columns if column.kind == "label"}
    iris = frozenset(row[name].value for row in solutions for name in labelled & set(row) if row[name].kind == "iri")
    cells = _Cells(reader.labels(iris), language)
    single = [column for column in definition.columns if not column.many]
    identity = sorted({column.variable for column in single if column.kind != "words"})
    rows = (cells.row(definition.columns, group) for group in _grouped(solutions, identity))
    return Table(definition, language, tuple(rows))


def date_as_known(value: str, precision: str) -> str:
    """An xsd:date as exact as it is known: `2018-04-26`, `2018-04` or `2018` (ISO 8601).

    Args:
        value: the lexical form.
        precision: the IRI of a precision; anything but month and year means the day.
    """
    return value[: _DATE_LENGTHS.get(precision, len(value))]


def _grouped(solutions: Iterable[Solution], identity: Iterable[str]) -> Iterable[list[Solution]]:
    """The solutions of each row, rows in the order of their first solutions."""
    rows: dict[tuple[Term | None, ...], list[Solution]] = {}
    for solution in solutions:
        rows.setdefault(tuple(solution.get(variable) for variable in identity), []).append(solution)
    return rows.values()


class _Cells:
    """Makes cells of solutions."""

    def __init__(self, labels: Mapping[str, Mapping[str, str]], language: str) -> None:
        self._labels = labels
        self._language = language

    def row(self, columns: Iterable[Column], solutions: list[Solution]) -> tuple[Cell, ...]:
        return tuple(self._cell(column, solutions) for column in columns)

    def _cell(self, column: Column, solutions: list[Solution]) -> Cell:
        found = dict.fromkeys(
            (solution[column.variable], solution.get(column.precision))
            for solution in solutions
            if column.variable in solution
        )
        if column.kind == "words":
            words = preferred((Text(term.value, term.language) for term, _ in found), self._language)
            values: set[Scalar] = {text.value for text in words}
        else:
            values = {self._value(column, term, precision) for term, precision in found}
        ordered = tuple(sorted(values, key=_order))
        return ordered if column.many else next(iter(ordered), None)

    def _value(self, column: Column, term: Term, precision: Term | None) -> Scalar:
        match column.kind:
            case "integer":
                return int(term.value)
            case "decimal":
                return Decimal(term.value)
            case "date":
                return date_as_known(term.value, precision.value if precision else "")
            case "label" if term.kind == "iri":
                return label_of(term.value, self._labels, self._language).value
            case _:
                return term.value


def _order(value: Scalar) -> tuple[bool, Scalar]:
    return isinstance(value, str), value
