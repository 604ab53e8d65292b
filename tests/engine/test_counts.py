"""Queries that are answered by counts made before: the same answers as by a scan, and no other query is touched."""

from collections import Counter
from contextlib import closing
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intmk_kg.engine.counts import Counts, read_counts
from intmk_kg.engine.embedded import Engine, ServedRelease
from intmk_kg.engine.evaluation import Evaluator
from intmk_kg.engine.loading import load
from intmk_kg.engine.requests import SparqlRequest, wanted
from intmk_kg.release.statistics import statistics
from intmk_kg.settings import Settings

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
ANSWERED = (
    "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }",
    "select(count(?o)as?n){?s ?p ?o.}limit 1",
    "SELECT ?class (COUNT(?thing) AS ?count) WHERE { ?thing a ?class } GROUP BY ?class",
    f"SELECT ?c (COUNT(*) AS ?n) {{ ?x <{TYPE}> ?c . }} GROUP BY ?c ORDER BY DESC(?n) ?c LIMIT 3 OFFSET 1 # why",
    "SELECT ?c (COUNT(*) AS ?n) { ?x rdf:type ?c } GROUP BY ?c",
    "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>\nSELECT ?c (COUNT(*)AS?n) {?x rdf:type ?c}GROUP BY ?c",
    "SELECT ?p (COUNT(*) AS ?n)\n{ ?s ?p ?o }\nGROUP BY ?p ORDER BY ?n ASC(?p)",
)
SCANNED = (
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?s }",
    "SELECT (COUNT(*) AS ?s) { ?s ?p ?o }",
    "SELECT (COUNT(?x) AS ?n) { ?s ?p ?o }",
    "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(?s != ?o) }",
    "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
    "SELECT (COUNT(*) AS ?n) { ?s a ?o }",
    "SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s",
    "SELECT ?c (COUNT(*) AS ?n) { ?x a ?c } GROUP BY ?x",
    "SELECT ?c (COUNT(*) AS ?n) { ?x A ?c } GROUP BY ?c",
    "SELECT ?c (COUNT(*) AS ?n) { ?x a ?c } GROUP BY ?c ORDER BY ?x",
    "SELECT ?c (COUNT(*) AS ?n) { ?x a ?c } GROUP BY ?c HAVING (?n > 1)",
    "PREFIX rdf: <http://e.example/> SELECT ?c (COUNT(*) AS ?n) { ?x rdf:type ?c } GROUP BY ?c",
    "SELECT * { ?s ?p ?o }",
)


@pytest.fixture(scope="module")
def store(small_release: ServedRelease) -> ox.Store:
    """The graph of the small release."""
    return load(small_release.nquads)


@pytest.fixture(scope="module")
def counts(store: ox.Store) -> Counts:
    """Its counts, as a build makes them."""
    found = read_counts(statistics(store))
    assert found is not None
    return found


def rows(store: ox.Store, query: str, counts: Counts | None) -> Counter[str]:
    """The lines of the answer in CSV, which have no order without ORDER BY; the first one names the columns."""
    pieces: list[bytes] = []
    Evaluator(store, frozenset(), Settings(), counts).answer(SparqlRequest(query), wanted("text/csv"), pieces.append)
    return Counter(b"".join(pieces).decode().splitlines())


def rewritten(counts: Counts, query: str) -> str | None:
    """The query as the counts answer it."""
    return counts.rewritten(query, query.upper().index("SELECT"))


@pytest.mark.parametrize("query", ANSWERED)
def test_counts_answer_as_a_scan_does(store: ox.Store, counts: Counts, query: str) -> None:
    """However it is written, the answer has the same columns and rows, in any order that is asked for."""
    assert rewritten(counts, query) is not None
    assert rows(store, query, counts) == rows(store, query, None)


@pytest.mark.parametrize("query", SCANNED)
def test_other_queries_are_not_touched(counts: Counts, query: str) -> None:
    """What looks alike but asks something else is left to the engine."""
    assert rewritten(counts, query) is None


WORDS = ("SELECT", "(", "COUNT", ")", "?c", "?x", "{", "}", "a", "rdf:type", ".", "GROUP BY", "DESC", "LIMIT", "1")


@given(words=st.lists(st.sampled_from(WORDS), max_size=3), query=st.sampled_from(ANSWERED[2:5]), data=st.data())
def test_what_is_answered_by_counts_is_a_query(
    store: ox.Store, counts: Counts, words: list[str], query: str, data: st.DataObject
) -> None:
    """A few words of a query are replaced: what is then still answered by counts is SPARQL, and answered alike."""
    tokens = query.split()
    start = data.draw(st.integers(1, len(tokens)))
    end = data.draw(st.integers(start, min(start + 2, len(tokens))))
    changed = " ".join((*tokens[:start], *words, *tokens[end:]))
    if rewritten(counts, changed) is not None:
        found, scanned = (rows(store, changed, known) for known in (counts, None))
        assert found == scanned if "LIMIT" not in changed else found.total() == scanned.total()


def test_classes_that_have_no_name_are_scanned(tmp_path: Path) -> None:
    """VALUES can hold no blank node, so such a graph's classes are counted anew each time."""
    graph = tmp_path / "graph.nq"
    graph.write_text(f"<http://e.example/a> <{TYPE}> _:b .\n", encoding="utf-8")
    found = read_counts(statistics(load(graph)))
    assert found is not None
    assert (found.triples, found.classes, found.properties) == (1, None, {TYPE: 1})
    assert rewritten(found, ANSWERED[2]) is None


def test_more_names_than_a_process_can_be_told_are_scanned() -> None:
    """The counts are an argument of a process, which Linux bounds."""
    rows = [{"class": f"http://e.example/{number}", "entities": 1} for number in range(3000)]
    found = read_counts({"triples": 3000, "classes": rows, "properties": []})
    assert found is not None
    assert (found.classes, found.properties) == (None, {})


def test_workers_answer_by_the_counts_of_their_release(small_release: ServedRelease) -> None:
    """What the engine is told is the number, without a look at the graph: here one that no scan would find."""
    counts = Counts(7, {"http://e.example/C": 5}, {})
    with closing(Engine(small_release, Settings(workers=1, spare_workers=0), counts=counts)) as engine:
        answers = [engine.answer(SparqlRequest(query), wanted("text/csv"), "c").body for query in ANSWERED[1:3]]
    assert answers == [b"n\r\n7\r\n", b"class,count\r\nhttp://e.example/C,5\r\n"]


def test_release_without_statistics_has_no_counts() -> None:
    """What is asked of it is scanned."""
    assert read_counts(None) is None
