"""Folding: spellings that a reader takes for the same become the same words."""

import re
import unicodedata

# Letters that Unicode does not take apart into a base letter and a mark
_LETTERS = str.maketrans(
    {"æ": "a", "œ": "o", "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "ð": "d", "þ": "th"}  # noqa: RUF001
)
# The spelling without umlauts: Goettingen for Göttingen, where the vowel has lost its marks before
_VOWEL_WITH_E = re.compile(r"([aou])e+")
# The years of a term: 2017/18
_YEARS = re.compile(r"(?<![0-9])([0-9]{2})([0-9]{2})/([0-9]{2})(?![0-9])")
_ORDINAL = re.compile(r"(?<=[0-9])(?:st|nd|rd|th|te[nrs]?)(?![^\W_])")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_HYPHEN_BETWEEN_LETTERS = re.compile(r"(?<=[^\W\d_])[-\u2010\u2011](?=[^\W\d_])")


def fold(text: str) -> str:
    """The words of a text, folded, with single spaces between them; folding them again changes nothing.

    Case and marks go (Unicode compatibility decomposition, https://www.unicode.org/reports/tr15/, and full case
    folding), ü, ue and u are one, so are ß and ss; digits part from letters and lose leading zeros and the endings of
    German and English ordinals; 2017/18 is 2017 2018; everything else parts words.
    """
    return " ".join(words(text))


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text, in its order."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    letters = "".join(letter for letter in decomposed if not unicodedata.category(letter).startswith("M"))
    plain = _ORDINAL.sub("", _YEARS.sub(_both_years, letters.casefold().translate(_LETTERS)))
    return tuple(_folded_word(word) for word in _WORD.findall(plain))


def spellings(text: str) -> tuple[str, ...]:
    """The text folded, and folded without its hyphens where it has any: `baden wurttemberg`, `badenwurttemberg`."""
    return tuple(dict.fromkeys((fold(text), fold(_HYPHEN_BETWEEN_LETTERS.sub("", text)))))


def _both_years(years: re.Match[str]) -> str:
    century, first, second = years.groups()
    return f"{century}{first} {int(century) + (second < first):02}{second}"


def _folded_word(word: str) -> str:
    if word.isdecimal():
        return word.lstrip("0") or "0"
    return _VOWEL_WITH_E.sub(r"\1", word)
