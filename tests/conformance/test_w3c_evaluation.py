"""The evaluation tests of SPARQL 1.1 and 1.2: each query is asked on its own data, each format of results is read."""

import re
from typing import Any

import pyoxigraph as ox
import pytest
from conformance_document import misses, parameters
from w3c_results import MEDIA_TYPES, Outcome, outcome, outcome_in
from w3c_server import W3cServer, dataset_of
from w3c_suite import ABSENT, SuiteTest, iri_of, of_kind, quads_of, suite_tests

_ORDER = re.compile(r"\bORDER\s+BY\b", re.IGNORECASE)
_FROM = re.compile(r"^\s*FROM\b", re.IGNORECASE | re.MULTILINE)

pytestmark = pytest.mark.skipif(not suite_tests(), reason=ABSENT)


@pytest.mark.parametrize("test", parameters(of_kind("evaluation")))
def test_result_is_that_of_the_w3c(w3c_server: W3cServer, test: SuiteTest) -> None:
    """The answer is the expected one, in the format in which it is expected."""
    query = f"BASE <{iri_of(test.query)}>\n{test.text}"
    dataset = [] if _FROM.search(test.text) else dataset_of(test)
    response = w3c_server.ask(query, _accept(test), dataset)
    assert response.status == 200, str(response)
    found = outcome(response.body, response.media_type, iri_of(test.query), ordered=_is_ordered(test))
    assert found == _expected(test)


@pytest.mark.parametrize("test", [test for test in of_kind("evaluation") if test.id in misses()], ids=lambda t: t.id)
def test_missed_results_are_missed_by_the_engine(test: SuiteTest) -> None:
    """No result is lost between the engine and the client: the library alone, holding the data, misses it as well."""
    store = ox.Store()
    for path in test.data:
        store.extend(quads_of(path))
    for path in test.graph_data:
        name = ox.NamedNode(iri_of(path))
        store.extend(ox.Quad(quad.subject, quad.predicate, quad.object, name) for quad in quads_of(path))
    try:
        result = store.query(test.text, base_iri=iri_of(test.query))
    except SyntaxError:
        return
    media_type = MEDIA_TYPES[test.result.suffix] if test.result else ""
    if ox.QueryResultsFormat.from_media_type(media_type) is None:
        media_type = "application/sparql-results+json"
    assert outcome(_written(result, media_type), media_type, "", ordered=_is_ordered(test)) != _expected(test)


def _accept(test: SuiteTest) -> str:
    """The format of the expected result, or else the best of the service: some solutions are expected as a graph."""
    return f"{MEDIA_TYPES[test.result.suffix]}, */*;q=0.1" if test.result else "*/*"


def _expected(test: SuiteTest) -> Outcome:
    assert test.result is not None
    return outcome_in(test.result, ordered=_is_ordered(test))


def _is_ordered(test: SuiteTest) -> bool:
    """Whether the outermost query orders its solutions: what says so stands after its last bracket."""
    return _ORDER.search(test.text, test.text.rfind("}")) is not None


def _written(result: Any, media_type: str) -> bytes:
    return result.serialize(format=ox.QueryResultsFormat.from_media_type(media_type)) or b""
