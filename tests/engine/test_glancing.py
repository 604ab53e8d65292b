"""What is told of a query without parsing it: never more than the grammar and the engine together tell."""

import random
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intmk_kg.engine.guard import NESTING_DEPTH, examine, glance, glancing
from intmk_kg.engine.guard.tokens import tokenize
from intmk_kg.engine.requests import SparqlRequest
from intmk_kg.settings import Settings
from intmk_kg.vocabulary.prefixes import PREFIXES

SETTINGS = Settings()
COMPETENCY = [
    path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parents[1].joinpath("competency").glob("*.rq"))
]
OTHERS = (
    "SELECT (COUNT(*) AS ?n) (AVG(?m) AS ?mean) WHERE { ?s ?p ?m } GROUP BY ?p HAVING (SUM(?m) > 1) ORDER BY DESC(?n)",
    "SELECT ?s { VALUES (?s ?p) { (r:land-he UNDEF) } ?s !(^rdf:type|schema:name)*/intmk:chair+ ?o MINUS { ?s a ?c } }",
    "CONSTRUCT { ?s <p> [ a ?c ] } WHERE { ?s a ?c ; ?p (1 2.0 'x'@de \"y\"^^xsd:date) FILTER NOT EXISTS { ?a ?b 3 } }",
    "ASK FROM <a> FROM NAMED <b> { GRAPH ?g { ?s ?p ?o } SERVICE SILENT <c> { } BIND (NOW() AS ?t) }",
    'PREFIX e: <http://e.example/> SELECT REDUCED * { <<e:a e:b ?c>> e:d "\\u00e9" . FILTER (?c IN (1, 2) && !?x) }',
    "DESCRIBE <x> e: ?y { ?y ?p _:b FILTER (?y NOT IN (1)) } LIMIT 1 OFFSET 2",
)
WRITTEN = [[token.text for token in tokenize(query)] for query in (*COMPETENCY, *OTHERS)]
WORDS = sorted({word for words in WRITTEN for word in words})
EMPTY = ox.Store()


def accepted_by_engine(query: str) -> bool:
    """Whether the engine's parser takes a query."""
    try:
        EMPTY.query(query, base_iri=SETTINGS.base_iri, prefixes=PREFIXES)
    except SyntaxError:
        return False
    except (RuntimeError, ValueError):
        return True
    return True


def changed(chance: random.Random) -> str:
    """A query in which a few tokens were dropped, doubled or replaced by others."""
    words = list(chance.choice(WRITTEN))
    for _ in range(chance.randint(0, 2)):
        place = chance.randrange(len(words))
        words[place : place + 1] = chance.choice(([], [words[place]] * 2, [chance.choice(WORDS)]))
        words = words or ["ASK"]
    return chance.choice((" ", " ", "\n", "")).join(words)


@given(chance=st.randoms(use_true_random=False))
def test_glance_lets_nothing_through_that_the_guard_refuses(chance: random.Random) -> None:
    """What passes at a glance, and the engine's parser too, passes the guard with the same form and nothing special."""
    query = changed(chance)
    found = glance(SparqlRequest(query), SETTINGS)
    if found is None or not accepted_by_engine(query):
        return
    parsed = examine(SparqlRequest(query), SETTINGS)
    assert (found.form, found.graphs, found.services, found.volatile) == (parsed.form, (), (), False)
    assert (parsed.graphs, parsed.services, parsed.volatile) == ((), (), False)
    assert found.undeclared >= parsed.undeclared


@pytest.mark.parametrize("query", COMPETENCY[:3])
def test_ordinary_queries_pass_at_a_glance(query: str) -> None:
    """A query with nothing special in it need not be parsed, with its prefixes declared or without."""
    declared = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    without, with_ = (glance(SparqlRequest(text), SETTINGS) for text in (query, f"# why\n{declared}{query}"))
    assert without is not None
    assert without.undeclared
    assert with_ is not None
    assert not with_.undeclared


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1SERVICE<http://127.0.0.1/>{} }",
        "SELECT * { S\\u0045RVICE <http://127.0.0.1/> { } }",
        "SELECT * { SeRvIcE ?x { } }",
        "SELECT * FROM <x> { }",
        "SELECT * FROM\n#\nNAMED <x> { }",
        "SELECT (NOW () AS ?t) { }",
        "SELECT (RAND# \n() AS ?t) { }",
        "SELECT (STRUUID() AS ?t) { }",
        "SELECT (COUNT(SUM(?x)) AS ?t) { }",
        "SELECT * { <<?s ?p ?o>> ?q ?r }",
        "BASE <http://e.example/> ASK {}",
        "PREFIXr:<x> ASK {}",
        "PREFIX r: <x> BASE <y> ASK {}",
        "INSERT DATA { <a> <b> <c> }",
        "SELECTED { }",
        "",
        f"ASK {'{' * (NESTING_DEPTH + 1)}{'}' * (NESTING_DEPTH + 1)}",
        f"ASK {{ ?s {'^' * (NESTING_DEPTH + 1)}<p> ?o }}",
        f"ASK {{ FILTER ({'!' * (NESTING_DEPTH + 1)}true) }}",
        f"SELECT ?{'x' * SETTINGS.query_bytes} {{ }}",
    ],
)
def test_what_may_be_refused_is_parsed(query: str) -> None:
    """Whatever the guard may have to refuse, or calls volatile, does not pass at a glance."""
    assert glance(SparqlRequest(query), SETTINGS) is None


def test_dataset_of_the_protocol_is_parsed() -> None:
    """A request that names graphs does not pass at a glance: they may not be there."""
    assert glance(SparqlRequest("ASK {}", default_graphs=("x",)), SETTINGS) is None
    assert glance(SparqlRequest("ASK {}", named_graphs=("x",)), SETTINGS) is None


_PROLOGUES = st.lists(
    st.sampled_from(
        (
            "PREFIX e: <http://e.example/>",
            "prefix e:<http://e.example/other>",
            "PREFIX r: <http://r.example/> # PREFIX s: <x>\n",
            "BASE <http://b.example/>",
            "PREFIX",
            "# nothing\n",
            "\n",
        )
    ),
    max_size=4,
)


@given(asked=st.lists(st.tuples(_PROLOGUES, st.sampled_from(("ASK { e:a r:b s:c }", "SELECT * {}", "")))))
def test_what_was_asked_before_makes_no_difference(asked: list[tuple[list[str], str]]) -> None:
    """A query is seen the same whether or not others began with the same declarations, or with some of them."""
    queries = [SparqlRequest(" ".join((*prologue, rest))) for prologue, rest in asked]
    in_turn = [glance(query, SETTINGS) for query in queries]
    alone = []
    for query in queries:
        glancing._PROLOGUES.clear()  # noqa: SLF001 -- as in a fresh worker
        alone.append(glance(query, SETTINGS))
    assert in_turn == alone
