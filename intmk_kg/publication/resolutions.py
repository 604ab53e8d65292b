"""The resolutions of all conferences, in groups by conference or by topic."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from intmk_kg.engine.interface import EntityReader, SparqlEngine
from intmk_kg.publication.entity import Link
from intmk_kg.publication.links import Links, value
from intmk_kg.publication.questions import Row, ask
from intmk_kg.publication.wording import Text, alphabetical, date_in_words

BAR_WIDTH = 100.0


@dataclass(frozen=True)
class Part:
    """A part of the votes: `for`, `against` or `abstaining`, how many, and its place in a bar of `BAR_WIDTH`."""

    name: str
    count: int
    left: float
    width: float


@dataclass(frozen=True)
class Ballot:
    """A vote on a resolution.

    Attributes:
        link: the ballot.
        result: how it went in words of the sources, or None.
        parts: the numbers of votes, none where they are not stated.
    """

    link: Link
    result: Link | None
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Resolution:
    """A resolution in a list.

    Attributes:
        link: the resolution.
        identifier: its number, or "".
        conference: of which conference, or None.
        title: its title where that is other than what the resolution is called, or None.
        title_status: where the title comes from, or None.
        outcome: what became of it, or None.
        adopted_on: the day in words, or "".
        topics: what it is about.
        proposers: who proposed it, and who joined them.
        ballots: the votes on it.
    """

    link: Link
    identifier: str
    conference: Link | None
    title: Text | None
    title_status: Link | None
    outcome: Link | None
    adopted_on: str
    topics: tuple[Link, ...]
    proposers: tuple[Link, ...]
    ballots: tuple[Ballot, ...]


@dataclass(frozen=True)
class Group:
    """Resolutions with the same conference or topic, None where they have none."""

    link: Link | None
    resolutions: tuple[Resolution, ...]


def by_conference(engine: SparqlEngine, reader: EntityReader, language: str) -> tuple[Group, ...]:
    """The resolutions of each conference, the latest first.

    Raises:
        Refusal: the engine does not answer now.
    """
    every = _resolutions(engine, reader, language)
    groups = groupby(every, key=lambda resolution: resolution.conference)
    return tuple(Group(conference, tuple(group)) for conference, group in groups)


def by_topic(engine: SparqlEngine, reader: EntityReader, language: str) -> tuple[Group, ...]:
    """The resolutions on each topic, the topics by their names; one with two topics stands in both groups.

    Raises:
        Refusal: the engine does not answer now.
    """
    every = _resolutions(engine, reader, language)
    topics = dict.fromkeys(topic for resolution in every for topic in resolution.topics)
    ordered = sorted(topics, key=lambda topic: alphabetical(topic.text.value))
    groups = [Group(topic, tuple(r for r in every if topic in r.topics)) for topic in ordered]
    rest = tuple(resolution for resolution in every if not resolution.topics)
    return (*groups, Group(None, rest)) if rest else tuple(groups)


def _resolutions(engine: SparqlEngine, reader: EntityReader, language: str) -> tuple[Resolution, ...]:
    rows = ask(engine, "pages/resolutions")
    links = Links(rows, reader, language)
    groups = groupby(rows, key=lambda row: row["resolution"].value)
    return tuple(_resolution(list(group), links) for _, group in groups)


def _resolution(rows: list[Row], links: Links) -> Resolution:
    row = rows[0]
    link = links.all(rows, "resolution")[0]
    title = Text(row["title"].value, row["title"].language) if "title" in row else None
    day = value(row, "adoptedOn")
    ballots = {row["ballot"].value: row for row in rows if "ballot" in row}
    return Resolution(
        link,
        value(row, "identifier"),
        links.first(rows, "conference"),
        title if title and title.value != link.text.value else None,
        links.first(rows, "titleStatus"),
        links.first(rows, "outcome"),
        date_in_words(day, "Day", links.language) if day else "",
        links.all(rows, "topic"),
        tuple(dict.fromkeys((*links.all(rows, "proposer"), *links.all(rows, "coProposer")))),
        tuple(_ballot(ballot, links) for ballot in ballots.values()),
    )


def _ballot(row: Row, links: Links) -> Ballot:
    counts = {name: int(row[name].value) for name in ("for", "against", "abstaining") if name in row}
    return Ballot(links.all([row], "ballot")[0], links.first([row], "result"), tuple(_parts(counts.items())))


def _parts(counts: Iterable[tuple[str, int]]) -> Iterator[Part]:
    every = tuple(counts)
    total, left = sum(count for _, count in every), 0.0
    for name, count in every:
        width = round(BAR_WIDTH * count / total, 1) if total else 0.0
        yield Part(name, count, round(left, 1), width)
        left += width
