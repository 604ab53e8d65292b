"""Tables as CSV, for programs and for spreadsheets."""

import csv
import io
from dataclasses import dataclass
from decimal import Decimal

from intmk_kg.publication.tables import DEFAULT_LANGUAGE, Cell, Scalar, Table
from intmk_kg.publication.tables_definition import Column

SEPARATOR = " | "
"""Between the values of one cell."""

# What spreadsheets take for the beginning of a formula, https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_GUARD = "'"
_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True)
class CsvDialect:
    """A way to write CSV.

    Attributes:
        language: of the column heads; None for the columns' own names.
        delimiter: between cells.
        decimal_mark: in numbers.
        byte_order_mark: whether the file begins with one, without which Excel does not see that it is UTF-8.
    """

    language: str | None = None
    delimiter: str = ","
    decimal_mark: str = "."
    byte_order_mark: bool = False

    def head(self, column: Column) -> str:
        """What stands at the head of a column."""
        return column.name if self.language is None else column.titles[self.language]


def excel(language: str | None) -> CsvDialect:
    """What Excel opens by a double click in an installation of this language: German ones part cells by semicolons."""
    if (language or DEFAULT_LANGUAGE) == DEFAULT_LANGUAGE:
        return CsvDialect(DEFAULT_LANGUAGE, ";", ",", byte_order_mark=True)
    return CsvDialect(language, byte_order_mark=True)


def csv_text(table: Table, dialect: CsvDialect) -> str:
    """The table as CSV (RFC 4180, https://www.rfc-editor.org/rfc/rfc4180), lines ended by CRLF, with a head.

    Text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=dialect.delimiter, lineterminator="\r\n")
    columns = table.definition.columns
    writer.writerow(_guarded(dialect.head(column)) for column in columns)
    writer.writerows([_written(cell, dialect) for cell in row] for row in table.rows)
    return (_BYTE_ORDER_MARK if dialect.byte_order_mark else "") + written.getvalue()


def _written(cell: Cell, dialect: CsvDialect) -> str:
    if cell is None:
        return ""
    if isinstance(cell, tuple):
        return _guarded(SEPARATOR.join(_scalar(value, dialect) for value in cell))
    return _guarded(_scalar(cell, dialect)) if isinstance(cell, str) else _scalar(cell, dialect)


def _scalar(value: Scalar, dialect: CsvDialect) -> str:
    return str(value).replace(".", dialect.decimal_mark) if isinstance(value, Decimal) else str(value)


def _guarded(text: str) -> str:
    return _GUARD + text if text.startswith(_FORMULA_STARTS) else text
