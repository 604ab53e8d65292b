"""What the variables of a question name, in the words of one language."""

from collections.abc import Iterable, Mapping

from intmk_kg.engine.interface import EntityReader
from intmk_kg.publication.entity import Link
from intmk_kg.publication.questions import Row
from intmk_kg.publication.wording import Text, label_of


class Links:
    """The links to all that some solutions name, their labels read in one batch.

    Args:
        rows: the solutions.
        reader: is asked for labels.
        language: of the words.
    """

    def __init__(self, rows: Iterable[Row], reader: EntityReader, language: str) -> None:
        iris = frozenset(term.value for row in rows for term in row.values() if term.kind == "iri")
        self._labels: Mapping[str, Mapping[str, str]] = reader.labels(iris)
        self.language = language

    def to(self, iri: str) -> Link:
        """The link to what an IRI names."""
        return Link(iri, self.text(iri))

    def text(self, iri: str) -> Text:
        """What an IRI is called."""
        return label_of(iri, self._labels, self.language)

    def all(self, rows: Iterable[Row], variable: str) -> tuple[Link, ...]:
        """What a variable names in some rows, each once, in their order."""
        return tuple(self.to(iri) for iri in dict.fromkeys(row[variable].value for row in rows if variable in row))

    def first(self, rows: Iterable[Row], variable: str) -> Link | None:
        """The first of them, or None."""
        return next(iter(self.all(rows, variable)), None)


def value(row: Row, variable: str) -> str:
    """The value of a variable, "" where it has none."""
    return row[variable].value if variable in row else ""
