"""What the page of a thing tells beside its own statements, in the words of one language."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from intmk_kg.engine.interface import EntityReader, SparqlEngine
from intmk_kg.publication.entity import Link
from intmk_kg.publication.links import Links, value
from intmk_kg.publication.questions import Row, ask_together
from intmk_kg.publication.sections_definition import Layout, SectionColumn, SectionDefinition, sections_of
from intmk_kg.publication.spans import Span, span
from intmk_kg.publication.wording import Text, preferred


@dataclass(frozen=True)
class Cell:
    """What stands in a column of a row: links, words or a time.

    Attributes:
        title: of the column.
        links: what is named.
        texts: what is said.
        span: a time, or None.
    """

    title: str
    links: tuple[Link, ...] = ()
    texts: tuple[Text, ...] = ()
    span: Span | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known."""
        return not (self.links or self.texts or (self.span and self.span.words))


@dataclass(frozen=True)
class Section:
    """A section of a page.

    Attributes:
        name: a name for links to it.
        title: what it is called.
        is_first: whether it comes before the thing's own statements.
        layout: how it is shown.
        heads: of the columns in which any row has something.
        rows: a cell for each of them.
    """

    name: str
    title: str
    is_first: bool
    layout: Layout
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def sections(
    iri: str, classes: Iterable[str], engine: SparqlEngine, reader: EntityReader, language: str
) -> tuple[Section, ...]:
    """The sections on the page of a thing that have anything to tell.

    Args:
        iri: the thing, which the release describes.
        classes: what it is.
        engine: is asked once for all of them.
        reader: is asked once, for labels.
        language: of the words.

    Raises:
        Refusal: the engine does not answer now.
    """
    definitions = sections_of(classes)
    answered = ask_together(engine, (definition.query for definition in definitions), iri)
    asked = [(definition, rows) for definition in definitions if (rows := answered[definition.query])]
    if not asked:
        return ()
    links = Links([row for _, rows in asked for row in rows], reader, language)
    return tuple(_section(definition, rows, links) for definition, rows in asked)


def _section(definition: SectionDefinition, rows: list[Row], links: Links) -> Section:
    single = [column for column in definition.columns if not column.many and column.kind in ("link", "label")]
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(value(row, column.variable) for column in single), []).append(row)
    cells = [[_cell(column, group, links) for column in definition.columns] for group in groups.values()]
    shown = [place for place in range(len(definition.columns)) if not all(row[place].is_empty for row in cells)]
    return Section(
        definition.name,
        definition.titles[links.language],
        definition.is_first,
        definition.layout,
        tuple(definition.columns[place].titles[links.language] for place in shown),
        tuple(tuple(row[place] for place in shown) for row in cells),
    )


def _cell(column: SectionColumn, rows: list[Row], links: Links) -> Cell:
    title = column.titles[links.language]
    match column.kind:
        case "period":
            return Cell(title, span=span(rows[0], links.language))
        case "words":
            found = dict.fromkeys(row[column.variable] for row in rows if column.variable in row)
            return Cell(title, texts=preferred((Text(term.value, term.language) for term in found), links.language))
        case "label":
            return Cell(title, texts=tuple(link.text for link in links.all(rows, column.variable)))
        case "link":
            return Cell(title, links=tuple(_links(column, rows, links)))


def _links(column: SectionColumn, rows: list[Row], links: Links) -> Iterator[Link]:
    both = {column.variable, column.worded}
    words = {row[column.variable].value: row[column.worded] for row in rows if both <= set(row)}
    for link in links.all(rows, column.variable):
        term = words.get(link.iri)
        if term is None:
            yield link
        else:
            yield Link(link.iri, links.text(term.value) if term.kind == "iri" else Text(term.value, term.language))
