"""Which words of a vocabulary a misspelt or shortened one may stand for."""

from collections.abc import Iterator

SHORTEST_CORRECTED = 4
SHORTEST_INFIX = 4
_TWO_ERRORS_FROM = 8
_ENDINGS = ("e", "en", "er", "ern", "es", "n", "s")
_SHORTEST_STEM = 4


def grams(word: str) -> frozenset[str]:
    """The runs of three characters of a word, its beginning and end marked by what no folded word has."""
    marked = f"${word}$"
    return frozenset(marked[start : start + 3] for start in range(len(marked) - 2))


def inner_grams(word: str) -> frozenset[str]:
    """The runs of three characters that every longer word has which contains this one."""
    return frozenset(word[start : start + 3] for start in range(len(word) - 2))


def stems(word: str) -> Iterator[str]:
    """The word without an ending of German or English inflection: beschluss for beschlusse."""
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST_STEM:
            yield stem


def errors_allowed(word: str) -> int:
    """How many typing errors a word of this length may have; numbers have none."""
    if word.isdecimal() or len(word) < SHORTEST_CORRECTED:
        return 0
    return 2 if len(word) >= _TWO_ERRORS_FROM else 1


def distance(one: str, other: str, most: int) -> int:
    """The typing errors between two words: letters left out, added, mistaken or swapped with the next one.

    The optimal string alignment distance; `most` + 1 stands for every greater one.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    previous = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        current = [row]
        for column, counterpart in enumerate(other, 1):
            cheapest = min(
                previous[column] + 1, current[column - 1] + 1, previous[column - 1] + (letter != counterpart)
            )
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == counterpart:
                cheapest = min(cheapest, before[column - 2] + 1)
            current.append(cheapest)
        if min(current) > most:
            return most + 1
        before, previous = previous, current
    return min(previous[-1], most + 1)
