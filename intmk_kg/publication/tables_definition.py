"""The tables that are published: one file each in engine/queries/tables/, a query that describes its own columns.

Each file begins with comment lines that start with `#+`; what follows there is TOML (https://toml.io/en/v1.0.0):
`title` and `description`, each with `de` and `en`, and a table `[columns]`. A column has

- `of`: the variable that its values come from; by default the column's own name;
- `as`: what becomes of a value: `text` (as it is; the default), `words` (those in the language of the table), `label`
  (the label of an IRI), `iri`, `date`, `integer`, `decimal`;
- `precision`: for dates, the variable that says whether month or day are known;
- `many`: whether a thing may have several values;
- `de`, `en`: what stands at the head of the column.

Solutions that agree in everything that is not `many` are one row.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

_FOLDER = "tables"
_HEADER = "#+"

Kind = Literal["text", "words", "label", "iri", "date", "integer", "decimal"]


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes:
        name: its name for machines, the same in every language.
        variable: the variable of the query that its values come from.
        kind: what becomes of a value.
        titles: what stands at its head, by language.
        precision: the variable with the precision of a date, or "".
        many: whether a row may have several values.
    """

    name: str
    variable: str
    kind: Kind
    titles: Mapping[str, str]
    precision: str = ""
    many: bool = False


@dataclass(frozen=True)
class TableDefinition:
    """A table before it is filled.

    Attributes:
        name: in its address: `/tables/<name>.csv`.
        titles: what it is called, by language.
        descriptions: what it holds, by language.
        columns: its columns in order; the first one identifies the row.
    """

    name: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    columns: tuple[Column, ...] = field(repr=False)

    @property
    def query(self) -> str:
        """The name of its query in engine/queries/."""
        return f"{_FOLDER}/{self.name}"


@cache
def table_definitions() -> tuple[TableDefinition, ...]:
    """All tables, by name."""
    folder = files("intmk_kg.engine") / "queries" / _FOLDER
    queries = sorted((file for file in folder.iterdir() if file.name.endswith(".rq")), key=lambda file: file.name)
    return tuple(parse_definition(file.name.removesuffix(".rq"), file.read_text(encoding="utf-8")) for file in queries)


def table_definition(name: str) -> TableDefinition | None:
    """The table of this name, or None."""
    return next((definition for definition in table_definitions() if definition.name == name), None)


def parse_definition(name: str, query: str) -> TableDefinition:
    """The definition in the `#+` lines of a query.

    Raises:
        ValueError: it is not TOML or lacks a title, a description, a column's heads, or names an unknown kind.
    """
    header = parse_header(query)
    try:
        columns = tuple(_column(column, values) for column, values in header["columns"].items())
        return TableDefinition(name, _words(header["title"]), _words(header["description"]), columns)
    except KeyError as error:
        raise ValueError(f"the table {name} lacks {error}") from error


def parse_header(query: str) -> dict[str, Any]:
    """What stands in the `#+` lines of a query.

    Raises:
        ValueError: it is not TOML.
    """
    lines = (line.removeprefix(_HEADER) for line in query.splitlines() if line.startswith(_HEADER))
    return tomllib.loads("\n".join(lines))


def _column(name: str, values: Mapping[str, Any]) -> Column:
    kind = values.get("as", "text")
    if kind not in get_args(Kind):
        raise ValueError(f"the column {name} has the unknown kind {kind!r}; there are {', '.join(get_args(Kind))}")
    precision, many = values.get("precision", ""), values.get("many", False)
    return Column(name, values.get("of", name), kind, _words(values), precision, many)


def _words(values: Mapping[str, Any]) -> dict[str, str]:
    return {language: values[language] for language in ("de", "en")}
