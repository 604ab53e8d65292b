"""How things are named."""

import re

from hypothesis import given
from hypothesis import strategies as st

from intmk_kg.vocabulary.iri import evidence_iri, is_local_id, thing_iri
from intmk_kg.vocabulary.prefixes import BASE

WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789", min_size=1)
PARTS = st.tuples(st.text(), st.text(), st.text(), st.text())


@given(st.lists(WORDS, min_size=1))
def test_local_id_joins_words_with_single_hyphens(words: list[str]) -> None:
    """Lower-case ASCII words joined by single hyphens are a local id."""
    assert is_local_id("-".join(words))


@given(st.text())
def test_local_id_needs_no_escape(text: str) -> None:
    """Whatever is a local id is safe in an IRI, a path and a file name, and is its own lower case."""
    if is_local_id(text):
        assert re.fullmatch(r"[a-z0-9-]+", text)
        assert text == text.lower()
        assert not text.startswith("-")
        assert not text.endswith("-")
        assert "--" not in text


@given(st.text(), st.sampled_from("\n/#?%.: ÄäßΩ_A"), st.text())
def test_local_id_has_no_other_character(before: str, wrong: str, after: str) -> None:
    """A text with a line break, a separator, an upper-case or a non-ASCII letter is no local id."""
    assert not is_local_id(before + wrong + after)


def test_local_id_is_not_empty() -> None:
    """The empty text names nothing."""
    assert not is_local_id("")


@given(WORDS)
def test_thing_iri_ends_in_the_local_id(local_id: str) -> None:
    """The IRI of a thing is the base, `id/` and the local id."""
    assert thing_iri(local_id) == f"{BASE}id/{local_id}"


@given(PARTS)
def test_evidence_iri_has_sixteen_hex_digits(parts: tuple[str, str, str, str]) -> None:
    """The IRI of an evidence node ends in 16 lower-case hexadecimal digits."""
    assert re.fullmatch(re.escape(thing_iri("evidence-")) + "[0-9a-f]{16}", evidence_iri(*parts))


@given(PARTS)
def test_evidence_iri_is_stable(parts: tuple[str, str, str, str]) -> None:
    """The same triple in the same set always has the same evidence node."""
    assert evidence_iri(*parts) == evidence_iri(*parts)


@given(PARTS, PARTS)
def test_evidence_iri_tells_triples_and_sets_apart(
    one: tuple[str, str, str, str], other: tuple[str, str, str, str]
) -> None:
    """Another triple or another set has another evidence node."""
    assert (evidence_iri(*one) == evidence_iri(*other)) == ("|".join(one) == "|".join(other))


def test_evidence_iri_is_the_hash_of_the_model() -> None:
    """The digits are the first of the SHA-256 over subject, predicate, object and set, joined by vertical bars."""
    assert evidence_iri("<s>", "<p>", '"o"', "<g>") == thing_iri("evidence-0afad8fe8b5441c0")
