"""What a statement rests on, in the words of one language: status, rule, quote, documents."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from intmk_kg.engine.description import Description, Evidence, SourceDocument, Term
from intmk_kg.engine.interface import EntityReader
from intmk_kg.publication.wording import Text, date_in_words, label_of, preferred
from intmk_kg.vocabulary.prefixes import PREFIXES

_PUBLISHER = PREFIXES["dc"] + "publisher"
_PUBLISHED = PREFIXES["schema"] + "datePublished"
_PRECISION = PREFIXES["intmk"] + "startPrecision"
_LABEL = PREFIXES["rdfs"] + "label"
_OF_DOCUMENTS = frozenset({_PUBLISHER, _PUBLISHED, _PRECISION, _LABEL})

Said = Mapping[str, tuple[Term, ...]]
"""What is said of a thing: values by predicate."""


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


class Documents:
    """The source documents that a page names, looked up together.

    Args:
        reader: is asked once.
        language: of the words.
        sources: the documents.
    """

    def __init__(self, reader: EntityReader, language: str, sources: Iterable[SourceDocument]) -> None:
        self._reader = reader
        self._language = language
        self._iris = frozenset(source.iri for source in sources)

    def document(self, source: SourceDocument) -> Document:
        """A source document with its title, publisher and date."""
        said = self._said[source.iri]
        published = _first(said, _PUBLISHED)
        precision = _first(said, _PRECISION).removeprefix(PREFIXES["intmk"]) or "Day"
        labels = {term.language: term.value for term in said.get(_LABEL, ())}
        return Document(
            source.iri,
            label_of(source.iri, {source.iri: labels}, self._language),
            _first(said, _PUBLISHER),
            date_in_words(published, precision, self._language) if published else "",
            source.url or "",
            source.citation or "",
        )

    @cached_property
    def _said(self) -> Mapping[str, Said]:
        return self._reader.values(self._iris, _OF_DOCUMENTS) if self._iris else {}


def sources_of(description: Description) -> Iterator[SourceDocument]:
    """The documents that the statements about a thing rest on."""
    for statement in (*description.outgoing, *description.contradicted):
        for evidence in statement.evidence:
            yield from evidence.documents


def backings(evidence: Iterable[Evidence], documents: Documents, language: str) -> tuple[Backing, ...]:
    """What a statement rests on: what is supported first, then conclusions, then what is not adopted."""
    ranks = ("Supported", "Inferred", "Contradicted")
    ordered = sorted(evidence, key=lambda item: (ranks.index(item.status), item.statement_set))
    return tuple(
        Backing(
            item.status,
            item.statement_set,
            _texts(item.comments, language),
            tuple(Text(term.value, term.language) for term in item.quote),
            _texts(item.locator, language),
            tuple(documents.document(source) for source in item.documents),
        )
        for item in ordered
    )


def _texts(terms: Iterable[Term], language: str) -> tuple[Text, ...]:
    return preferred((Text(term.value, term.language) for term in terms), language)


def _first(said: Said, predicate: str) -> str:
    return next((term.value for term in said.get(predicate, ())), "")
