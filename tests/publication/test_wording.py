"""Words: labels with an honest fallback, dates as exact as they are known, IRIs in short form."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intmk_kg.publication.long_words import with_soft_hyphens
from intmk_kg.publication.wording import (
    Text,
    alphabetical,
    compact_form,
    date_in_words,
    expanded_form,
    in_language,
    label_of,
    number_in_figures,
    period_in_words,
    preferred,
    short_form,
)


@pytest.mark.parametrize(
    ("value", "precision", "language", "words"),
    [
        ("2023-04-26", "Day", "de", "26. April 2023"),
        ("2023-04-26", "Day", "en", "26 April 2023"),
        ("2018-04-01", "Month", "de", "April 2018"),
        ("2018-03-01", "Month", "en", "March 2018"),
        ("2005-12-31", "Year", "de", "2005"),
        ("2023-02-30", "Day", "de", "2023-02-30"),
        ("soon", "Day", "en", "soon"),
    ],
)
def test_date_is_as_exact_as_it_is_known(value: str, precision: str, language: str, words: str) -> None:
    """A month has no day, a year no month, and what is no date stays as it is."""
    assert date_in_words(value, precision, language) == words


@pytest.mark.parametrize(
    ("start", "end", "language", "words"),
    [
        ("2023-04-26", "2023-04-27", "de", "26.\u201327. April 2023"),
        ("2023-04-26", "2023-04-27", "en", "26\u201327 April 2023"),
        ("2023-04-30", "2023-05-01", "de", "30. April \u2013 1. Mai 2023"),
        ("2022-12-31", "2023-01-01", "en", "31 December 2022 \u2013 1 January 2023"),
        ("2007-04-27", "2007-04-27", "de", "27. April 2007"),
        ("2007-04-27", "", "de", "27. April 2007"),
    ],
)
def test_period_is_one_expression(start: str, end: str, language: str, words: str) -> None:
    """A period repeats neither month nor year that its days share."""
    assert period_in_words(start, end, language).replace("\u2009", " ") == words


def test_label_falls_back_to_another_language_and_says_so() -> None:
    """The text carries the language that it is in."""
    assert in_language({"de": "Hessen"}, "en") == Text("Hessen", "de")
    assert in_language({"de": "Hessen", "en": "Hesse"}, "en") == Text("Hesse", "en")
    assert in_language({"": "x"}, "en") == Text("x", "")
    assert in_language({"fr": "Hesse"}, "de") == Text("Hesse", "fr")
    assert in_language({}, "de") is None


def test_thing_without_label_is_called_by_its_iri() -> None:
    """A short form of the IRI stands for the label that is missing."""
    assert label_of("https://schema.org/name", {}, "de") == Text("schema:name")


@pytest.mark.parametrize(
    ("iri", "words"),
    [
        ("http://www.w3.org/ns/org#member", "org:member"),
        ("http://www.wikidata.org/entity/Q1", "www.wikidata.org/entity/Q1"),
        ("https://example.org/w%C3%BCrde/", "example.org/würde"),
        ("urn:x:y", "urn:x:y"),
        ("http://[broken", "[broken"),
        ("https://example.org/a?b#c", "example.org/a"),
        ("http://", "http://"),
    ],
)
def test_iri_has_a_readable_form(iri: str, words: str) -> None:
    """Prefixes, then web addresses without their scheme, then the IRI itself."""
    assert short_form(iri) == words


@settings(deadline=None)
@given(st.sampled_from(["org", "schema", "r", "intmk"]), st.from_regex(r"[A-Za-z0-9_-]{1,20}", fullmatch=True))
def test_compact_form_can_be_expanded_again(prefix: str, name: str) -> None:
    """Expanding a compact form gives the IRI back."""
    iri = expanded_form(f"{prefix}:{name}")
    assert expanded_form(compact_form(iri)) == iri


def test_values_in_the_page_s_language_are_preferred() -> None:
    """Translations are left out where the language is there; nothing is hidden where it is not."""
    german, english, number = Text("a", "de"), Text("b", "en"), Text("1")
    assert preferred([german, english, number], "en") == (english, number)
    assert preferred([german], "en") == (german,)


def test_numbers_are_grouped_as_the_language_does() -> None:
    """Thousands are parted by a point in German and by a comma in English."""
    assert number_in_figures(2787, "de") == "2.787"
    assert number_in_figures(2787, "en") == "2,787"


def test_words_are_sorted_as_in_a_dictionary() -> None:
    """Umlauts and accents stand beside their letters, capitals beside small letters."""
    assert sorted(["Zeit", "Ältere", "über", "arm", "Élan", "Uhr"], key=alphabetical) == [
        "Ältere", "arm", "Élan", "über", "Uhr", "Zeit"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("Wissensgraph der Integrationsministerkonferenz", "Wissensgraph der Integrations-minister-konferenz"),
        ("Senatsverwaltung für Integration", "Senatsverwaltung für Integration"),
        ("Ministerkonferenz", "Ministerkonferenz"),
        ("https://www.integrationsministerkonferenz.de/", "https://www.integrations-minister-konferenz.de/"),
    ],
)
def test_long_words_may_be_parted(text: str, parted: str) -> None:
    """Only words too long for a narrow screen get soft hyphens, before the parts that they are made of."""
    assert with_soft_hyphens(text) == parted.replace("-", "\N{SOFT HYPHEN}")
