"""What the columns of a table mean, for machines: CSV on the Web, and the same rows as JSON."""

import json
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from intmk_kg.publication.tables import Cell, Scalar, Table
from intmk_kg.publication.tables_csv import SEPARATOR, CsvDialect
from intmk_kg.publication.tables_definition import Column, TableDefinition

LICENCE = "https://www.govdata.de/dl-de/zero-2-0"

_CONTEXT = "http://www.w3.org/ns/csvw"
# A date whose month or day is not known is no date of XML Schema; the pattern says which forms there are
_PARTIAL_DATE = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
_DATATYPES: dict[str, Any] = {"iri": "anyURI", "integer": "integer", "date": "date"}


def csvw_metadata(definition: TableDefinition, dialect: CsvDialect, query: dict[str, str], modified: str | None) -> str:
    """The metadata of a table's CSV (https://www.w3.org/TR/tabular-metadata/).

    Args:
        definition: of the table.
        dialect: in which the CSV is written.
        query: the parameters of the CSV's address.
        modified: the day on which the data changed last, or None where that is not known.
    """
    context = [_CONTEXT, {"@language": dialect.language}] if dialect.language else _CONTEXT
    return _json({"@context": context} | _table(definition, dialect, query, modified))


def csvw_metadata_of_all(definitions: tuple[TableDefinition, ...], modified: str | None) -> str:
    """The metadata of all tables as one group of tables."""
    tables = [_table(definition, CsvDialect(), {}, modified) for definition in definitions]
    return _json({"@context": _CONTEXT, "@type": "TableGroup", "tables": tables})


def json_rows(table: Table) -> str:
    """The rows as objects, as the minimal mode of https://www.w3.org/TR/csv2json/#minimal-mode has them.

    The members have the names of the columns; what has no value is missing.
    """
    return _json(plain_rows(table))


def plain_rows(table: Table) -> list[dict[str, Any]]:
    """The rows as objects; see `json_rows`."""
    names = [column.name for column in table.definition.columns]
    return [
        {name: _plain(cell) for name, cell in zip(names, row, strict=True) if cell not in (None, ())}
        for row in table.rows
    ]


def _table(
    definition: TableDefinition, dialect: CsvDialect, query: dict[str, str], modified: str | None
) -> dict[str, Any]:
    address = f"{definition.name}.csv" + (f"?{urlencode(query)}" if query else "")
    dated = {"dc:modified": {"@value": modified, "@type": "xsd:date"}} if modified else {}
    spoken = {"lang": dialect.language} if dialect.language else {}
    return {
        "@type": "Table",
        "url": address,
        **spoken,
        "dc:title": _words(definition.titles),
        "dc:description": _words(definition.descriptions),
        "dc:license": {"@id": LICENCE},
        **dated,
        "dialect": {"delimiter": dialect.delimiter, "encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tableSchema": {
            "columns": [_column(column, dialect) for column in definition.columns],
            "primaryKey": definition.columns[0].name,
        },
    }


def _words(texts: Any) -> list[dict[str, str]]:
    return [{"@value": text, "@language": language} for language, text in texts.items()]


def _column(column: Column, dialect: CsvDialect) -> dict[str, Any]:
    titles = dialect.head(column) if dialect.language else {"und": column.name, **column.titles}
    described: dict[str, Any] = {"name": column.name, "titles": titles, "datatype": _datatype(column, dialect)}
    if column.many:
        described["separator"] = SEPARATOR
    return described


def _datatype(column: Column, dialect: CsvDialect) -> Any:
    if column.precision:
        return {"base": "string", "format": _PARTIAL_DATE}
    if column.kind == "decimal":
        return {"base": "decimal", "format": {"decimalChar": dialect.decimal_mark}}
    return _DATATYPES.get(column.kind, "string")


def _plain(cell: Cell) -> Any:
    if isinstance(cell, tuple):
        return [_number(value) for value in cell]
    return None if cell is None else _number(cell)


def _number(value: Scalar) -> str | int | float:
    return float(value) if isinstance(value, Decimal) else value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
