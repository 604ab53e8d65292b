"""Where in a file a statement is written, whatever the file's layout."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from intmk_kg.graph.statements import AuthoredStatement, authored_statements


@dataclass(frozen=True)
class _Lines:
    """The lines of one file's statements, from the most exact address to the least."""

    values: dict[tuple[str, str, str], int]
    predicates: dict[tuple[str, str], int]
    subjects: dict[str, int]
    mentions: dict[str, int]


def locate(path: Path, subject_iri: str, predicate_iri: str | None = None, value: str | None = None) -> int:
    """The line, counted from 1, where a statement is authored in the TriG file at `path`.

    The most exact place that the file has: the value, else the predicate, else the subject, else the first line that
    mentions the subject at all, else line 1.

    Args:
        path: the file, absolute or relative to the working directory.
        subject_iri: the IRI of the statement's subject.
        predicate_iri: the IRI of its predicate, or None.
        value: the IRI, or the lexical form, of its object, or None.
    """
    return line_of(_read(path, path.stat().st_mtime_ns), subject_iri, predicate_iri, value)


def line_of(text: str, subject_iri: str, predicate_iri: str | None = None, value: str | None = None) -> int:
    """As `locate`, in the text of a file."""
    lines = _lines(text)
    found = (
        lines.values.get((subject_iri, predicate_iri or "", value or "")),
        lines.predicates.get((subject_iri, predicate_iri or "")),
        lines.subjects.get(subject_iri),
        lines.mentions.get(subject_iri),
    )
    return next((line for line in found if line is not None), 1)


@lru_cache(maxsize=512)
def _read(path: Path, modified: int) -> str:  # noqa: ARG001 - the time of change keys the cache
    return path.read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def _lines(text: str) -> _Lines:
    lines = _Lines({}, {}, {}, {})
    for statement in authored_statements(text):
        lines.values.setdefault((statement.subject, statement.predicate, statement.value), statement.value_line)
        lines.predicates.setdefault((statement.subject, statement.predicate), statement.predicate_line)
        lines.subjects.setdefault(statement.subject, statement.subject_line)
        for iri, line in _mentions(statement):
            lines.mentions.setdefault(iri, line)
    return lines


def _mentions(statement: AuthoredStatement) -> Iterator[tuple[str, int]]:
    yield statement.graph, statement.subject_line
    yield statement.value, statement.value_line
