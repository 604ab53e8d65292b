"""Folding: one word for all the spellings that readers take for the same."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intmk_kg.linking.folding import fold, spellings, words

GERMAN = st.text(alphabet="abcdeghinorstuzÄÖÜäöüßẞéçşğøł0123456789-./ \u2010", max_size=40)


@given(st.one_of(st.text(max_size=60), GERMAN))
def test_folding_twice_is_folding_once(text: str) -> None:
    """What is folded stays as it is when it is folded again."""
    assert fold(fold(text)) == fold(text)


@given(st.one_of(st.text(max_size=60), GERMAN))
def test_folded_words_have_no_syntax(text: str) -> None:
    """A folded word is made of letters or of digits, so that nothing in it means anything to SQLite."""
    assert all(word.isalnum() and not (set(word) & set("\"'*:^-(){}+ ")) for word in words(text))


@given(st.one_of(st.text(max_size=60), GERMAN))
def test_case_and_unicode_form_do_not_matter(text: str) -> None:
    """Composed, decomposed and case-folded text folds alike."""
    forms = {unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text), text.casefold()}
    assert {fold(form) for form in forms} == {fold(text)}


@given(GERMAN)
def test_umlauts_may_be_written_in_three_ways(text: str) -> None:
    """With an umlaut, with an e after the vowel, or with the bare vowel: all the same; so are ß and ss."""
    plain = text.translate(str.maketrans("äöüÄÖÜ", "aouAOU")).replace("ß", "ss").replace("ẞ", "SS")
    with_e = text.replace("ß", "ss").replace("ẞ", "SS")
    for umlaut, vowel in zip("äöüÄÖÜ", "aouAOU", strict=True):
        with_e = with_e.replace(umlaut, f"{vowel}e")
    assert fold(plain) == fold(text) == fold(with_e)


@pytest.mark.parametrize(
    "written", ["Göttingen", "Goettingen", "Gottingen", "göttingen", "GÖTTINGEN", " Go\u0308ttingen!"]
)
def test_goettingen_is_one_word(written: str) -> None:
    """The spellings of Göttingen are one word."""
    assert words(written) == ("gottingen",)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("18. IntMK", "18 intmk"),
        ("18th IntMK", "18 intmk"),
        ("IntMK18", "intmk 18"),
        ("die 3te Sitzung", "die 3 sitzung"),
        ("18-01", "18 1"),
        ("2017/18", "2017 2018"),
        ("1999/00", "1999 2000"),
        ("Straße", "strasse"),
        ("Özoğuz", "ozoguz"),
        ("Łódź", "lodz"),
        ("DE-HE", "de he"),
        ("★ \x00 \ud800", ""),
    ],
)
def test_numbers_and_letters_fold_as_people_write_them(text: str, folded: str) -> None:
    """Ordinals, years of a term, codes and foreign letters fold to what a reader would type."""
    assert fold(text) == folded


def test_hyphens_may_be_left_out() -> None:
    """A compound with a hyphen is known by its parts and as one word; one of numbers only by its parts."""
    assert spellings("Baden-Württemberg") == ("baden wurttemberg", "badenwurttemberg")
    assert spellings("18-01") == ("18 1",)
