"""The ledger: what it remembers of each release, and that the project's own is true."""

from dataclasses import replace

import pytest

from intmk_kg.errors import DataError, ReleaseError
from intmk_kg.release.contents import contents, ledger
from intmk_kg.release.directory import Release
from intmk_kg.release.ledger import LEDGER_FILES, Ledger, Removal, ledger_texts, parse_ledger
from intmk_kg.release.ledger_recording import moment, record
from intmk_kg.vocabulary.iri import thing_iri

A, B = thing_iri("dataset-a"), thing_iri("dataset-b")
FIRST, SECOND, THIRD = "2026-01-01T00:00:00Z", "2026-02-01T12:00:00Z", "2026-03-01T00:00:00Z"


@pytest.fixture
def first() -> Ledger:
    """A ledger with one release of two datasets and three things."""
    things = {"one": "1" * 16, "two": "2" * 16, "three": "3" * 16}
    return record(Ledger(), "a" * 16, FIRST, {A: "a1", B: "b1"}, things, {})


@pytest.fixture
def second(first: Ledger) -> Ledger:
    """The same with a second release: one dataset and one thing changed, one thing replaced by a new one."""
    things = {"one": "1" * 16, "two": "f" * 16, "four": "4" * 16}
    return record(first, "b" * 16, SECOND, {A: "a1", B: "b2"}, things, {"three": "four"})


def test_dataset_that_did_not_change_keeps_its_date(second: Ledger) -> None:
    """The second release dates only the dataset that it changed."""
    assert second.last is not None
    assert {iri: state.modified for iri, state in second.last.datasets.items()} == {A: FIRST, B: SECOND}


def test_dataset_is_dated_as_of_the_release_that_is_served(second: Ledger) -> None:
    """An earlier release has the dates that it had then; one that is not in the ledger those of the last."""
    found = [second.dataset(B, release_id) for release_id in ("a" * 16, "b" * 16, "c" * 16)]
    assert [state.modified for state in found if state] == [FIRST, SECOND, SECOND]
    assert Ledger().dataset(B, "a" * 16) is None


def test_thing_is_dated_only_in_the_state_that_was_released(second: Ledger) -> None:
    """A thing has a date as long as it is what was released; after an unrecorded change it has none."""
    assert second.modified("one", "1" * 16) == FIRST
    assert second.modified("two", "f" * 16) == SECOND
    assert second.modified("two", "e" * 16) is None
    assert second.modified("nobody", "1" * 16) is None
    assert (second.things["two"].added, second.things["four"].added) == (FIRST, SECOND)


def test_removed_thing_has_its_successor(second: Ledger) -> None:
    """What is gone is remembered with the moment and with what took its place."""
    assert second.removals == {thing_iri("three"): Removal(thing_iri("three"), SECOND, thing_iri("four"))}
    assert second.successor(thing_iri("three")) == thing_iri("four")
    assert second.successor(thing_iri("one")) is None


def test_successor_of_a_successor_is_followed(second: Ledger) -> None:
    """When the successor is replaced too, the first thing leads to the last; without one, to nothing."""
    things = {"one": "1" * 16, "two": "f" * 16, "five": "5" * 16}
    replaced = record(second, "c" * 16, THIRD, {A: "a1"}, things, {"four": "five"})
    assert replaced.successor(thing_iri("three")) == thing_iri("five")
    withdrawn = record(second, "c" * 16, THIRD, {A: "a1"}, things, {})
    assert withdrawn.successor(thing_iri("three")) is None


def test_successors_in_a_circle_lead_nowhere() -> None:
    """A ledger that was edited into a circle is still answered."""
    circle = {"a": Removal("a", FIRST, "b"), "b": Removal("b", FIRST, "a")}
    assert Ledger(removals=circle).successor("a") is None


def test_thing_that_comes_back_is_no_longer_removed(second: Ledger) -> None:
    """A thing that a later release has again is not gone."""
    things = {**{name: state.sha256 for name, state in second.things.items()}, "three": "3" * 16}
    assert record(second, "c" * 16, THIRD, {A: "a1"}, things, {}).removals == {}


def test_data_that_goes_back_has_a_new_date(second: Ledger, first: Ledger) -> None:
    """Going back to an earlier state is a release of its own, since portals have seen the other."""
    things = {name: state.sha256 for name, state in first.things.items()}
    back = record(second, "a" * 16, THIRD, {A: "a1", B: "b1"}, things, {})
    found = back.dataset(B, "a" * 16)
    assert found is not None
    assert found.modified == THIRD
    assert [entry.release_id for entry in back.entries] == ["a" * 16, "b" * 16, "a" * 16]


