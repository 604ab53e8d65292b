"""The requests of the W3C's protocol tests, as the manifest describes them in its vocabulary of HTTP."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from w3c_suite import SUITE, Manifest

_HT = "http://www.w3.org/2011/http#"
_CNT = "http://www.w3.org/2011/content#"
_MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"


@dataclass(frozen=True)
class ProtocolRequest:
    """One request of a test and what the manifest expects of its answer."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    statuses: frozenset[str]
    boolean: bool | None
    format: str | None

    @property
    def is_update(self) -> bool:
        """Whether it asks for a change."""
        return b"update=" in self.body or "sparql-update" in self.headers.get("content-type", "")


@cache
def protocol_tests() -> dict[str, list[ProtocolRequest]]:
    """The requests of each test, in order; none where the suite is not there."""
    path = SUITE / "sparql11" / "protocol" / "manifest.ttl"
    if not path.is_file():
        return {}
    manifest = Manifest(path)
    tests: dict[str, list[ProtocolRequest]] = {}
    for entry in manifest.entries():
        requests = manifest.one(manifest.one(entry, _MF + "action"), _HT + "requests")
        tests[entry.value.rpartition("#")[2]] = [_request(manifest, node) for node in manifest.listed(requests)]
    return tests


def _request(manifest: Manifest, node: Any) -> ProtocolRequest:
    headers = {
        manifest.one(header, _HT + "fieldName").value: manifest.one(header, _HT + "fieldValue").value
        for headers in manifest.all(node, _HT + "headers")
        for header in manifest.listed(headers)
    }
    bodies = [
        manifest.one(body, _CNT + "chars").value.encode(manifest.one(body, _CNT + "characterEncoding").value)
        for body in manifest.all(node, _HT + "body")
    ]
    answer = manifest.one(node, _HT + "resp")
    booleans = [literal.value == "true" for literal in manifest.all(answer, _MF + "expectedBoolean")]
    formats = [literal.value for literal in manifest.all(answer, _MF + "expectedFormat")]
    return ProtocolRequest(
        manifest.one(node, _HT + "methodName").value,
        manifest.one(node, _HT + "absolutePath").value.replace("/sparql/", "/sparql", 1),
        headers,
        b"".join(bodies),
        frozenset(status.value[-3] for status in manifest.all(answer, _MF + "expectedStatus")),
        booleans[0] if booleans else None,
        formats[0] if formats else None,
    )
