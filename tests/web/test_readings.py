"""How often a page asks the graph: never more than four times, whatever it shows and however much of it there is."""

from collections.abc import Callable, Iterator, Mapping

import pytest
from werkzeug.test import Client

from intmk_kg.engine.description import Description, StatedInSet, TermUsers
from intmk_kg.engine.embedded import Engine
from intmk_kg.engine.entities import open_entities
from intmk_kg.engine.interface import EntityReader, SparqlEngine
from intmk_kg.engine.requests import Answer, SparqlRequest, Wanted
from intmk_kg.release.contents import contents
from intmk_kg.release.directory import Release
from intmk_kg.settings import Settings
from intmk_kg.vocabulary.prefixes import PREFIXES
from intmk_kg.web.app import create_app

MOST = 4
PAGES = (
    *("/", "/timeline", "/timeline?zoom=4", "/map", "/resolutions", "/resolutions/topics", "/contradictions"),
    *("/search", "/search?q=Hessen", "/sparql", "/examples", "/queries/", "/queries/conferences.html"),
    *("/queries/chair.html?date=2019-05-01", "/queries/ministries.html?land=land-he", "/def", "/shapes", "/catalog"),
    *("/use", "/about", "/imprint", "/licence", "/tables/", "/dumps/latest/", "/-/validation", "/-/versions"),
    *("/-/limits", "/report?page=/timeline", "/things?term=MinistryPeriod", "/doc/no-such-thing"),
    "/report?thing=ministry-he-1&property=schema%3AfoundingDate&value=2014-01-18",
    "/doc/body-intmk?incoming=org%3Aorganization",
)


class Counted:
    """An engine and a reader that note each question and hand it on."""

    def __init__(self, engine: SparqlEngine, reader: EntityReader) -> None:
        self.engine = engine
        self.reader = reader
        self.asked: list[str] = []

    def answer(
        self, request: SparqlRequest, wanted: Wanted, client: str, is_gone: Callable[[], bool] | None = None
    ) -> Answer:
        """Note a query."""
        self.asked.append("answer")
        return self.engine.answer(request, wanted, client, is_gone)

    def close(self) -> None:
        """End the engine."""
        self.engine.close()

    def exists(self, iri: str) -> bool:
        """Note a question whether a thing is there."""
        self.asked.append("exists")
        return self.reader.exists(iri)

    def describe(self, iri: str, offset: int = 0, limit: int = 100) -> Description | None:
        """Note a description."""
        self.asked.append("describe")
        return self.reader.describe(iri, offset, limit)

    def outlines(self, iris: frozenset[str], predicates: frozenset[str]) -> Mapping[str, Description]:
        """Note a reading of outlines."""
        self.asked.append("outlines")
        return self.reader.outlines(iris, predicates)

    def serialize(self, iri: str, media_type: str) -> bytes | None:
        """Note a representation."""
        self.asked.append("serialize")
        return self.reader.serialize(iri, media_type)

    def labels(self, iris: frozenset[str]) -> dict[str, dict[str, str]]:
        """Note a reading of labels."""
        self.asked.append("labels")
        return self.reader.labels(iris)

    def stated_in(self, statement_set: str, limit: int) -> StatedInSet:
        """Note a reading of a statement set."""
        self.asked.append("stated_in")
        return self.reader.stated_in(statement_set, limit)

    def users(self, terms: frozenset[str], offset: int = 0, limit: int = 100) -> Mapping[str, TermUsers]:
        """Note a reading of what uses terms."""
        self.asked.append("users")
        return self.reader.users(terms, offset, limit)

    @property
    def graph_names(self) -> frozenset[str]:
        """The names of the graphs, which the reader keeps in memory."""
        return self.reader.graph_names


@pytest.fixture(scope="module")
def counted(release: Release, settings: Settings) -> Iterator[Counted]:
    """The engine and the reader of the real release, noting what is asked."""
    counted = Counted(Engine(release, settings), open_entities(release.path))
    yield counted
    counted.close()


@pytest.fixture(scope="module")
def visitor(release: Release, settings: Settings, counted: Counted) -> Client:
    """A client of the application, without the layers that keep answers; it has been to the service before."""
    client = Client(create_app(release, settings, counted, counted))
    client.get("/about")
    return client


def asked_for(visitor: Client, counted: Counted, address: str, language: str) -> list[str]:
    """What a page asks the graph."""
    counted.asked.clear()
    visitor.get(address, headers={"Accept": "text/html", "Accept-Language": language})
    return counted.asked


@pytest.mark.parametrize("address", PAGES)
def test_page_asks_four_times_at_most(visitor: Client, counted: Counted, address: str) -> None:
    """A page that is no thing's asks the graph at most four times."""
    for language in ("de", "en"):
        assert len(asked_for(visitor, counted, address, language)) <= MOST


def test_page_of_a_thing_asks_four_times_at_most(visitor: Client, counted: Counted, release: Release) -> None:
    """The page of a thing of each kind, and of the one of its kind with the most links, asks at most four times."""
    largest: dict[tuple[str, ...], tuple[int, str]] = {}
    for local_id in contents(release)["things"]:
        described = counted.reader.describe(PREFIXES["r"] + local_id, limit=0)
        assert described is not None
        links = len(described.outgoing) + sum(links.count for links in described.incoming)
        largest[described.types] = max(largest.get(described.types, (0, "")), (links, local_id))
    assert len(largest) > 20
    found = {
        local_id: asked_for(visitor, counted, f"/doc/{local_id}", language).copy()
        for _, local_id in largest.values()
        for language in ("de", "en")
    }
    assert all(found.values())
    assert {local_id: asked for local_id, asked in found.items() if len(asked) > MOST} == {}


def test_known_page_asks_once(visitor: Client, counted: Counted) -> None:
    """A reader who has the page already makes the graph say no more than that the thing is there."""
    had = visitor.get("/doc/conference-18.html")
    counted.asked.clear()
    again = visitor.get("/doc/conference-18.html", headers={"If-None-Match": had.headers["ETag"]})
    assert again.status_code == 304
    assert counted.asked == ["exists"]
