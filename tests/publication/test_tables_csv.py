"""Tables as CSV: quoting, guarded formulas, and what Excel needs."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intmk_kg.publication.tables import Cell, Table
from intmk_kg.publication.tables_csv import SEPARATOR, CsvDialect, csv_text, excel
from intmk_kg.publication.tables_definition import Column, Kind, TableDefinition

HEADS = {"de": "Größe", "en": "Size"}
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


def table(*rows: tuple[Cell, ...], kinds: tuple[Kind, ...] = ("text",)) -> Table:
    """A table with these rows."""
    columns = tuple(Column(f"column_{n}", f"v{n}", kind, HEADS) for n, kind in enumerate(kinds))
    return Table(TableDefinition("sizes", HEADS, HEADS, columns), "de", rows)


def read(text: str, delimiter: str = ",") -> list[list[str]]:
    """The rows without the head."""
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))[1:]


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=5))
def test_csv_gives_back_every_text(rows: list[tuple[str, str]]) -> None:
    """Whatever stands in cells, line breaks included, is read back; only a guard may stand before it."""
    found = read(csv_text(table(*rows, kinds=("text", "text")), CsvDialect()))
    assert [[cell.removeprefix("'") for cell in row] for row in found] == [
        [text.removeprefix("'") for text in row] for row in rows
    ]


@pytest.mark.parametrize(
    "start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1", "\uff0b1", "\uff0d1", "\uff201"]
)
def test_text_is_never_a_formula(start: str) -> None:
    """Text that a spreadsheet would evaluate gets an apostrophe before it, also as the first of several values."""
    text = csv_text(table((start, (start, "b")), kinds=("text", "text")), CsvDialect())
    assert read(text) == [[f"'{start}", f"'{start}{SEPARATOR}b"]]


def test_numbers_are_not_guarded() -> None:
    """A negative number stays a number."""
    assert read(csv_text(table((-1, Decimal("-0.5")), kinds=("integer", "decimal")), CsvDialect())) == [["-1", "-0.5"]]


def test_lines_end_as_the_standard_says() -> None:
    """Every line ends with CRLF, the last one too, and an empty cell is empty (RFC 4180, 2)."""
    assert csv_text(table((None, ()), kinds=("text", "text")), CsvDialect()) == "column_0,column_1\r\n,\r\n"


def test_heads_follow_the_language() -> None:
    """Without a language the heads are the names of the columns, with one its words."""
    assert csv_text(table(), CsvDialect()).startswith("column_0\r\n")
    assert csv_text(table(), CsvDialect("de")).startswith("Größe\r\n")
    assert csv_text(table(), CsvDialect("en")).startswith("Size\r\n")


def test_excel_in_german_gets_what_it_opens() -> None:
    """For a German Excel: byte order mark, semicolons, decimal commas, German heads; that is the default."""
    text = csv_text(table(("ä;b", Decimal("1.5")), kinds=("text", "decimal")), excel(None))
    assert text == '\ufeffGröße;Größe\r\n"ä;b";1,5\r\n'
    assert excel("de") == excel(None)


def test_excel_in_english_gets_what_it_opens() -> None:
    """For an English Excel: byte order mark, commas, decimal points."""
    text = csv_text(table(("ä", Decimal("1.5")), kinds=("text", "decimal")), excel("en"))
    assert text == "\ufeffSize,Size\r\nä,1.5\r\n"
