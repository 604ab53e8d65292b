"""What is said of several things by a few predicates, and what is named there, in one reading."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from intmk_kg.engine.description import Description, Statement
from intmk_kg.engine.looking_up import LABEL, TYPE, LookUp, named_node, statement_order, term


@dataclass
class _Outline:
    """The classes and the labels of a thing, and its statements by the predicates asked for."""

    types: list[str]
    labels: dict[str, str]
    statements: list[Statement]


def outlines(look_up: LookUp, iris: Iterable[str], predicates: frozenset[str]) -> Mapping[str, Description]:
    """What is said of some things by some predicates, and the classes and labels of these things and of what they name.

    Args:
        look_up: the release.
        iris: the things.
        predicates: by which they are described; what they name so is described without statements.

    Returns:
        A description, without evidence and links, of each of which anything is said.
    """
    read = {iri: _outline(look_up, iri, predicates) for iri in iris}
    named = {
        statement.object.value
        for outline in read.values()
        for statement in outline.statements
        if statement.object.kind == "iri"
    }
    read |= {iri: _outline(look_up, iri, frozenset()) for iri in named - read.keys()}
    labels = {iri: outline.labels for iri, outline in read.items() if outline.labels}
    return {
        iri: Description(iri, tuple(sorted(outline.types)), tuple(outline.statements), (), (), labels)
        for iri, outline in read.items()
        if outline.types or outline.labels or outline.statements
    }


def _outline(look_up: LookUp, iri: str, predicates: frozenset[str]) -> _Outline:
    found = _Outline([], {}, [])
    node = named_node(iri)
    for triple in look_up.triples(node) if node else ():
        predicate, object_ = triple.predicate, triple.object
        if predicate == TYPE and isinstance(object_, ox.NamedNode):
            found.types.append(object_.value)
        elif predicate == LABEL and isinstance(object_, ox.Literal):
            found.labels[object_.language or ""] = object_.value
        if predicate.value in predicates:
            found.statements.append(Statement(predicate.value, term(object_)))
    found.statements.sort(key=lambda statement: statement_order((statement.predicate, statement.object)))
    return found
