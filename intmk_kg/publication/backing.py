"""What a statement rests on, in the words of one language: status, rule, quote, documents."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from intmk_kg.engine.description import Evidence, Labels, SourceDocument, Term
from intmk_kg.publication.wording import Text, date_in_words, label_of, preferred


@dataclass(frozen=True)
class Document:
    """A source document as a page names it.

    Attributes:
        iri: the document.
        label: its title.
        publisher: who published it, or "".
        date: when, in words, or "".
        url: where it stands on the web, or "".
        citation: where it has no address, or "".
    """

    iri: str
    label: Text
    publisher: str
    date: str
    url: str
    citation: str


@dataclass(frozen=True)
class Backing:
    """What one statement set says for a statement.

    Attributes:
        status: `Supported`, `Inferred` or `Contradicted`.
        statement_set: the IRI of the set.
        comments: the rule of a conclusion, or why a statement is not adopted.
        quotes: the words of the documents.
        locators: where they stand.
        documents: the documents.
    """

    status: str
    statement_set: str
    comments: tuple[Text, ...]
    quotes: tuple[Text, ...]
    locators: tuple[Text, ...]
    documents: tuple[Document, ...]


def backings(evidence: Iterable[Evidence], labels: Mapping[str, Labels], language: str) -> tuple[Backing, ...]:
    """What a statement rests on: what is supported first, then conclusions, then what is not adopted.

    Args:
        evidence: in the statement sets that make the statement.
        labels: of the documents.
        language: of the words.
    """
    ranks = ("Supported", "Inferred", "Contradicted")
    ordered = sorted(evidence, key=lambda item: (ranks.index(item.status), item.statement_set))
    return tuple(
        Backing(
            item.status,
            item.statement_set,
            _texts(item.comments, language),
            tuple(Text(term.value, term.language) for term in item.quote),
            _texts(item.locator, language),
            tuple(_document(source, labels, language) for source in item.documents),
        )
        for item in ordered
    )


def _texts(terms: Iterable[Term], language: str) -> tuple[Text, ...]:
    return preferred((Text(term.value, term.language) for term in terms), language)


def _document(source: SourceDocument, labels: Mapping[str, Labels], language: str) -> Document:
    """A source document with its title, publisher and date."""
    return Document(
        source.iri,
        label_of(source.iri, labels, language),
        source.publisher,
        date_in_words(source.published, source.precision or "Day", language) if source.published else "",
        source.url or "",
        source.citation or "",
    )
