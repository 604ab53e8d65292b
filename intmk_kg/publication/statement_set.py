"""What a statement set states, thing by thing, in the words of one language."""

from dataclasses import dataclass
from itertools import groupby

from intmk_kg.engine.description import StatedInSet, Term
from intmk_kg.engine.interface import EntityReader
from intmk_kg.publication.entity import Link
from intmk_kg.publication.property_order import PropertyOrder
from intmk_kg.publication.wording import Text, date_in_words, label_of
from intmk_kg.vocabulary.precision import DATE

STATEMENTS_SHOWN = 200


@dataclass(frozen=True)
class StatedValue:
    """A property and its value; its IRI where it names something, else ""."""

    predicate: Text
    text: Text
    iri: str


@dataclass(frozen=True)
class StatedThing:
    """A thing with what the set states of it."""

    thing: Link
    values: tuple[StatedValue, ...]


@dataclass(frozen=True)
class StatedThings:
    """What a set states.

    Attributes:
        count: how many statements it has.
        shown: how many of them are listed.
        things: those listed, by thing.
    """

    count: int
    shown: int
    things: tuple[StatedThing, ...]


def stated_things(reader: EntityReader, statement_set: str, order: PropertyOrder, language: str) -> StatedThings | None:
    """What a set states; None where `statement_set` is none.

    Args:
        reader: is asked once.
        statement_set: its IRI.
        order: of the properties of a thing.
        language: of the words.
    """
    if statement_set not in reader.graph_names:
        return None
    stated = reader.stated_in(statement_set, STATEMENTS_SHOWN)
    by_thing = groupby(stated.statements, key=lambda statement: statement[0])
    things = tuple(
        StatedThing(
            Link(iri, label_of(iri, stated.labels, language)),
            tuple(
                _value(stated, *statement, language=language)
                for statement in sorted(group, key=lambda statement: order.usual_place(statement[1]))
            ),
        )
        for iri, group in by_thing
    )
    return StatedThings(stated.count, len(stated.statements), things)


def _value(stated: StatedInSet, subject: str, predicate: str, value: Term, *, language: str) -> StatedValue:
    label = label_of(predicate, stated.labels, language)
    if value.kind == "iri":
        return StatedValue(label, label_of(value.value, stated.labels, language), value.value)
    if value.datatype == DATE:
        return StatedValue(label, Text(date_in_words(value.value, stated.precisions[subject, predicate], language)), "")
    return StatedValue(label, Text(value.value, value.language), "")
