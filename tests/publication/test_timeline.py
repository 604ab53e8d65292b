"""The timeline draws every date as exactly as it is known."""

from itertools import pairwise

import pytest

from intmk_kg.engine.embedded import Engine
from intmk_kg.engine.entities import Entities
from intmk_kg.publication.timeline import ZOOMS, timeline
from intmk_kg.publication.timeline_parts import Bar, Mark, Timeline


@pytest.fixture(scope="module")
def drawn(engine: Engine, entities: Entities) -> Timeline:
    """The timeline of the real release in its usual size."""
    return timeline(engine, entities, "de")


def bar(bars: tuple[Bar, ...], local_id: str) -> Bar:
    """The bar of a thing."""
    return next(bar for bar in bars if bar.link.iri.endswith(f"/{local_id}"))


def mark(marks: tuple[Mark, ...], local_id: str) -> Mark:
    """The mark of a meeting."""
    return next(mark for mark in marks if mark.link.iri.endswith(f"/{local_id}"))


def test_everything_is_drawn(drawn: Timeline) -> None:
    """All presidencies, chairs and meetings of the release are there, the latest presidency on top."""
    assert (len(drawn.presidencies), len(drawn.chairs)) == (19, 23)
    assert len(drawn.marks) + len(drawn.undated) == 38
    assert drawn.presidencies[0].link.iri.endswith("presidency-2026-rp")
    assert drawn.presidencies[0].place.top < drawn.presidencies[-1].place.top


def test_presidencies_follow_each_other(drawn: Timeline) -> None:
    """A presidency that begins on the day after another ended touches it."""
    known = [bar for bar in drawn.presidencies if bar.span.start]
    for later, earlier in pairwise(known):
        assert later.place.top + later.place.height == pytest.approx(earlier.place.top, abs=0.2)


def test_year_is_as_long_as_the_zoom_says(engine: Engine, entities: Entities) -> None:
    """A presidency of a year is as long as a year of the zoom."""
    for zoom, pixels in enumerate(ZOOMS, start=1):
        whole = bar(timeline(engine, entities, "de", zoom).presidencies, "presidency-2022-he")
        assert whole.place.height == pytest.approx(pixels, rel=0.01)


def test_month_is_drawn_as_a_month(drawn: Timeline) -> None:
    """Where only the month of a beginning and an end is known, both chairs are vague for exactly that month."""
    before, after = bar(drawn.chairs, "chair-2017-by-a"), bar(drawn.chairs, "chair-2017-by-b")
    assert before.vague == after.vague
    assert after.vague[0].height == pytest.approx(ZOOMS[1] * 31 / 365, abs=0.2)
    assert before.span.end_words == after.span.start_words == "März 2018"


def test_unknown_end_is_vague_within_the_presidency(drawn: Timeline) -> None:
    """A chair without an end reaches to the end of the presidency and is vague as a whole."""
    chair, presidency = bar(drawn.chairs, "chair-2010-rp"), bar(drawn.presidencies, "presidency-2010-rp")
    assert chair.place == presidency.place
    assert chair.vague == (chair.place,)
    assert chair.span.end is None


def test_gaps_are_drawn(drawn: Timeline) -> None:
    """Before the first presidency, and where nobody is known to have the chair, there is a gap."""
    first, latest = drawn.presidencies[-1], drawn.presidencies[0]
    assert [gap.top for gap in drawn.presidency_gaps] == [pytest.approx(first.place.top + first.place.height)]
    assert drawn.chair_gaps[0] == latest.place


def test_meeting_without_a_day_lies_within_its_presidency(drawn: Timeline) -> None:
    """A meeting of which no day is known is drawn along its presidency; one without a presidency is not drawn."""
    undated = mark(drawn.marks, "procedure-18-umlauf")
    assert undated.within == bar(drawn.presidencies, "presidency-2022-he").place
    assert [mark.link.iri.rpartition("/")[2] for mark in drawn.undated] == ["meeting-hannover-auftakt"]


def test_cancelled_meeting_is_not_held(drawn: Timeline) -> None:
    """A meeting that was called off is marked so."""
    assert not mark(drawn.marks, "meeting-15-haupt").is_held
    assert mark(drawn.marks, "meeting-18-haupt").is_held


def test_words_of_meetings_do_not_overlap(engine: Engine, entities: Entities) -> None:
    """In every size the text of a meeting is far enough from the next to be read and to be met by a finger."""
    for zoom in range(1, len(ZOOMS) + 1):
        marks = timeline(engine, entities, "en", zoom).marks
        heights = [mark.label_top for mark in marks if mark.label_top is not None]
        assert len(heights) == (22 if zoom == 1 else len(marks))
        assert all(lower - upper >= 25.9 for upper, lower in pairwise(heights))


def test_small_bars_are_no_links(drawn: Timeline) -> None:
    """A bar that is too small for a finger is not linked; the table below leads there."""
    assert not bar(drawn.chairs, "chair-2019-bb-a").is_linked
    assert bar(drawn.chairs, "chair-2019-bb-b").is_linked
