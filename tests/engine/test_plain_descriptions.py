"""Descriptions that the web process gives itself: the same as a worker's, and only short ones."""

from pathlib import Path

import pytest
from asking import WANTED

from intmk_kg.engine.embedded import Engine, ServedRelease
from intmk_kg.engine.loading import load
from intmk_kg.engine.plain_descriptions import MOST_TRIPLES, PlainDescriptions
from intmk_kg.engine.requests import GRAPH_MEDIA_TYPES, SparqlRequest, Wanted
from intmk_kg.settings import Settings

CONFERENCE = "https://w3id.org/intmk/id/conference-18"
DESCRIBED = f"DESCRIBE <{CONFERENCE}>"


@pytest.fixture(scope="module")
def descriptions(small_release: ServedRelease) -> PlainDescriptions:
    """The descriptions of the small release."""
    return PlainDescriptions(load(small_release.nquads), Settings())


@pytest.mark.parametrize("media_type", [name for name in GRAPH_MEDIA_TYPES if name != "application/rdf+xml"])
def test_description_is_the_same_as_a_workers(descriptions: PlainDescriptions, engine: Engine, media_type: str) -> None:
    """In every format it has the bytes, the form and the number of triples that a worker's answer has."""
    wanted, request = Wanted(None, None, media_type), SparqlRequest(DESCRIBED)
    answer = descriptions.answer(request, wanted)
    assert answer is not None
    assert answer.rows == 6
    assert answer == engine.answer(request, wanted, "127.0.0.1")


@pytest.mark.parametrize(
    "query",
    [
        "DESCRIBE r:conference-18",
        f"describe\n<{CONFERENCE}> # why\n",
        f"  DESCRIBE <{CONFERENCE}>",
        "DESCRIBE <https://e.example/nothing>",
    ],
)
def test_plain_description_needs_no_worker(descriptions: PlainDescriptions, query: str) -> None:
    """Case, space and a comment make no difference, nor whether there is such a thing."""
    assert descriptions.answer(SparqlRequest(query), WANTED) is not None


@pytest.mark.parametrize(
    "query",
    [
        f"DESCRIBE <{CONFERENCE}> <{CONFERENCE}>",
        f"DESCRIBE <{CONFERENCE}> {{ ?a ?b ?c . ?d ?e ?f }}",
        f"DESCRIBE <{CONFERENCE}> # why\n {{ ?a ?b ?c }}",
        f"DESCRIBE <{CONFERENCE}> FROM <{CONFERENCE}>",
        "DESCRIBE ?x { ?x ?y ?z }",
        "DESCRIBE * { ?x ?y ?z }",
        "DESCRIBE <relative>",
        "DESCRIBE strange:conference-18",
        "DESCRIBE r:conference-18.x",
        "DESCRIBE r:",
        "DESCRIBE <https://e.example/\\u0020>",
        f"PREFIX r: <x> DESCRIBE <{CONFERENCE}>",
        "ASK {}",
    ],
)
def test_everything_else_is_left_to_a_worker(descriptions: PlainDescriptions, query: str) -> None:
    """Only a single thing that is named in full is described here."""
    assert descriptions.answer(SparqlRequest(query), WANTED) is None


def test_dataset_is_left_to_a_worker(descriptions: PlainDescriptions) -> None:
    """So is a request that names graphs."""
    assert descriptions.answer(SparqlRequest(DESCRIBED, (CONFERENCE,)), WANTED) is None


def test_long_description_is_left_to_a_worker(tmp_path: Path) -> None:
    """What is said of a thing can be more than this process may be held up for."""
    for name, count, length in (("many", MOST_TRIPLES + 1, 1), ("long", 10, 100_000)):
        lines = (f'<{CONFERENCE}> <https://e.example/p> "{n}{"x" * length}" .\n' for n in range(count))
        graph = tmp_path / f"{name}.nq"
        graph.write_text("".join(lines), encoding="utf-8")
        assert PlainDescriptions(load(graph), Settings()).answer(SparqlRequest(DESCRIBED), WANTED) is None


@pytest.mark.parametrize("media_type", [None, "application/rdf+xml"])
def test_what_may_have_to_be_refused_is_left_to_a_worker(
    descriptions: PlainDescriptions, media_type: str | None
) -> None:
    """A worker says that a format is none of graphs, or that it cannot express a predicate."""
    assert descriptions.answer(SparqlRequest(DESCRIBED), Wanted("text/csv", None, media_type)) is None


def test_blank_nodes_are_left_to_a_worker(tmp_path: Path) -> None:
    """What a thing says of a blank node belongs to its description, and is not looked up here."""
    graph = tmp_path / "blank.nq"
    graph.write_text(f'<{CONFERENCE}> <https://e.example/p> _:b .\n_:b <https://e.example/p> "x" .\n', encoding="utf-8")
    assert PlainDescriptions(load(graph), Settings()).answer(SparqlRequest(DESCRIBED), WANTED) is None


def test_engine_answers_without_a_worker(small_release: ServedRelease) -> None:
    """An engine that is given the graph describes a thing while all of its workers are held up."""
    engine = Engine(small_release, Settings(workers=1, spare_workers=0), load(small_release.nquads))
    pool = engine._pool  # noqa: SLF001 -- nothing else holds all workers up for sure
    taken = [pool.take(5), pool.take(5)]
    try:
        assert engine.answer(SparqlRequest(DESCRIBED), WANTED, "127.0.0.1").rows == 6
    finally:
        for worker in taken:
            if worker is not None:
                pool.give_back(worker)
        engine.close()
