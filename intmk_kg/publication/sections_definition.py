"""What the page of a thing tells beside its own statements: one file each in engine/queries/pages/sections/.

Each file begins with comment lines that start with `#+`; what follows there is TOML (https://toml.io/en/v1.0.0):
`class` (the section stands on the pages of its members), `rank` (its place among the sections of that class), `first`
(whether it comes before the thing's own statements), `title` with `de` and `en`, `layout` (`table`, the default, or
`facts` for a single row) and a table `[columns]`. The query selects `?thing`, which is bound to the thing of the page.
A column has

- `of`: the variable that its values come from; by default the column's own name;
- `as`: `link` (to what an IRI names; the default), `label` (its label alone), `words` (those in the page's language),
  `period` (the time from `?start` to `?end`, as exact as `?startPrecision` and `?endPrecision` say);
- `worded`: for links, a variable whose value or label stands for the label of what is linked, where it has a value;
- `many`: whether a row may have several values;
- `de`, `en`: what stands at the head of the column.

Solutions that agree in all links and labels that are not `many` are one row.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from intmk_kg.publication.wording import expanded_form

_FOLDER = "pages/sections"
_HEADER = "#+"

Kind = Literal["link", "label", "words", "period"]
Layout = Literal["table", "facts"]


@dataclass(frozen=True)
class SectionColumn:
    """A column of a section.

    Attributes:
        variable: the variable of the query that its values come from.
        kind: what becomes of a value.
        titles: what stands at its head, by language.
        many: whether a row may have several values.
        worded: the variable that words a link, or "".
    """

    variable: str
    kind: Kind
    titles: Mapping[str, str]
    many: bool = False
    worded: str = ""


@dataclass(frozen=True)
class SectionDefinition:
    """A section before it is filled.

    Attributes:
        name: of its file.
        class_: the IRI of the class on whose pages it stands.
        rank: its place among the sections of that class.
        is_first: whether it comes before the thing's own statements.
        layout: how it is shown.
        titles: what it is called, by language.
        columns: its columns in order.
    """

    name: str
    class_: str
    rank: int
    is_first: bool
    layout: Layout
    titles: Mapping[str, str]
    columns: tuple[SectionColumn, ...] = field(repr=False)

    @property
    def query(self) -> str:
        """The name of its query in engine/queries/."""
        return f"{_FOLDER}/{self.name}"


def sections_of(classes: Iterable[str]) -> tuple[SectionDefinition, ...]:
    """The sections on the page of a member of some classes, in order."""
    wanted = frozenset(classes)
    return tuple(definition for definition in section_definitions() if definition.class_ in wanted)


@cache
def section_definitions() -> tuple[SectionDefinition, ...]:
    """All sections, by rank and name."""
    folder = (files("intmk_kg.engine") / "queries").joinpath(*_FOLDER.split("/"))
    queries = (file for file in folder.iterdir() if file.name.endswith(".rq"))
    every = (parse_section(file.name.removesuffix(".rq"), file.read_text(encoding="utf-8")) for file in queries)
    return tuple(sorted(every, key=lambda definition: (definition.rank, definition.name)))


def parse_section(name: str, query: str) -> SectionDefinition:
    """The definition in the `#+` lines of a query.

    Raises:
        ValueError: it is not TOML, lacks a class, rank, title or a column's heads, or names an unknown kind or layout.
    """
    lines = (line.removeprefix(_HEADER) for line in query.splitlines() if line.startswith(_HEADER))
    header = tomllib.loads("\n".join(lines))
    layout = header.get("layout", "table")
    if layout not in get_args(Layout):
        raise ValueError(f"the section {name} has the unknown layout {layout!r}")
    try:
        columns = tuple(_column(column, values) for column, values in header["columns"].items())
        class_, first = expanded_form(header["class"]), header.get("first", layout == "facts")
        return SectionDefinition(name, class_, header["rank"], first, layout, _words(header["title"]), columns)
    except KeyError as error:
        raise ValueError(f"the section {name} lacks {error}") from error


def _column(name: str, values: Mapping[str, Any]) -> SectionColumn:
    kind = values.get("as", "link")
    if kind not in get_args(Kind):
        raise ValueError(f"the column {name} has the unknown kind {kind!r}; there are {', '.join(get_args(Kind))}")
    many, worded = values.get("many", False), values.get("worded", "")
    return SectionColumn(values.get("of", name), kind, _words(values), many, worded)


def _words(values: Mapping[str, Any]) -> dict[str, str]:
    return {language: values[language] for language in ("de", "en")}
