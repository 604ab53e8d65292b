"""The thirty competency questions, asked of the real graph.

Each question is a file: its text in German and English, then the query. `NN-….csv` beside it holds the expected rows
as SPARQL CSV; they were checked against the facts. `pytest --update-golden` rewrites them; the difference in git is the
review.
"""

import csv
import io
import itertools
from pathlib import Path

import pyoxigraph as ox
import pytest

from intmk_kg.release.directory import Release
from intmk_kg.vocabulary.prefixes import PREFIXES

QUESTIONS = sorted(Path(__file__).parent.glob("*.rq"))
MAY_BE_EMPTY = {"20-representation"}


@pytest.fixture(scope="session")
def store(release: Release) -> ox.Store:
    """The release in memory."""
    store = ox.Store()
    store.bulk_load(path=str(release.nquads), format=ox.RdfFormat.N_QUADS)
    return store


def _answer(store: ox.Store, question: Path) -> str:
    solutions = store.query(question.read_text(encoding="utf-8"), prefixes=PREFIXES)
    body = solutions.serialize(format=ox.QueryResultsFormat.CSV)
    assert body is not None
    return body.decode()


def _rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_thirty_questions_are_asked() -> None:
    """There is one file for each of the thirty questions."""
    assert [question.name[:2] for question in QUESTIONS] == [f"{number:02d}" for number in range(1, 31)]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda path: path.stem)
def test_question_is_answered(question: Path, store: ox.Store, request: pytest.FixtureRequest) -> None:
    """The question has the expected rows, in the expected order."""
    expected = question.with_suffix(".csv")
    answer = _answer(store, question)
    if request.config.getoption("--update-golden"):
        expected.write_text(answer.replace("\r\n", "\n"), encoding="utf-8")
    assert _rows(answer) == _rows(expected.read_text(encoding="utf-8"))
    assert question.stem in MAY_BE_EMPTY or len(_rows(answer)) > 1


def test_chain_of_presidencies_is_unbroken(store: ox.Store) -> None:
    """From the 4th to the 22nd each presidency follows the one before it; only the last is inferred."""
    question = next(question for question in QUESTIONS if question.stem.startswith("05-"))
    rows = _rows(_answer(store, question))[1:]
    assert [(int(row[0]), int(row[2])) for row in rows] == [(number, number + 1) for number in range(4, 22)]
    assert all(row[3] == following[1] for row, following in itertools.pairwise(rows))
    assert (rows[0][1], rows[-1][1], rows[-1][3]) == ("Niedersachsen", "Nordrhein-Westfalen", "Rheinland-Pfalz")
    assert {row[4].removeprefix(PREFIXES["intmk"]) for row in rows[:-1]} == {"Supported"}
    assert rows[-1][4] == PREFIXES["intmk"] + "Inferred"


def test_set_and_evidence_name_the_same_documents(store: ox.Store) -> None:
    """The documents of the sets that date the 18th main conference are those of the evidence nodes of the statement."""
    by_set = """SELECT DISTINCT ?document WHERE {
      GRAPH ?set { r:meeting-18-haupt schema:startDate ?d } ?set prov:hadPrimarySource ?document } ORDER BY ?document"""
    by_evidence = """SELECT DISTINCT ?document WHERE {
      ?evidence rdf:subject r:meeting-18-haupt ; rdf:predicate schema:startDate ; prov:hadPrimarySource ?document }
      ORDER BY ?document"""
    documents = [
        [str(solution["document"]) for solution in store.query(query, prefixes=PREFIXES)]
        for query in (by_set, by_evidence)
    ]
    assert documents[0] == documents[1]
    assert f"<{PREFIXES['r']}doc-hmsi-2022-06-vorsitz>" in documents[0]
