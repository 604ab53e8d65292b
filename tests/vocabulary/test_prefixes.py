"""The prefixes of the project."""

import re

import pytest

from intmk_kg.vocabulary.prefixes import BASE, PREFIXES

# The prefix and namespace that each vocabulary's own specification gives.
PUBLISHED = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def test_prefixes_are_in_alphabetical_order() -> None:
    """The prefixes are listed so that each is found at once."""
    assert list(PREFIXES) == sorted(PREFIXES)


def test_prefixes_name_each_namespace_once() -> None:
    """No namespace has two prefixes."""
    assert len(set(PREFIXES.values())) == len(PREFIXES)


@pytest.mark.parametrize("prefix", sorted(PREFIXES))
def test_prefix_joins_to_an_iri(prefix: str) -> None:
    """A prefix is short and lower-case, and its namespace ends where a local name can begin."""
    assert re.fullmatch(r"[a-z]{1,6}", prefix)
    assert re.fullmatch(r"https?://[^\s<>]+[/#]", PREFIXES[prefix])


@pytest.mark.parametrize("prefix", sorted(PUBLISHED))
def test_prefix_is_the_published_one(prefix: str) -> None:
    """A well-known vocabulary has the namespace that its specification gives, schema.org the one with https."""
    assert PREFIXES[prefix] == PUBLISHED[prefix]


@pytest.mark.parametrize(("prefix", "path"), [("intmk", "def#"), ("r", "id/"), ("s", "shapes#")])
def test_own_prefix_is_below_the_base(prefix: str, path: str) -> None:
    """Our terms, things and rules are named under one base."""
    assert PREFIXES[prefix] == BASE + path
