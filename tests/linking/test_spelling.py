"""Misspelt words: how many errors there are between two, and what may be meant."""

from hypothesis import given
from hypothesis import strategies as st

from intmk_kg.linking.spelling import distance, errors_allowed, grams, inner_grams, stems

WORD = st.text(alphabet="abcde", max_size=9)


@given(WORD, WORD, st.integers(0, 4))
def test_distance_is_symmetric_and_bounded(one: str, other: str, most: int) -> None:
    """The distance is the same both ways, 0 only for the same word, and never above the bound by more than one."""
    found = distance(one, other, most)
    assert found == distance(other, one, most)
    assert (found == 0) == (one == other)
    assert found <= most + 1
    assert found == min(distance(one, other, 9), most + 1)


@given(WORD, WORD, WORD)
def test_one_error_costs_one(before: str, letters: str, after: str) -> None:
    """A letter left out, added or mistaken is one error, and so are two letters that changed places."""
    word = f"{before}x{letters}{after}"
    assert distance(word, before + letters + after, 9) == 1
    assert distance(word, f"{before}y{letters}{after}", 9) == 1
    assert distance(f"{before}xy{after}", f"{before}yx{after}", 9) == 1


@given(st.text(alphabet="abc", min_size=3, max_size=6), WORD, WORD)
def test_compound_has_the_grams_of_its_parts(part: str, before: str, after: str) -> None:
    """Every word that contains another has all of that one's inner runs of three letters."""
    assert inner_grams(part) <= grams(before + part + after)


def test_numbers_and_short_words_are_never_corrected() -> None:
    """The 18th conference is not the 19th with a typing error."""
    assert errors_allowed("2018") == errors_allowed("kmk") == 0
    assert errors_allowed("hesen") == 1
    assert errors_allowed("integratonskurs") == 2


def test_endings_may_be_added() -> None:
    """An inflected word is known by its stem, unless little of it is left."""
    assert "beschluss" in stems("beschlusse")
    assert "konferenz" in stems("konferenzen")
    assert list(stems("rede")) == []
