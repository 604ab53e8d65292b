"""Searching a release: things by their names, the way people write them."""

import json
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from intmk_kg.errors import IntmkError, ReleaseError
from intmk_kg.linking.asked_words import AskedWord, corrected, expanded, read_words
from intmk_kg.linking.index_file import FORMAT
from intmk_kg.linking.ranking import MatchedText, Ranking, WrittenNaming

LONGEST_TEXT = 200
"""The most characters that a search may have."""

DEADLINE_SECONDS = 1.0
_STEPS_BETWEEN_LOOKS = 2_000
_MOST_CANDIDATES = 20_000
_LEAST_JUDGED = 12
_SUGGESTIONS_PER_CLASS = 4
_EVERYWHERE = ""
_IN_NAMES = "{names codes} : "

_CANDIDATES = """
WITH candidate AS (
  SELECT rowid AS id, bm25(found, 10, 10, 4, 1) AS rank FROM found WHERE found MATCH :expression
  ORDER BY rank LIMIT :most
), placed AS (
  SELECT thing.*, row_number() OVER (PARTITION BY class ORDER BY rank, thing.id) AS place,
    count(*) OVER (PARTITION BY class) AS things
  FROM candidate JOIN thing ON thing.id = candidate.id WHERE :class IS NULL OR class = :class
)
SELECT id, iri, class, weight, things FROM placed WHERE place <= :per_class ORDER BY id
"""
_NAMINGS = """
SELECT thing, kind, predicate, text.text, language, spellings FROM naming JOIN text ON text.id = naming.text
WHERE thing IN (SELECT value FROM json_each(?)) ORDER BY thing
"""


class SearchStoppedError(IntmkError):
    """A search took longer than its deadline."""


@dataclass(frozen=True)
class Hit:
    """A thing that was found.

    Attributes:
        iri: the thing.
        class_: the IRI of its class.
        score: how well it fits, from 0 to 1.
        is_exact: whether one of its names or codes is just what was asked for.
        label: its label, in the language of the search where it has one in it.
        matches: what else of it matches, where the label alone does not say it.
    """

    iri: str
    class_: str
    score: float
    is_exact: bool
    label: MatchedText
    matches: tuple[MatchedText, ...]


@dataclass(frozen=True)
class Group:
    """What was found of one class.

    Attributes:
        class_: the IRI of the class.
        count: how many things of it were found.
        hits: the best of them, best first.
    """

    class_: str
    count: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True)
class Found:
    """The answer to a search.

    Attributes:
        manner: `all` where all words were found as they are written, `corrected` where misspellings were allowed for,
            `some` where no thing has all words, and `none`.
        groups: by class, the group with the best hit first.
    """

    manner: str
    groups: tuple[Group, ...] = ()

    @property
    def count(self) -> int:
        """How many things were found."""
        return sum(group.count for group in self.groups)


class SearchIndex:
    """The search index of a release; safe to use from many threads.

    Args:
        path: of the file.

    Raises:
        ReleaseError: it is not an index, or one of another version of the software.
    """

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise ReleaseError(f"{path} is missing; build the release again")
        # Nobody writes into a release, so SQLite needs no locks (https://www.sqlite.org/uri.html#uriimmutable)
        self._address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        try:
            with self._opened() as connection:
                (version,) = connection.execute("PRAGMA user_version").fetchone()
                damage = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise ReleaseError(f"{path} is not a search index ({error}); build the release again") from error
        if version != FORMAT or damage != "ok":
            raise ReleaseError(f"{path} is not a search index of this version; build the release again")

    def search(self, text: str, language: str, per_class: int, class_: str | None = None) -> Found:
        """What a text finds.

        Args:
            text: what a reader wrote, or a program that looks for a name; only its words count.
            language: of the labels, where there are some in it.
            per_class: how many things of each class are listed.
            class_: the IRI of the only class to be searched.

        Raises:
            SearchStoppedError: it takes longer than DEADLINE_SECONDS.
        """
        with self._opened() as connection:
            return _Search(connection, language, _EVERYWHERE).found(read_words(text), per_class, class_)

    def suggest(self, text: str, language: str, limit: int) -> tuple[Hit, ...]:
        """The things whose names go on as a reader may mean who has written so far, best first.

        Args:
            text: as far as it is written.
            language: of the labels, where there are some in it.
            limit: how many.

        Raises:
            SearchStoppedError: it takes longer than DEADLINE_SECONDS.
        """
        with self._opened() as connection:
            asked = read_words(text, is_unfinished=not text[-1:].isspace())
            found = _Search(connection, language, _IN_NAMES).found(asked, _SUGGESTIONS_PER_CLASS, None)
        if found.manner == "some":
            return ()
        hits = sorted((hit for group in found.groups for hit in group.hits), key=_best_first)
        return tuple(hits[:limit])

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """A connection of this call's own; one costs a quarter of a millisecond and needs no lock."""
        deadline = time.monotonic() + DEADLINE_SECONDS
        with closing(sqlite3.connect(self._address, uri=True)) as connection:
            connection.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS_BETWEEN_LOOKS)
            try:
                yield connection
            except sqlite3.OperationalError as error:
                if time.monotonic() > deadline:
                    raise SearchStoppedError(f"the search took longer than {DEADLINE_SECONDS:g} s") from error
                raise


