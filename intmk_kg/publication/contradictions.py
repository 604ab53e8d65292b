"""Where sources disagree: what is not adopted beside what is."""

from dataclasses import dataclass
from itertools import groupby

from intmk_kg.engine.description import Term
from intmk_kg.engine.interface import EntityReader, SparqlEngine
from intmk_kg.publication.entity import Link
from intmk_kg.publication.links import Links
from intmk_kg.publication.questions import Row, ask
from intmk_kg.publication.spans import precision
from intmk_kg.publication.wording import Text, date_in_words, preferred
from intmk_kg.vocabulary.precision import DATE


@dataclass(frozen=True)
class Statement:
    """A value in words; its IRI where it names something, else ""."""

    text: Text
    iri: str


@dataclass(frozen=True)
class Disagreement:
    """A statement that a document makes and the graph does not adopt.

    Attributes:
        predicate: of what kind it is.
        stated: what the document says.
        adopted: what the graph says instead, nothing where it says nothing of the kind.
        reasons: why it is not adopted.
        quotes: the words of the document.
        documents: what states it.
        publishers: of the documents.
    """

    predicate: Text
    stated: Statement
    adopted: tuple[Statement, ...]
    reasons: tuple[Text, ...]
    quotes: tuple[Text, ...]
    documents: tuple[Link, ...]
    publishers: tuple[str, ...]


@dataclass(frozen=True)
class DisputedThing:
    """A thing that sources disagree about."""

    link: Link
    disagreements: tuple[Disagreement, ...]


def disputed_things(engine: SparqlEngine, reader: EntityReader, language: str) -> tuple[DisputedThing, ...]:
    """All things that some source says something of which is not adopted.

    Raises:
        Refusal: the engine does not answer now.
    """
    rows = ask(engine, "pages/contradictions")
    links = Links(rows, reader, language)
    things = groupby(rows, key=lambda row: row["thing"].value)
    return tuple(DisputedThing(links.to(iri), _disagreements(list(group), links)) for iri, group in things)


def _disagreements(rows: list[Row], links: Links) -> tuple[Disagreement, ...]:
    groups = groupby(rows, key=lambda row: (row["predicate"], row["value"], row["set"]))
    return tuple(_disagreement(list(group), links) for _, group in groups)


def _disagreement(rows: list[Row], links: Links) -> Disagreement:
    terms = {row["adopted"]: row for row in rows if "adopted" in row and row["adopted"] != row["value"]}
    adopted = [_statement(term, precision(row, "adoptedPrecision"), links) for term, row in terms.items()]
    wanted = preferred((statement.text for statement in adopted), links.language)
    return Disagreement(
        links.text(rows[0]["predicate"].value),
        _statement(rows[0]["value"], precision(rows[0], "precision"), links),
        tuple(statement for statement in adopted if statement.text in wanted),
        _texts(rows, "comment", links.language),
        _texts(rows, "quote", links.language),
        links.all(rows, "document"),
        tuple(dict.fromkeys(row["publisher"].value for row in rows if "publisher" in row)),
    )


def _statement(term: Term, exactly: str, links: Links) -> Statement:
    if term.kind == "iri":
        return Statement(links.text(term.value), term.value)
    if term.datatype == DATE:
        return Statement(Text(date_in_words(term.value, exactly, links.language)), "")
    return Statement(Text(term.value, term.language), "")


def _texts(rows: list[Row], variable: str, language: str) -> tuple[Text, ...]:
    found = dict.fromkeys(Text(row[variable].value, row[variable].language) for row in rows if variable in row)
    return preferred(found, language)
