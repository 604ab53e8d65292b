"""The search index of a release as a file: its tables, and writing them."""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from errno import EIO
from pathlib import Path

from intmk_kg.linking.folding import spellings
from intmk_kg.linking.spelling import grams

FORMAT = 1
"""What the file's user_version says; another one is not read."""

KINDS = ("label", "name", "code", "title", "surroundings")
COLUMNS = ("names", "codes", "titles", "surroundings")
_COLUMN_OF_KIND = dict(zip(KINDS, ("names", *COLUMNS), strict=True))

# Every word is folded and parted by spaces before it comes here, so that SQLite has nothing to decide. A search asks
# for single words, so the index keeps in which column a word stands and not where
_SCHEMA = f"""
PRAGMA page_size = 4096;
PRAGMA journal_mode = OFF;
PRAGMA user_version = {FORMAT};
CREATE TABLE thing (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, class TEXT NOT NULL, weight REAL NOT NULL);
CREATE TABLE text (id INTEGER PRIMARY KEY, text TEXT NOT NULL, language TEXT NOT NULL, spellings TEXT NOT NULL);
CREATE TABLE naming (
  thing INTEGER NOT NULL, kind TEXT NOT NULL, predicate TEXT NOT NULL, text INTEGER NOT NULL,
  PRIMARY KEY (thing, kind, predicate, text)
) WITHOUT ROWID;
CREATE TABLE word (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE, things INTEGER NOT NULL);
CREATE TABLE gram (gram TEXT NOT NULL, word INTEGER NOT NULL, PRIMARY KEY (gram, word)) WITHOUT ROWID;
CREATE VIRTUAL TABLE found USING fts5({", ".join(COLUMNS)}, content='', detail=column, tokenize='ascii');
"""


@dataclass(frozen=True, order=True)
class Naming:
    """Words by which a thing is found.

    Attributes:
        kind: a member of KINDS.
        predicate: the IRI of the property that leads from the thing to the words.
        text: the words as they are written.
        language: their language tag, or "".
    """

    kind: str
    predicate: str
    text: str
    language: str = ""


@dataclass(frozen=True)
class Entry:
    """A thing of the index.

    Attributes:
        iri: the thing.
        class_: the IRI of the class under which it is listed.
        weight: how much a search prefers the class, from 0 to 1.
        namings: by which words it is found.
    """

    iri: str
    class_: str
    weight: float
    namings: frozenset[Naming]


def write_index(path: Path, entries: Iterable[Entry]) -> None:
    """Write an index; the same entries give the same bytes with the same version of SQLite.

    Args:
        path: of the file, which is not there yet.
        entries: in the order in which things that match equally well are listed.

    Raises:
        OSError: the disk refuses, or this Python's SQLite has no full-text search (FTS5).
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.executescript(_SCHEMA)
            connection.execute("BEGIN")
            _IndexWriter(connection).write(dict(enumerate(entries, 1)))
            connection.execute("COMMIT")
            connection.execute("VACUUM")
    except sqlite3.Error as error:
        raise OSError(EIO, str(error), str(path)) from error


class _IndexWriter:
    """Fills the tables of an empty index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._spellings: dict[str, tuple[str, ...]] = {}

    def write(self, entries: dict[int, Entry]) -> None:
        """Write the things, by number."""
        things = ((n, entry.iri, entry.class_, entry.weight) for n, entry in entries.items())
        self._connection.executemany("INSERT INTO thing VALUES (?, ?, ?, ?)", things)
        self._write_texts(entries)
        columns = {n: self._columns(entry) for n, entry in entries.items()}
        rows = ((n, *(" ".join(words) for words in found)) for n, found in columns.items())
        insertion = "INSERT INTO found(rowid, names, codes, titles, surroundings) VALUES (?, ?, ?, ?, ?)"
        self._connection.executemany(insertion, rows)
        self._connection.execute("INSERT INTO found(found) VALUES ('optimize')")
        self._write_words(Counter(word for found in columns.values() for word in set().union(*found)))

    def _write_texts(self, entries: dict[int, Entry]) -> None:
        texts = sorted({(naming.text, naming.language) for entry in entries.values() for naming in entry.namings})
        self._spellings = {text: spellings(text) for text, _ in texts}
        numbers = {text: n for n, text in enumerate(texts, 1)}
        self._connection.executemany(
            "INSERT INTO text VALUES (?, ?, ?, ?)",
            ((n, text, language, "\n".join(self._spellings[text])) for (text, language), n in numbers.items()),
        )
        self._connection.executemany(
            "INSERT INTO naming VALUES (?, ?, ?, ?)",
            (
                (n, naming.kind, naming.predicate, numbers[naming.text, naming.language])
                for n, entry in entries.items()
                for naming in sorted(entry.namings)
            ),
        )

    def _columns(self, entry: Entry) -> tuple[tuple[str, ...], ...]:
        """The words of each of COLUMNS; a text that is there in several languages counts once."""
        texts: dict[str, dict[str, None]] = {column: {} for column in COLUMNS}
        for naming in sorted(entry.namings):
            texts[_COLUMN_OF_KIND[naming.kind]].update(dict.fromkeys(self._spellings[naming.text]))
        return tuple(tuple(" ".join(spelt).split()) for spelt in texts.values())

    def _write_words(self, things: Counter[str]) -> None:
        numbers = {word: n for n, word in enumerate(sorted(things), 1)}
        self._connection.executemany(
            "INSERT INTO word VALUES (?, ?, ?)", ((n, word, things[word]) for word, n in numbers.items())
        )
        rows = sorted((gram, n) for word, n in numbers.items() if not word.isdecimal() for gram in grams(word))
        self._connection.executemany("INSERT INTO gram VALUES (?, ?)", rows)
