"""The feed of changes, read by a feed reader of others."""

from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import pytest
from releasing import FIRST, SECOND, THIRD, release_thrice, small_world

from intmk_kg import pipeline
from intmk_kg.engine.entities import open_entities
from intmk_kg.publication.feed import feed
from intmk_kg.release.directory import Release
from intmk_kg.settings import Settings

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def thrice(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The third release of a small project."""
    return release_thrice(small_world(tmp_path_factory.mktemp("feed")))


def written(release: Release, settings: Settings, language: str = "de") -> bytes:
    """The feed of a release."""
    return feed(release, open_entities(release.path), settings, language)


def test_feed_reader_reads_every_release(thrice: Release, settings: Settings) -> None:
    """The feed is well formed and lists the releases, the latest first, with the moments of the ledger."""
    read = feedparser.parse(written(thrice, settings))
    assert not read.bozo
    assert read.version == "atom10"
    assert [entry.updated for entry in read.entries] == [THIRD, SECOND, FIRST]
    assert read.feed.updated == THIRD
    assert read.feed.id == f"{settings.base_iri}releases"
    assert read.feed.author


def test_entries_keep_their_ids(thrice: Release, settings: Settings, tmp_path: Path) -> None:
    """An entry has the same id in the feed of every later release and in every language."""
    project = small_world(tmp_path)
    first = feedparser.parse(written(pipeline.release(project, FIRST, {}), settings))
    third = feedparser.parse(written(thrice, settings, "en"))
    assert [entry.id for entry in first.entries] == [third.entries[-1].id] == [f"{settings.base_iri}releases#1"]
    assert len({entry.id for entry in third.entries}) == 3


def test_entry_tells_what_changed(thrice: Release, settings: Settings) -> None:
    """The latest entry names what is new, what is gone and what took its place; the first says that it is the first."""
    read = feedparser.parse(written(thrice, settings))
    latest, _, first = (entry.content[0].value for entry in read.entries)
    assert "Neu (1)" in latest
    assert "Entfernt (1)" in latest
    assert 'href="http://kg.example/doc/conference-2b"' in latest
    assert "jetzt" in latest
    assert "Der erste Datenstand." in first


def test_entry_tells_what_was_changed(settings: Settings, tmp_path: Path) -> None:
    """A thing of which something else is said than before is named as changed."""
    project = small_world(tmp_path)
    pipeline.release(project, FIRST, {})
    path = project.data / "conferences" / "2.trig"
    path.write_text(path.read_text(encoding="utf-8").replace("2nd", "Second"), encoding="utf-8")
    read = feedparser.parse(written(pipeline.release(project, SECOND, {}), settings, "en"))
    assert "Changed (1)" in read.entries[0].content[0].value
    assert ">Second conference</a>" in read.entries[0].content[0].value


def test_feed_without_a_ledger_has_no_entry(settings: Settings, tmp_path: Path) -> None:
    """A project that was never released has a valid feed without entries."""
    read = feedparser.parse(written(pipeline.build(small_world(tmp_path)), settings))
    assert not read.bozo
    assert read.entries == []


def test_feed_has_what_the_standard_demands(thrice: Release, settings: Settings) -> None:
    """The feed and each entry have id, title, updated, an author and links (RFC 4287, 4.1)."""
    root = ET.fromstring(written(thrice, settings))  # noqa: S314 - our own bytes
    assert {f"{ATOM}{name}" for name in ("id", "title", "updated", "author", "link")} <= {child.tag for child in root}
    for entry in root.iter(f"{ATOM}entry"):
        assert {f"{ATOM}{name}" for name in ("id", "title", "updated", "link", "content")} <= {c.tag for c in entry}
    assert [link.get("rel") for link in root.findall(f"{ATOM}link")] == ["self", "alternate"]


def test_feed_is_the_same_every_time(thrice: Release, settings: Settings) -> None:
    """The same release gives the same bytes."""
    assert written(thrice, settings) == written(thrice, settings)
