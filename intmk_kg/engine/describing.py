"""What the RDF at one thing's address holds: all that is said of it, what belongs to it, and the sources."""

from collections.abc import Iterable, Iterator
from typing import Literal, overload

import pyoxigraph as ox

from intmk_kg.engine.looking_up import (
    CITATION,
    LABEL,
    PRIMARY_SOURCE,
    SUBJECT,
    TYPE,
    URL,
    LookUp,
    natural_order,
)
from intmk_kg.vocabulary.prefixes import PREFIXES

LINKS_SHOWN = 200
"""How many things that link here by the same predicate are named."""

PARTS_SHOWN = 50
"""How many parts are described with the whole."""

_PART_OF = ox.NamedNode(PREFIXES["schema"] + "superEvent")
_UNDER_PRESIDENCY = ox.NamedNode(PREFIXES["intmk"] + "underPresidency")

Nodes = dict[ox.NamedNode, None]
Places = dict[object, int]


@overload
def described(look_up: LookUp, node: ox.NamedNode, *, with_graphs: Literal[False] = False) -> list[ox.Triple]: ...


@overload
def described(look_up: LookUp, node: ox.NamedNode, *, with_graphs: bool) -> list[ox.Triple] | list[ox.Quad]: ...


def described(look_up: LookUp, node: ox.NamedNode, *, with_graphs: bool = False) -> list[ox.Triple] | list[ox.Quad]:
    """The description of a thing, sorted; the thing first.

    It holds the triples of the thing, of what takes place within it and of the presidency that it is under; the
    evidence of all these; the links to the thing; the labels of what is named, and the addresses of the documents.

    Args:
        look_up: the release.
        node: the thing.
        with_graphs: whether the statement sets are written as graphs besides.
    """
    told = _told(look_up, node)
    triples: dict[ox.Triple, None] = {}
    for subject in told:
        triples.update(dict.fromkeys(look_up.triples(subject)))
        for evidence in look_up.subjects(SUBJECT, subject):
            triples.update(dict.fromkeys(look_up.triples(evidence)))
    triples.update(dict.fromkeys(_links(look_up, node)))
    graphs = [quad for subject in told for quad in look_up.in_sets(subject)] if with_graphs else []
    for name in {quad.graph_name for quad in graphs}:
        if isinstance(name, ox.NamedNode):
            triples.update(dict.fromkeys(look_up.triples(name)))
    triples.update(dict.fromkeys(_named(look_up, triples)))
    places: Places = {subject: place for place, subject in enumerate(told)}
    ordered = sorted(triples, key=lambda triple: _order(triple, places))
    if not with_graphs:
        return ordered
    quads = [ox.Quad(triple.subject, triple.predicate, triple.object) for triple in ordered]
    return quads + sorted(graphs, key=lambda quad: (natural_order(str(quad.graph_name)), _order(quad.triple, places)))


def _told(look_up: LookUp, node: ox.NamedNode) -> Nodes:
    """The thing, what takes place within it, and the presidency that it is under."""
    parts = look_up.subjects(_PART_OF, node)[:PARTS_SHOWN]
    return dict.fromkeys((node, *look_up.values(node, _UNDER_PRESIDENCY), *parts))


def _links(look_up: LookUp, node: ox.NamedNode) -> Iterator[ox.Triple]:
    shown: dict[str, int] = {}
    for predicate, subject in sorted(look_up.links_to(node), key=lambda link: natural_order(link[1])):
        shown[predicate] = shown.get(predicate, 0) + 1
        if shown[predicate] <= LINKS_SHOWN:
            yield ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), node)


def _named(look_up: LookUp, triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """The labels of all that is named in the triples, and where their documents stand."""
    named: Nodes = {}
    documents: Nodes = {}
    for triple in triples:
        for node in (triple.subject, triple.object):
            if isinstance(node, ox.NamedNode):
                named[node] = None
        if triple.predicate == PRIMARY_SOURCE and isinstance(triple.object, ox.NamedNode):
            documents[triple.object] = None
    for node in named:
        predicates = (LABEL, TYPE, URL, CITATION) if node in documents else (LABEL,)
        for predicate in predicates:
            for value in look_up.values(node, predicate):
                yield ox.Triple(node, predicate, value)


def _order(triple: ox.Triple, places: Places) -> tuple[int, list[str], bool, bool, str, list[str]]:
    """The thing and what belongs to it first, then the rest by IRI; of each its class, its labels, and the rest."""
    subject, predicate = triple.subject, triple.predicate
    place = places.get(subject, len(places))
    by_iri = natural_order(str(subject)) if place == len(places) else []
    return place, by_iri, predicate != TYPE, predicate != LABEL, predicate.value, natural_order(str(triple.object))
