"""What a reader asks for: the words of a search, and which words of an index each may stand for."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.resources import files

from intmk_kg.linking.folding import words
from intmk_kg.linking.spelling import SHORTEST_INFIX, distance, errors_allowed, grams, inner_grams, stems

MOST_WORDS = 12
_SHORTEST_PREFIX = 3
_MOST_EXPANSIONS = 40
_MOST_CANDIDATES = 80
# How near a word of the index is to the word asked for
_STEM = 0.9
_PREFIX, _INFIX, _MISSPELT = 0.6, 0.5, 0.75
_PER_SHARE = 0.3
_PER_ERROR = 0.15

_SHARING = """
SELECT word.word FROM gram JOIN word ON word.id = gram.word WHERE gram.gram IN (SELECT value FROM json_each(?))
GROUP BY word.id HAVING count(*) >= ? ORDER BY count(*) DESC, word.things DESC, word.word LIMIT ?
"""

# Words of German and English that names are not told apart by
FILLERS = frozenset(words((files("intmk_kg.linking") / "fillers.txt").read_text(encoding="utf-8")))


@dataclass(frozen=True)
class AskedWord:
    """A folded word of a search.

    Attributes:
        word: as it was asked for.
        is_prefix: whether longer words that begin with it are meant too.
        others: words of the index that it may stand for besides, with how near each is, from 0 to 1.
    """

    word: str
    is_prefix: bool
    others: dict[str, float] = field(default_factory=dict)

    @property
    def expression(self) -> str:
        """What SQLite is asked for; a folded word has no quote in it (https://www.sqlite.org/fts5.html#fts5_strings)."""
        asked = f'"{self.word}"{" *" if self.is_prefix else ""}'
        return f"({' OR '.join((asked, *(f'{chr(34)}{other}{chr(34)}' for other in sorted(self.others))))})"

    def nearness(self, word: str) -> float:
        """How near a word of the index is to this one: 1 for the same word, 0 for one that is not meant."""
        if word == self.word:
            return 1.0
        other = self.others.get(word, 0.0)
        if self.is_prefix and word.startswith(self.word):
            return max(other, _PREFIX + _PER_SHARE * len(self.word) / len(word))
        return other


def significant(folded: Iterable[str]) -> tuple[str, ...]:
    """The words without repetitions and fillers; with the fillers where there is nothing else."""
    every = tuple(dict.fromkeys(folded))
    return tuple(word for word in every if word not in FILLERS) or every


def read_words(text: str, *, is_unfinished: bool = False) -> tuple[AskedWord, ...]:
    """The words of a search, at most MOST_WORDS of them.

    Args:
        text: what the reader wrote.
        is_unfinished: whether the reader is still writing the last word.
    """
    folded = words(text)
    asked = significant(folded)[:MOST_WORDS]
    last = folded[-1] if folded and is_unfinished else None
    if last is not None and last not in asked and len(asked) < MOST_WORDS:
        asked = (*asked, last)
    return tuple(AskedWord(word, word == last or _can_go_on(word)) for word in asked)


def expanded(connection: sqlite3.Connection, asked: AskedWord) -> AskedWord:
    """The word with those that contain it, as German compounds do, and with its own form without an ending."""
    word = asked.word
    if word.isdecimal():
        return asked
    others = dict.fromkeys(_known(connection, set(stems(word))), _STEM)
    if len(word) >= SHORTEST_INFIX:
        for other in _sharing(connection, inner_grams(word), len(word) - 2):
            if word in other and other != word:
                others.setdefault(other, _INFIX + _PER_SHARE * len(word) / len(other))
    return AskedWord(word, asked.is_prefix, _nearest(others))


def corrected(connection: sqlite3.Connection, asked: AskedWord) -> AskedWord:
    """The word with those that it may be a misspelling of; a number is never misspelt."""
    word, most = asked.word, errors_allowed(asked.word)
    if word.isdecimal():
        return asked
    others = dict(asked.others)
    if most:
        for other in _sharing(connection, grams(word), max(1, len(word) - 3 * most)):
            errors = distance(word, other, most)
            if 0 < errors <= most and not other.isdecimal():
                others.setdefault(other, _MISSPELT - _PER_ERROR * (errors - 1))
    return AskedWord(word, is_prefix=True, others=_nearest(others))


def _can_go_on(word: str) -> bool:
    return len(word) >= _SHORTEST_PREFIX and not word.isdecimal()


def _known(connection: sqlite3.Connection, candidates: set[str]) -> list[str]:
    """Those of some words that the index has."""
    query = "SELECT word FROM word WHERE word IN (SELECT value FROM json_each(?))"
    return [word for (word,) in connection.execute(query, (json.dumps(sorted(candidates)),))]


def _sharing(connection: sqlite3.Connection, sought: frozenset[str], least: int) -> list[str]:
    """The words of the index that have at least so many of these runs of characters, those that have most first."""
    rows = connection.execute(_SHARING, (json.dumps(sorted(sought)), least, _MOST_CANDIDATES))
    return [word for (word,) in rows]


def _nearest(others: dict[str, float]) -> dict[str, float]:
    nearest = sorted(others.items(), key=lambda pair: (-pair[1], pair[0]))
    return dict(nearest[:_MOST_EXPANSIONS])
