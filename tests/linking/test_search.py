"""Searching the real release the way people write."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_indexes import MakeIndex

from intmk_kg.linking.found import Found
from intmk_kg.linking.search_index import LONGEST_TEXT, SearchIndex, SearchStoppedError

HOSTILE = (
    "AND OR NOT NEAR( NEAR/2 ( ) \" * ^ : names: { } - + found ';-- % _ \x00 \ud800 integration 18 hessen".split()  # noqa: SIM905
)
SYNTAX = st.lists(st.sampled_from(HOSTILE), max_size=14)


def best(found: Found) -> str:
    """The local id of the best hit."""
    return found.groups[0].hits[0].iri.rpartition("/")[2]


@pytest.mark.parametrize(
    ("text", "local_id"),
    [
        ("18. IntMK", "conference-18"),
        ("18. Integrationsministerkonferenz", "conference-18"),
        ("IntMK 18", "conference-18"),
        ("intmk18", "conference-18"),
        ("18th IntMK", "conference-18"),
        ("Vorsitz Hessen", "presidency-2022-he"),
        ("hessen vorsitz", "presidency-2022-he"),
        ("Göttingen", "place-goettingen"),
        ("Baden Württemberg", "land-bw"),
        ("badenwuerttemberg", "land-bw"),
        ("Nordrhein-Westfahlen", "land-nw"),
        ("DE-HE", "land-he"),
        ("hmsi", "ministry-he-1"),
        ("Kai Klose", "person-klose-kai"),
        ("Klose, Kai", "person-klose-kai"),
        ("Oezoguz", "person-oezoguz-aydan"),
        ("KMK", "sister-kmk"),
        ("Integratonsministerkonferenz", "body-intmk"),
        ("Hauptkonferenz der 20. IntMK", "meeting-20-haupt"),
    ],
)
def test_what_is_meant_comes_first(index: SearchIndex, text: str, local_id: str) -> None:
    """What a reader means stands before everything else, however it is written."""
    assert best(index.search(text, "de", 5)) == local_id


@pytest.mark.parametrize(
    "other", ["Goettingen", "Gottingen", "göttingen", "GÖTTINGEN", "Go\u0308ttingen", "goettingen "]
)
def test_spellings_find_the_same(index: SearchIndex, other: str) -> None:
    """With an umlaut, without it, with oe or in capitals: the same things in the same order."""
    assert index.search(other, "de", 20) == index.search("Göttingen", "de", 20)


def test_place_finds_the_conference_that_met_there(index: SearchIndex) -> None:
    """A conference and its meeting are found by the place, and the hit says so."""
    groups = {group.class_.rpartition("#")[2]: group for group in index.search("Göttingen", "de", 5).groups}
    hit = groups["MainConference"].hits[0]
    assert hit.iri.endswith("meeting-20-haupt")
    assert [(match.kind, match.segments) for match in hit.matches] == [("surroundings", (("Göttingen", True),))]
    assert hit.matches[0].predicate == "https://schema.org/location"


def test_text_that_matched_is_marked(index: SearchIndex) -> None:
    """The words that were asked for are marked in the text as it is written."""
    hit = index.search("vorsitz hessen", "de", 1).groups[0].hits[0]
    assert hit.label.segments == (("Vorsitz", True), (" ", False), ("Hessen", True), (" 2022/23", False))
    assert hit.label.text == "Vorsitz Hessen 2022/23"


def test_label_is_in_the_language_of_the_reader(index: SearchIndex) -> None:
    """German words find the thing for an English reader too, who sees its English label and what matched."""
    hit = index.search("Vorsitz Hessen", "en", 1).groups[0].hits[0]
    assert (hit.label.text, hit.label.language) == ("Presidency of Hesse 2022/23", "en")
    assert "Vorsitz Hessen 2022/23" in {match.text for match in hit.matches}


def test_exact_names_are_told(index: SearchIndex) -> None:
    """A hit whose name or code is just what was asked for is exact, in any order of words; no other is."""
    conference = index.search("IntMK 18", "de", 5).groups[0]
    assert [hit.is_exact for hit in conference.hits] == [True]
    assert not any(hit.is_exact for group in index.search("Hess", "de", 5).groups for hit in group.hits)


def test_manner_says_how_the_words_were_found(index: SearchIndex) -> None:
    """An answer says whether all words were found, words were corrected, or some were left out."""
    manners = {
        text: index.search(text, "de", 5).manner for text in ("Hessen", "Hesssen", "Hessen Mallorca", "xyzzy", "…")
    }
    assert manners == {
        "Hessen": "all",
        "Hesssen": "corrected",
        "Hessen Mallorca": "some",
        "xyzzy": "none",
        "…": "none",
    }


def test_numbers_are_never_taken_for_others(index: SearchIndex) -> None:
    """A conference that is not there is not another one."""
    found = index.search("99. IntMK", "de", 5)
    assert found.manner != "corrected"
    assert not any(hit.is_exact for group in found.groups for hit in group.hits)


def test_counts_are_those_of_the_class(index: SearchIndex) -> None:
    """A group says how many things of its class there are, lists as many as asked for, and all where there is room."""
    group = next(group for group in index.search("IntMK", "de", 3).groups if group.class_.endswith("#Conference"))
    assert (group.count, len(group.hits)) == (22, 3)
    alone = index.search("IntMK", "de", 50, group.class_)
    assert [(found.class_, found.count, len(found.hits)) for found in alone.groups] == [(group.class_, 22, 22)]
    assert alone.groups[0].hits[:3] == group.hits


@given(st.one_of(st.text(max_size=LONGEST_TEXT), SYNTAX.map(" ".join)))
def test_hostile_text_is_only_words(index: SearchIndex, text: str) -> None:
    """No text makes a search fail, whatever it would mean to SQLite."""
    assert index.search(text, "de", 5).manner in {"all", "corrected", "some", "none"}
    assert len(index.suggest(text, "en", 8)) <= 8


def test_search_syntax_does_not_search(index: SearchIndex) -> None:
    """Operators, column names and stars find nothing that their words do not."""
    assert index.search("names:hessen*", "de", 5) == index.search("names hessen", "de", 5)
    assert index.search('"Hessen" NOT Vorsitz', "de", 5) == index.search("hessen not vorsitz", "de", 5)


@pytest.mark.parametrize(
    ("text", "local_id"),
    [("göt", "place-goettingen"), ("Goetti", "place-goettingen"), ("hess", "land-he"), ("Kai K", "person-klose-kai")],
)
def test_suggestions_go_on_with_the_last_word(index: SearchIndex, text: str, local_id: str) -> None:
    """What has been written so far suggests the thing whose name begins so."""
    assert local_id in {hit.iri.rpartition("/")[2] for hit in index.suggest(text, "de", 8)[:3]}


def test_suggestions_are_names(index: SearchIndex) -> None:
    """A thing is not suggested for its surroundings: Göttingen suggests no conference that met there."""
    hits = index.suggest("Göttingen", "de", 8)
    assert hits
    assert all(any(is_match for _, is_match in text.segments) for hit in hits for text in (hit.label, *hit.matches)[:1])
    assert not any(hit.iri.endswith("meeting-20-haupt") for hit in hits)


def test_finished_number_suggests_no_longer_ones(index: SearchIndex) -> None:
    """While a number is being written longer ones are suggested; after a space only that one."""
    going_on = {hit.iri.rpartition("/")[2] for hit in index.suggest("IntMK 1", "de", 20)}
    finished = {hit.iri.rpartition("/")[2] for hit in index.suggest("IntMK 1 ", "de", 20)}
    assert {"conference-1", "conference-18"} & going_on
    assert "conference-1" in finished
    assert "conference-18" not in finished


def test_many_searches_at_once_answer_as_one_does(index: SearchIndex) -> None:
    """Threads that search at the same time get the same answers as alone."""
    texts = ["Göttingen", "Vorsitz Hessen", "18. IntMK", "Integratonskurs"] * 4
    alone = [index.search(text, "de", 5) for text in texts]
    found: dict[int, Found] = {}
    threads = [
        threading.Thread(target=lambda n=n, text=text: found.update({n: index.search(text, "de", 5)}))
        for n, text in enumerate(texts)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [found[n] for n in range(len(texts))] == alone


def test_search_ends_at_its_deadline(make_index: MakeIndex) -> None:
    """A search that takes longer than its deadline is stopped and says so; a short one is answered before and after."""
    index = make_index([(f"thing-{n}", f"Name der Sache Nummer {n}") for n in range(3_000)], seconds=0.0)
    for _ in range(2):
        # What is found at once ends before anybody looks at the clock
        assert index.search("2999", "de", 5).count == 1
        with pytest.raises(SearchStoppedError, match="took longer than"):
            index.search("Name Sache Nummer", "de", 5)
