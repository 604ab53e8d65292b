"""The protocol tests of SPARQL 1.1: every request of the manifest, sent as it describes it."""

import json
from typing import Any

import pytest
from w3c_protocol import ProtocolRequest, protocol_tests
from w3c_server import Response, W3cServer
from w3c_suite import ABSENT

_FORMATS = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    },
    "RDF": {"text/turtle", "application/rdf+xml", "application/n-triples"},
}


pytestmark = pytest.mark.skipif(not protocol_tests(), reason=ABSENT)


@pytest.mark.parametrize("requests", protocol_tests().values(), ids=protocol_tests().keys())
def test_protocol_is_that_of_the_w3c(w3c_server: W3cServer, requests: list[ProtocolRequest]) -> None:
    """Every request has the status, the format and the truth that are expected; every update is refused as one."""
    update_refused = False
    for request in requests:
        response = w3c_server.request(request.method, request.path, request.body, request.headers)
        if request.is_update and "2" in request.statuses:
            assert response.status == 403, str(response)
            assert json.loads(response.body)["problem"] == "update-refused"
            update_refused = True
            continue
        assert str(response.status)[0] in request.statuses, str(response)
        if request.format is not None:
            assert response.media_type in _FORMATS[request.format]
        if request.boolean is not None:
            # What an update would have written is asked for next: it is not there
            assert _boolean(response) is (request.boolean and not update_refused)


def _boolean(response: Response) -> Any:
    return json.loads(response.body)["boolean"]
