"""Resolutions and disagreements in lists."""

import pytest

from intmk_kg.engine.embedded import Engine
from intmk_kg.engine.entities import Entities
from intmk_kg.publication.contradictions import disputed_things
from intmk_kg.publication.quality import quality
from intmk_kg.publication.resolutions import Group, Resolution, by_conference, by_topic
from intmk_kg.release.directory import Release


@pytest.fixture(scope="module")
def groups(engine: Engine, entities: Entities) -> tuple[Group, ...]:
    """The resolutions of the real release by conference."""
    return by_conference(engine, entities, "de")


def resolution(groups: tuple[Group, ...], identifier: str) -> Resolution:
    """The resolution with an identifier."""
    return next(r for group in groups for r in group.resolutions if r.identifier == identifier)


def test_every_resolution_stands_under_its_conference(groups: tuple[Group, ...]) -> None:
    """All resolutions are listed once, those of the latest conference first."""
    listed = [r.link.iri for group in groups for r in group.resolutions]
    assert len(listed) == len(set(listed)) == 96
    assert groups[0].link is not None
    assert groups[0].link.text.value == "20. IntMK"


def test_votes_are_parts_of_a_bar(groups: tuple[Group, ...]) -> None:
    """Stated numbers of votes fill the bar, each with its share."""
    (ballot,) = resolution(groups, "12-02").ballots
    assert [(part.name, part.count) for part in ballot.parts] == [("for", 13), ("against", 1), ("abstaining", 2)]
    assert sum(part.width for part in ballot.parts) == pytest.approx(100, abs=0.2)
    assert ballot.parts[1].left == pytest.approx(ballot.parts[0].width)


def test_vote_without_numbers_has_its_words(groups: tuple[Group, ...]) -> None:
    """Where only words are stated there is no bar."""
    (ballot,) = resolution(groups, "12-01").ballots
    assert ballot.parts == ()
    assert ballot.result is not None
    assert ballot.result.iri.endswith("Majority")


def test_topics_are_in_the_order_of_their_names(engine: Engine, entities: Entities) -> None:
    """By topic, each resolution stands under each of its topics, those without one at the end, Ä beside A."""
    groups = by_topic(engine, entities, "de")
    names = [group.link.text.value.casefold().replace("ä", "a") for group in groups if group.link]
    assert names == sorted(names)
    assert any(name.startswith("alter") for name in names[:3])
    assert len({r.link.iri for group in groups for r in group.resolutions}) == 96
    assert [group for group in groups if group.link is None] in ([], [groups[-1]])


def test_disagreement_shows_both_sides(engine: Engine, entities: Entities) -> None:
    """What a source says stands beside what is adopted, with the reason in the reader's language."""
    things = {thing.link.iri.rpartition("/")[2]: thing for thing in disputed_things(engine, entities, "en")}
    (place,) = [d for d in things["meeting-9-haupt"].disagreements if d.predicate.value == "place"] or [
        d for d in things["meeting-9-haupt"].disagreements if d.stated.iri
    ]
    assert place.stated.text.value != place.adopted[0].text.value == "Magdeburg"
    assert place.documents
    assert {reason.language for reason in place.reasons} == {"en"}


def test_every_statement_that_is_not_adopted_is_listed(engine: Engine, entities: Entities) -> None:
    """Each has its reason and its document."""
    every = [d for thing in disputed_things(engine, entities, "de") for d in thing.disagreements]
    assert len(every) > 30
    assert all(d.reasons and d.documents for d in every)
    assert all(d.stated not in d.adopted for d in every)


DISPUTED_DATES = {
    ("de", "body-intmk", "2006", "30. September 2008"),
    ("de", "ministry-ni-3", "März 2014", ""),
    ("en", "ministry-ni-3", "March 2014", ""),
    ("en", "ministry-ni-2", "2013", "28 February 2014"),
    ("de", "sister-umk", "1998", "1972"),
    ("de", "tenure-klose-kai-1", "Januar 2025", "17. Januar 2024"),
}
"""Language, thing, what is stated, and what is adopted."""


def test_disputed_date_is_as_exact_as_it_is_known(engine: Engine, entities: Entities) -> None:
    """A year or a month that is not adopted stands as such, beside the adopted date as exactly as that is known."""
    listed = {
        (language, thing.link.iri.rpartition("/")[2], d.stated.text.value, ", ".join(s.text.value for s in d.adopted))
        for language in ("de", "en")
        for thing in disputed_things(engine, entities, language)
        for d in thing.disagreements
    }
    assert listed >= DISPUTED_DATES


def test_precision_is_no_disagreement_of_its_own(engine: Engine, entities: Entities) -> None:
    """How exactly a date is known is listed with the date, not beside it."""
    every = [d for thing in disputed_things(engine, entities, "en") for d in thing.disagreements]
    assert not any("precision" in d.predicate.value for d in every)


def test_quality_page_lists_disputed_dates_as_exactly_as_known(
    release: Release, engine: Engine, entities: Entities
) -> None:
    """What documents state and the graph does not adopt is the same on the page of quality."""
    listed = quality(release, engine, entities, "de").contradictions
    dates = {(item.thing.iri.rpartition("/")[2], item.value.value) for item in listed}
    assert {
        ("body-intmk", "2006"),
        ("ministry-ni-3", "März 2014"),
        ("tenure-lauinger-dieter-1", "Dezember 2015"),
    } <= dates
    assert not any("Genauigkeit" in item.predicate.value for item in listed)
    assert len(listed) == sum(len(thing.disagreements) for thing in disputed_things(engine, entities, "de"))
