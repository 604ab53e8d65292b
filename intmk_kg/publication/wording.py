"""Words for a reader of one language: labels with an honest fallback, dates as exact as they are known."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import unquote

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from intmk_kg.vocabulary.prefixes import PREFIXES


@dataclass(frozen=True)
class Text:
    """Words and the language that they are in.

    Attributes:
        value: the words.
        language: their language tag; "" where they have none, as a number or an address.
    """

    value: str
    language: str = ""


def in_language(labels: Mapping[str, str], language: str) -> Text | None:
    """The label in a language, else in another, German and English first; None where there is none."""
    for tag in (language, "de", "en", "", *sorted(labels)):
        if tag in labels:
            return Text(labels[tag], tag)
    return None


def label_of(iri: str, labels: Mapping[str, Mapping[str, str]], language: str) -> Text:
    """The label of an IRI, else a readable short form of the IRI itself."""
    return in_language(labels.get(iri, {}), language) or Text(short_form(iri))


def short_form(iri: str) -> str:
    """An IRI as people read it: with its prefix where it has one of ours, a web address without its scheme."""
    compact = compact_form(iri)
    if compact != iri:
        return compact
    return unquote(re.sub(r"^https?://([^?#]*?)/?(?:[?#].*)?$", r"\1", iri, flags=re.DOTALL)) or iri


def compact_form(iri: str) -> str:
    """`org:member` for an IRI of a known namespace, else the IRI."""
    for prefix, namespace in PREFIXES.items():
        local_name = iri.removeprefix(namespace)
        if local_name != iri and local_name and "/" not in local_name and "#" not in local_name:
            return f"{prefix}:{local_name}"
    return iri


def expanded_form(name: str) -> str:
    """The IRI that `compact_form` made into `name`."""
    prefix, _, local_name = name.partition(":")
    return PREFIXES[prefix] + local_name if prefix in PREFIXES else name


@lru_cache(maxsize=4096)
def date_in_words(value: str, precision: str, language: str) -> str:
    """An xsd:date as exact as it is known: "26. April 2023", "April 2018" or "2005".

    Args:
        value: the lexical form; returned as it is where it is no date.
        precision: `Day`, `Month` or `Year`.
        language: of the words.
    """
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    if precision == "Year":
        return str(day.year)
    if precision == "Month":
        return format_skeleton("yMMMM", day, locale=_locale(language))
    return format_date(day, "long", locale=_locale(language))


@lru_cache(maxsize=4096)
def period_in_words(start: str, end: str, language: str) -> str:
    """Two xsd:dates as one period, "26.-27. April 2023" with an en dash; one of them, or both alike, as one date."""
    if not start or not end or start == end:
        return date_in_words(start or end, "Day", language)
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    differ = "y" if first.year != last.year else "M" if first.month != last.month else "d"
    locale = Locale.parse(_locale(language))
    # CLDR has this interval with short month names only
    patterns = (pattern.replace("MMM", "MMMM") for pattern in locale.interval_formats["yMMMd"][differ])
    return "".join(format_date(day, pattern, locale) for day, pattern in zip((first, last), patterns, strict=True))


def number_in_figures(number: int, language: str) -> str:
    """A number as people write it: 2.787 in German, 2,787 in English."""
    return format_decimal(number, locale=_locale(language))


def alphabetical(words: str) -> str:
    """The key that sorts words as dictionaries do: ä beside a, capitals beside small letters (DIN 5007-1)."""
    return "".join(c for c in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(c))


def preferred(values: Iterable[Text], language: str) -> tuple[Text, ...]:
    """The values in a language and those of none; where there are none in it, all values."""
    every = tuple(values)
    return tuple(value for value in every if value.language in ("", language)) or every


def _locale(language: str) -> str:
    return "en_GB" if language == "en" else language