class _Search:
    """One search on an open index.

    Args:
        connection: to the index.
        language: of the labels.
        columns: where the words must stand, in SQLite's words.
    """

    def __init__(self, connection: sqlite3.Connection, language: str, columns: str) -> None:
        self._connection = connection
        self._language = language
        self._columns = columns

    def found(self, asked: Sequence[AskedWord], per_class: int, class_: str | None) -> Found:
        """What the words find: first as they are written, then corrected, then some of them only."""
        if not asked:
            return Found("none")
        written = [expanded(self._connection, word) for word in asked]
        groups = self._groups(written, _all(written), per_class, class_)
        if groups:
            return Found("all", groups)
        mended = [corrected(self._connection, word) for word in written]
        for manner, expression in (("corrected", _all(mended)), ("some", _all_but_one(mended)), ("some", _any(mended))):
            groups = self._groups(mended, expression, per_class, class_)
            if groups:
                return Found(manner, groups)
        return Found("none")

    def _groups(
        self, asked: Sequence[AskedWord], expression: str, per_class: int, class_: str | None
    ) -> tuple[Group, ...]:
        ranking = Ranking(asked, self._language)
        by_class: dict[str, list[_Judged]] = {}
        for judged in sorted(self._judged(ranking, expression, max(per_class, _LEAST_JUDGED), class_), key=_best_first):
            by_class.setdefault(judged.class_, []).append(judged)
        return tuple(
            Group(name, found[0].things, tuple(self._hit(ranking, judged) for judged in found[:per_class]))
            for name, found in by_class.items()
        )

    def _judged(self, ranking: Ranking, expression: str, per_class: int, class_: str | None) -> Iterator["_Judged"]:
        """The things of each class that SQLite finds best, judged more closely."""
        expression = f"{self._columns}({expression})" if expression else '""'
        values = {"expression": expression, "most": _MOST_CANDIDATES, "class": class_, "per_class": per_class}
        rows = self._connection.execute(_CANDIDATES, values).fetchall()
        namings = self._namings([row[0] for row in rows])
        for id_, iri, class_of_thing, weight, things in rows:
            mine = namings[id_]
            yield _Judged(
                iri, class_of_thing, things, mine, ranking.score(mine, weight), is_exact=ranking.is_exact(mine)
            )

    def _hit(self, ranking: Ranking, judged: "_Judged") -> Hit:
        label = min((naming for naming in judged.namings if naming.kind == "label"), key=self._order_of_labels)
        return Hit(
            judged.iri,
            judged.class_,
            judged.score,
            judged.is_exact,
            ranking.marked(label),
            ranking.shown(label, judged.namings),
        )

    def _namings(self, things: list[int]) -> dict[int, list[WrittenNaming]]:
        namings: dict[int, list[WrittenNaming]] = {thing: [] for thing in things}
        for thing, kind, predicate, text, language, spellings in self._connection.execute(
            _NAMINGS, (json.dumps(things),)
        ):
            naming = WrittenNaming(kind, predicate, text, language, tuple(spellings.split("\n")))
            namings[thing].append(naming)
        return namings

    def _order_of_labels(self, naming: WrittenNaming) -> tuple[bool, str, str]:
        return naming.language != self._language, naming.language, naming.text


@dataclass(frozen=True)
class _Judged:
    """A thing that was found, with how many of its class were, and how well it fits."""

    iri: str
    class_: str
    things: int
    namings: list[WrittenNaming]
    score: float
    is_exact: bool


def _best_first(found: Hit | _Judged) -> tuple[bool, float]:
    return not found.is_exact, -found.score


def _all(asked: Sequence[AskedWord]) -> str:
    return " AND ".join(word.expression for word in asked)


def _all_but_one(asked: Sequence[AskedWord]) -> str:
    """Any choice of the words that leaves one out; nothing for a single word."""
    if len(asked) == 1:
        return ""
    return " OR ".join(f"({_all(choice)})" for choice in combinations(asked, len(asked) - 1))


def _any(asked: Sequence[AskedWord]) -> str:
    return " OR ".join(word.expression for word in asked)
