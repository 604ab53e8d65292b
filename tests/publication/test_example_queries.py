"""The example queries: well-formed RDF, and each has the rows that it promises, on the real release."""

import re

import pytest

from intmk_kg.engine.embedded import Engine
from intmk_kg.engine.requests import (
    BOOLEAN_MEDIA_TYPES,
    GRAPH_MEDIA_TYPES,
    SOLUTIONS_MEDIA_TYPES,
    SparqlRequest,
    Wanted,
)
from intmk_kg.graph.syntaxes import PlainTriple, plain_triples
from intmk_kg.publication.examples import NAMESPACE, Example, collection, examples, parse_example
from intmk_kg.settings import Settings
from intmk_kg.vocabulary.prefixes import PREFIXES

ANYTHING = Wanted(SOLUTIONS_MEDIA_TYPES[0], BOOLEAN_MEDIA_TYPES[0], GRAPH_MEDIA_TYPES[1])


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_example_has_its_rows(example: Example, engine: Engine) -> None:
    """The query has the form that it is said to have and at least the rows that are promised; ASK says something."""
    answer = engine.answer(SparqlRequest(example.query), ANYTHING, "test")
    assert answer.form == example.form
    assert answer.rows >= example.least_rows >= 1


def test_there_are_enough_examples() -> None:
    """There are at least 25, each with another question, in both languages, and a name that an address can have."""
    assert len(examples()) >= 25
    for language in ("de", "en"):
        assert len({example.questions[language] for example in examples()}) == len(examples())
    assert all(re.fullmatch(r"[a-z0-9-]+", example.name) for example in examples())


def test_collection_is_one_graph_of_all(settings: Settings) -> None:
    """Every example is in it with the endpoint that answers it, and every prepared prefix is declared."""
    triples = plain_triples(collection(settings, "text/turtle"))
    targets = {triple.subject: triple.object for triple in triples if triple.predicate == PREFIXES["schema"] + "target"}
    assert targets == {NAMESPACE + example.name: "http://kg.example/sparql" for example in examples()}
    declared = {triple.object for triple in triples if triple.predicate == PREFIXES["sh"] + "prefix"}
    assert declared == set(PREFIXES)


def test_example_without_a_question_is_refused() -> None:
    """A file without an English question, or with two queries, is an error that names it."""
    query = PlainTriple(f"{NAMESPACE}mine", f"{PREFIXES['sh']}select", "SELECT * {}", is_literal=True)
    with pytest.raises(ValueError, match="mine"):
        parse_example((query,))
    with pytest.raises(ValueError, match="one query"):
        parse_example((query, query))