@pytest.mark.parametrize(
    ("release_id", "issued", "successors", "message"),
    [
        ("a" * 16, SECOND, {}, "nothing changed"),
        ("b" * 16, FIRST, {}, "is not after the last release"),
        ("b" * 16, "2025-12-31T00:00:00Z", {}, "is not after the last release"),
        ("b" * 16, SECOND, {"nobody": "one"}, "nobody is no removed thing"),
        ("b" * 16, SECOND, {"three": "nobody"}, "there is no such thing"),
    ],
)
def test_release_that_cannot_be_is_refused(
    first: Ledger, release_id: str, issued: str, successors: dict[str, str], message: str
) -> None:
    """Dates go forward, a release differs from the one before it, and a successor is a thing."""
    with pytest.raises(ReleaseError, match=message):
        record(first, release_id, issued, {A: "a1"}, {"one": "1" * 16, "two": "2" * 16}, successors)


def test_ledger_is_read_as_it_was_written(second: Ledger) -> None:
    """Both files together hold the whole ledger, and the same ledger gives the same bytes."""
    texts = ledger_texts(second)
    assert tuple(texts) == LEDGER_FILES
    assert parse_ledger(texts) == second
    assert ledger_texts(parse_ledger(texts)) == texts
    assert parse_ledger({}) == Ledger()


def test_damaged_ledger_is_an_error(second: Ledger) -> None:
    """A column or a digest that is missing is named, with the way out."""
    texts = ledger_texts(second)
    for name, part, other in (("releases.csv", b"sha256", b"digest"), ("releases.ttl", b"intmk:sha256", b"dct:title")):
        with pytest.raises(DataError, match="is damaged"):
            parse_ledger({**texts, name: texts[name].replace(part, other)})


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2026-11-22", "2026-11-22T00:00:00Z"),
        ("2026-11-22T14:30:00+01:00", "2026-11-22T13:30:00Z"),
        ("2026-11-22T14:30:00.5Z", "2026-11-22T14:30:00Z"),
    ],
)
def test_moment_is_in_utc(given: str, expected: str) -> None:
    """A day begins at midnight, and a time of another zone is turned into UTC."""
    assert moment(given) == expected


@pytest.mark.parametrize("given", ["yesterday", "2026-13-01", "2026-11-22T14:30:00", ""])
def test_moment_without_date_or_zone_is_refused(given: str) -> None:
    """Portals need a time zone, so a time without one is not guessed."""
    with pytest.raises(ReleaseError, match=r"is not a date|time zone"):
        moment(given)


def test_ledger_of_the_project_goes_forward(release: Release) -> None:
    """Entries are numbered and dated in order, and no dataset or thing is dated outside the releases."""
    known = ledger(release)
    issued = [entry.issued for entry in known.entries]
    assert [entry.number for entry in known.entries] == list(range(1, len(issued) + 1))
    assert issued == sorted(set(issued))
    for entry in known.entries:
        assert all(state.modified in issued[: entry.number] for state in entry.datasets.values())
    assert all({state.added, state.modified} <= set(issued) for state in known.things.values())
    assert {removal.removed for removal in known.removals.values()} <= set(issued)


def test_ledger_of_the_project_is_as_the_command_writes_it(release: Release) -> None:
    """Nobody edited the ledger into another layout."""
    for name, text in ledger_texts(ledger(release)).items():
        if name in release.manifest["files"]:
            assert (release.path / name).read_bytes() == text


def test_removed_things_are_gone_and_successors_are_there(release: Release) -> None:
    """What the ledger calls removed the graph has not, and each successor leads to what the graph has."""
    known, things = ledger(release), contents(release)["things"]
    for iri, removal in known.removals.items():
        assert iri.rpartition("/")[2] not in things
        if removal.successor:
            successor = known.successor(iri)
            assert successor is None or successor.rpartition("/")[2] in things


def test_ledger_entry_of_this_tree_is_true(release: Release) -> None:
    """Where the tree as it is was released, the ledger has the digests that the tree has."""
    entry = ledger(release).entry(release.id)
    if entry is None:
        pytest.skip("the tree has changes that no release recorded")
    assert {iri: state.sha256 for iri, state in entry.datasets.items()} == {
        dataset["iri"]: dataset["sha256"] for dataset in contents(release)["datasets"]
    }


def test_release_without_a_ledger_has_an_empty_one(release: Release) -> None:
    """A project that never released has no dates."""
    files = {name: facts for name, facts in release.manifest["files"].items() if name not in LEDGER_FILES}
    assert ledger(replace(release, manifest={**release.manifest, "files": files})) == Ledger()
