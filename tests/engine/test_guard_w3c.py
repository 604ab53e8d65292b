"""The syntax tests of the W3C: what the guard and the engine's parser refuse together."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from intmk_kg.engine.evaluation import Evaluator
from intmk_kg.engine.refusals import EvaluationFailed, QuerySyntax, Refusal, ServiceRefused
from intmk_kg.engine.requests import SparqlRequest, Wanted
from intmk_kg.settings import Settings

SUITE = Path(__file__).parents[3] / "shared" / "w3c"
MANIFESTS = sorted(SUITE.glob("sparql1[12]/*/manifest.ttl"))
WANTED = Wanted("application/sparql-results+json", "application/sparql-results+json", "application/n-triples")
QUERY = """PREFIX mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#>
SELECT ?file ?type { ?test a ?type ; mf:action ?file FILTER(ISIRI(?file) && STRENDS(STR(?file), ".rq")) }"""
# Federated queries are SPARQL, and refused because their endpoint is not on the allow-list.
REFUSED = {"syntax-service-01.rq", "syntax-service-02.rq", "syntax-service-03.rq"}

pytestmark = pytest.mark.skipif(not MANIFESTS, reason="the W3C tests are not beside the project")


def cases() -> Iterator[object]:
    """File and whether it is SPARQL, of each syntax test."""
    for manifest in MANIFESTS:
        store = ox.Store()
        store.load(path=str(manifest), format=ox.RdfFormat.TURTLE, base_iri=manifest.as_uri())
        for solution in store.query(QUERY):
            if "Syntax" in solution["type"].value:
                path = Path(solution["file"].value.removeprefix("file://"))
                yield pytest.param(path, "Positive" in solution["type"].value, id=f"{manifest.parent.name}/{path.name}")


@pytest.mark.parametrize(("path", "is_sparql"), list(cases()))
def test_syntax_is_judged_as_the_w3c_does(path: Path, is_sparql: bool) -> None:  # noqa: FBT001 -- the test's own fact
    """Every query that the W3C calls SPARQL passes, every other is refused as a syntax error."""
    evaluator = Evaluator(ox.Store(), frozenset(), Settings())
    request = SparqlRequest(path.read_bytes().decode())
    try:
        evaluator.answer(request, WANTED, lambda _: None)
    except EvaluationFailed:
        refusal: Refusal | None = None
    except Refusal as raised:
        refusal = raised
    else:
        refusal = None
    if path.name in REFUSED:
        assert isinstance(refusal, ServiceRefused)
    elif is_sparql:
        assert not isinstance(refusal, QuerySyntax)
    else:
        assert isinstance(refusal, QuerySyntax)
        assert refusal.line is not None
