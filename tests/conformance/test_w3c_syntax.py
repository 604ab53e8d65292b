"""The syntax tests of SPARQL 1.1 and 1.2: each query is sent as it is."""

import json
from http import HTTPStatus

import pytest
from conformance_document import misses, parameters
from w3c_server import W3cServer
from w3c_suite import ABSENT, SuiteTest, of_kind, suite_tests

pytestmark = pytest.mark.skipif(not suite_tests(), reason=ABSENT)


@pytest.mark.parametrize("test", parameters(of_kind("positive syntax")))
def test_sparql_is_understood(w3c_server: W3cServer, test: SuiteTest) -> None:
    """Every query that the W3C calls SPARQL is answered; one that calls a function which nobody has is told so."""
    response = w3c_server.ask(test.text)
    assert response.status in {HTTPStatus.OK, HTTPStatus.NOT_IMPLEMENTED}, str(response)


@pytest.mark.parametrize(
    "test", [test for test in of_kind("positive syntax") if test.id in misses()], ids=lambda test: test.id
)
def test_missed_syntax_is_understood_and_refused(w3c_server: W3cServer, test: SuiteTest) -> None:
    """What the document lists as missed is SPARQL to the service too, which refuses it for the endpoint it names."""
    response = w3c_server.ask(test.text)
    assert response.status == HTTPStatus.FORBIDDEN, str(response)
    assert json.loads(response.body)["problem"] == "service-refused"


@pytest.mark.parametrize("test", parameters(of_kind("negative syntax")))
def test_what_is_not_sparql_is_refused(w3c_server: W3cServer, test: SuiteTest) -> None:
    """Every query that the W3C does not call SPARQL is answered with 400 and the place of the error."""
    response = w3c_server.ask(test.text)
    assert response.status == HTTPStatus.BAD_REQUEST, str(response)
    problem = json.loads(response.body)
    assert problem["problem"] == "query-syntax"
    assert 1 <= problem["line"] <= test.text.count("\n") + 1
