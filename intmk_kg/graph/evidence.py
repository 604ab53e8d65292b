"""Evidence: one node per triple and statement set, so that a single query finds the sources of any statement."""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from intmk_kg.graph.terms import (
    EVIDENCE,
    EVIDENCE_STATUS,
    IN_SET,
    LOCATOR,
    PRIMARY_SOURCE,
    QUOTE,
    RDF_OBJECT,
    RDF_PREDICATE,
    RDF_STATEMENT,
    RDF_SUBJECT,
    RDF_TYPE,
)
from intmk_kg.graph.writing import Term
from intmk_kg.vocabulary.iri import evidence_iri

_HANDED_DOWN = frozenset({EVIDENCE_STATUS, PRIMARY_SOURCE, QUOTE, LOCATOR})

Description = list[tuple[ox.NamedNode, Term]]


def describe_evidence(statements: Iterable[ox.Quad], naming: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """The evidence nodes of the statements in sets.

    Each is an RDF reification (https://www.w3.org/TR/rdf11-mt/#reification) with an IRI of its own, which names
    its set and repeats the set's status, documents, quote and locator.

    Args:
        statements: quads whose graph name is their statement set.
        naming: triples that describe the sets.
    """
    descriptions: dict[object, Description] = {}
    for triple in naming:
        if triple.predicate in _HANDED_DOWN:
            descriptions.setdefault(triple.subject, []).append((triple.predicate, triple.object))
    for quad in statements:
        yield from _evidence(quad, descriptions.get(quad.graph_name, []))


def _evidence(quad: ox.Quad, description: Description) -> Iterator[ox.Triple]:
    node = ox.NamedNode(evidence_iri(str(quad.subject), str(quad.predicate), str(quad.object), str(quad.graph_name)))
    yield ox.Triple(node, RDF_TYPE, EVIDENCE)
    yield ox.Triple(node, RDF_TYPE, RDF_STATEMENT)
    yield ox.Triple(node, RDF_SUBJECT, quad.subject)
    yield ox.Triple(node, RDF_PREDICATE, quad.predicate)
    yield ox.Triple(node, RDF_OBJECT, quad.object)
    yield ox.Triple(node, IN_SET, ox.NamedNode(str(quad.graph_name)[1:-1]))
    for predicate, value in description:
        yield ox.Triple(node, predicate, value)
