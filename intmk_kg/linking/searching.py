"""One search on an open index: candidates from SQLite, judged more closely here."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from intmk_kg.linking.asked_words import AskedWord, corrected, expanded
from intmk_kg.linking.found import Found, Group, Hit
from intmk_kg.linking.ranking import Ranking, WrittenNaming

# Column filters of SQLite, https://www.sqlite.org/fts5.html#fts5_column_filters
EVERYWHERE = ""
IN_NAMES = "{names codes} : "

_MOST_CANDIDATES = 20_000
_LEAST_JUDGED = 12

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


class Search:
    """One search on an open index.

    Args:
        connection: to the index.
        language: of the labels.
        columns: where the words must stand: EVERYWHERE or IN_NAMES.
    """

    def __init__(self, connection: sqlite3.Connection, language: str, columns: str) -> None:
        self._connection = connection
        self._language = language
        self._columns = columns

    def found(self, asked: Sequence[AskedWord], per_class: int, class_: str | None) -> Found:
        """What the words find: first as they are written, then corrected, then some of them only."""
        for manner, words, expression in self._attempts(asked):
            groups = self._groups(words, expression, per_class, class_)
            if groups:
                return Found(manner, groups)
        return Found("none")

    def _attempts(self, asked: Sequence[AskedWord]) -> Iterator[tuple[str, Sequence[AskedWord], str]]:
        """The manners to find something in, each with the words and what SQLite is asked for."""
        if not asked:
            return
        written = [expanded(self._connection, word) for word in asked]
        yield "all", written, _all(written)
        mended = [corrected(self._connection, word) for word in written]
        yield "corrected", mended, _all(mended)
        if len(mended) > 1:
            yield "some", mended, _all_but_one(mended)
            yield "some", mended, _any(mended)

    def _groups(
        self, asked: Sequence[AskedWord], expression: str, per_class: int, class_: str | None
    ) -> tuple[Group, ...]:
        ranking = Ranking(asked, self._language)
        by_class: dict[str, list[_Judged]] = {}
        for judged in sorted(self._judged(ranking, expression, max(per_class, _LEAST_JUDGED), class_), key=best_first):
            by_class.setdefault(judged.class_, []).append(judged)
        return tuple(
            Group(name, found[0].things, tuple(self._hit(ranking, judged) for judged in found[:per_class]))
            for name, found in by_class.items()
        )

    def _judged(self, ranking: Ranking, expression: str, per_class: int, class_: str | None) -> Iterator["_Judged"]:
        """The things of each class that SQLite finds best, judged more closely."""
        values = {
            "expression": f"{self._columns}({expression})",
            "most": _MOST_CANDIDATES,
            "class": class_,
            "per_class": per_class,
        }
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


def best_first(found: Hit | _Judged) -> tuple[bool, float]:
    """The key that sorts what was found: exact names first, then what fits best."""
    return not found.is_exact, -found.score


def _all(asked: Sequence[AskedWord]) -> str:
    return " AND ".join(word.expression for word in asked)


def _all_but_one(asked: Sequence[AskedWord]) -> str:
    """Any choice of the words that leaves one out."""
    return " OR ".join(f"({_all(choice)})" for choice in combinations(asked, len(asked) - 1))


def _any(asked: Sequence[AskedWord]) -> str:
    return " OR ".join(word.expression for word in asked)
