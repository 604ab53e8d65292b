"""How well a thing fits the words of a search, and which of its words are to be shown for it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from intmk_kg.linking.asked_words import FILLERS, AskedWord
from intmk_kg.linking.folding import spellings, words

# What a word counts in each kind of naming
_VALUE = {"label": 1.0, "name": 0.97, "code": 0.95, "title": 0.7, "surroundings": 0.6}
_NAMES = frozenset({"label", "name", "code"})
_SHARE_OF_FIT = 0.3
_SHARE_OF_CLASS = 0.6
_MOST_SHOWN = 3
# The years of a term, or a word with the marks that may follow its letters where they are written apart
_WRITTEN_WORD = re.compile(r"(?<![0-9])[0-9]{4}/[0-9]{2}(?![0-9])|(?:[^\W_][\u0300-\u036f]*)+")
_HYPHENATED = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)+")

Segments = tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class WrittenNaming:
    """A naming of a thing as the index holds it.

    Attributes:
        kind: a member of `index_file.KINDS`.
        predicate: the IRI of the property that leads to it.
        text: the words as they are written.
        language: their language tag, or "".
        spellings: the words folded, in one or two spellings.
    """

    kind: str
    predicate: str
    text: str
    language: str
    spellings: tuple[str, ...]


@dataclass(frozen=True)
class MatchedText:
    """Words of a thing in which the reader finds what was asked for.

    Attributes:
        predicate: the IRI of the property that leads from the thing to them.
        kind: a member of `index_file.KINDS`.
        language: their language tag, or "".
        segments: the text in pieces, each with whether it matches.
    """

    predicate: str
    kind: str
    language: str
    segments: Segments

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(piece for piece, _ in self.segments)


class Ranking:
    """Judges things by the words of one search.

    Args:
        asked: the words.
        language: which language is preferred where words in several match equally well.
    """

    def __init__(self, asked: Sequence[AskedWord], language: str) -> None:
        self._asked = tuple(asked)
        self._language = language
        self._sorted_words = sorted(word.word for word in asked)
        self._passed_over = FILLERS.difference(self._sorted_words)
        self._nearness: dict[str, tuple[float, ...]] = {}

    def score(self, namings: Iterable[WrittenNaming], weight: float) -> float:
        """How well a thing fits, from 0 to 1.

        Args:
            namings: its words.
            weight: how much a search prefers its class.
        """
        best, fit = [0.0] * len(self._asked), 0.0
        for naming in namings:
            value = _VALUE[naming.kind]
            for spelling in naming.spellings:
                nearest, covered = self._judged(self._telling(spelling))
                best = [max(one, value * other) for one, other in zip(best, nearest, strict=True)]
                if naming.kind in _NAMES:
                    fit = max(fit, covered * sum(nearest) / len(nearest))
        fitting = (1 - _SHARE_OF_FIT) + _SHARE_OF_FIT * fit
        return sum(best) / len(best) * fitting * ((1 - _SHARE_OF_CLASS) + _SHARE_OF_CLASS * weight)

    def is_exact(self, namings: Iterable[WrittenNaming]) -> bool:
        """Whether one of the thing's names or codes has the words asked for and no others, in whichever order."""
        return any(
            sorted(set(self._telling(spelling))) == self._sorted_words
            for naming in namings
            if naming.kind in _NAMES
            for spelling in naming.spellings
        )

    def shown(self, label: WrittenNaming, namings: Iterable[WrittenNaming]) -> tuple[MatchedText, ...]:
        """The texts that together have the most words asked for; nothing that the label says already.

        Args:
            label: the label that is shown anyway.
            namings: the thing's words.
        """
        wanting = [near == 0 for near in self._nearest(label)]
        chosen: list[MatchedText] = []
        for naming in sorted(namings, key=self._order_of_showing):
            nearest = self._nearest(naming)
            if not any(near and wanted for near, wanted in zip(nearest, wanting, strict=True)):
                continue
            chosen.append(self.marked(naming))
            wanting = [wanted and near == 0 for near, wanted in zip(nearest, wanting, strict=True)]
        return tuple(chosen[:_MOST_SHOWN])

    def marked(self, naming: WrittenNaming) -> MatchedText:
        """A text in pieces that match and pieces that do not."""
        return MatchedText(naming.predicate, naming.kind, naming.language, tuple(self._segments(naming.text)))

    def _order_of_showing(self, naming: WrittenNaming) -> tuple[float, bool, str, str]:
        value = _VALUE[naming.kind] * sum(self._nearest(naming))
        return -value, naming.language not in ("", self._language), naming.predicate, naming.text

    def _nearest(self, naming: WrittenNaming) -> tuple[float, ...]:
        """Of each word asked for, how near the nearest word of the naming is."""
        judged = (self._judged(spelling.split())[0] for spelling in naming.spellings)
        return tuple(max(near) for near in zip(*judged, strict=True))

    def _judged(self, folded: Sequence[str]) -> tuple[tuple[float, ...], float]:
        """Of each word asked for how near the nearest of these is, and which share of these is meant."""
        near = [self._nearness_of(word) for word in folded]
        if not near:
            return (0.0,) * len(self._asked), 0.0
        return tuple(map(max, zip(*near, strict=True))), sum(max(values) for values in near) / len(near)

    def _nearness_of(self, word: str) -> tuple[float, ...]:
        if word not in self._nearness:
            self._nearness[word] = tuple(asked.nearness(word) for asked in self._asked)
        return self._nearness[word]

    def _telling(self, spelling: str) -> list[str]:
        """The words of a spelling without fillers that were not asked for."""
        return [word for word in spelling.split() if word not in self._passed_over]

    def _segments(self, text: str) -> Iterator[tuple[str, bool]]:
        place = 0
        for start, end in sorted(self._meant(text)):
            if start > place:
                yield text[place:start], False
            yield text[start:end], True
            place = end
        if place < len(text):
            yield text[place:], False

    def _meant(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the words stand that are meant."""
        for found in _WRITTEN_WORD.finditer(text):
            if self._is_meant(words(found.group())):
                yield found.span()
        for run in _HYPHENATED.finditer(text):
            parted, *joined = spellings(run.group())
            if self._is_meant(joined) and not self._is_meant(parted.split()):
                yield run.span()

    def _is_meant(self, folded: Iterable[str]) -> bool:
        return any(max(self._nearness_of(word)) > 0 for word in folded if word not in self._passed_over)
