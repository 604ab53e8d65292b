"""A thing as a page shows it to a reader of one language, without HTTP and without markup."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from intmk_kg.engine.description import Description, IncomingLinks, Statement
from intmk_kg.engine.description import Evidence as PlainEvidence
from intmk_kg.publication.backing import Backing, backings
from intmk_kg.publication.error_report import value_key
from intmk_kg.publication.property_order import PropertyOrder
from intmk_kg.publication.wording import Text, date_in_words, in_language, label_of, preferred
from intmk_kg.vocabulary.precision import DATE, PRECISIONS
from intmk_kg.vocabulary.prefixes import PREFIXES

INCOMING_SHOWN = 20
INCOMING_PER_PAGE = 100

_INTMK = PREFIXES["intmk"]
_LABEL = PREFIXES["rdfs"] + "label"
_TYPE = PREFIXES["rdf"] + "type"
_COMMENT = PREFIXES["rdfs"] + "comment"
_LAST_UNORDERED = (_COMMENT, PREFIXES["rdfs"] + "seeAlso", PREFIXES["schema"] + "sameAs", PREFIXES["skos"] + "notation")


@dataclass(frozen=True)
class Link:
    """Words that lead to what an IRI names."""

    iri: str
    text: Text


@dataclass(frozen=True)
class Value:
    """A value of a property.

    Attributes:
        text: what it is called.
        iri: what it names, or "" for a literal.
        adopted: False where a document states it and the graph does not.
        backings: what it rests on.
        key: what tells it from the other values of the property in an address.
    """

    text: Text
    iri: str
    adopted: bool
    backings: tuple[Backing, ...]
    key: str


@dataclass(frozen=True)
class Property:
    """A property of the thing with its values."""

    iri: str
    label: Text
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Group:
    """Properties that shapes keep together; the label is None for those that no shape places."""

    label: Text | None
    properties: tuple[Property, ...]


@dataclass(frozen=True)
class Incoming:
    """What links to the thing by one predicate, a page of it.

    Attributes:
        predicate: its IRI.
        label: what it is called.
        count: how many things link here by it.
        offset: how many of them come before those listed.
        links: those listed.
    """

    predicate: str
    label: Text
    count: int
    offset: int
    links: tuple[Link, ...]


class EntityPage:
    """A described thing in the words of one language.

    Attributes:
        iri: the thing.
    """

    def __init__(self, description: Description, language: str, order: PropertyOrder) -> None:
        self.iri = description.iri
        self._description = description
        self._language = language
        self._order = order

    @cached_property
    def title(self) -> Text:
        """What the thing is called; without a label its class and local id, as "Statement set set-18-1"."""
        if self.iri in self._description.labels or not self.classes:
            return self._label(self.iri)
        class_ = self.classes[0].text
        return Text(f"{class_.value} {self.iri.rpartition('/')[2]}", class_.language)

    @cached_property
    def classes(self) -> tuple[Link, ...]:
        """What the thing is; the classes of this vocabulary first."""
        types = sorted(self._description.types, key=lambda iri: (not iri.startswith(_INTMK), iri))
        return tuple(self._link(iri) for iri in types)

    @cached_property
    def all_classes(self) -> tuple[str, ...]:
        """The IRIs of its classes and of their superclasses."""
        return self._order.with_superclasses(self._description.types)

    @cached_property
    def predicates(self) -> frozenset[str]:
        """The IRIs of what is said of the thing."""
        return frozenset(statement.predicate for statement in self._description.outgoing)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The properties of the thing, in the groups and the order of the shapes."""
        by_predicate = self._statements()
        grouped: dict[str, list[Property]] = {}
        for predicate in sorted(by_predicate, key=self._place):
            group = self._order.placement(predicate, self._description.types).group
            grouped.setdefault(group, []).append(self._property(predicate, by_predicate[predicate]))
        return tuple(Group(self._group_label(group), tuple(properties)) for group, properties in grouped.items())

    @cached_property
    def incoming(self) -> tuple[Incoming, ...]:
        """What links here, by predicate."""
        return tuple(self._incoming(links) for links in self._description.incoming)

    def _statements(self) -> dict[str, list[tuple[Statement, bool]]]:
        by_predicate: dict[str, list[tuple[Statement, bool]]] = defaultdict(list)
        for statement, adopted in self._shown():
            by_predicate[statement.predicate].append((statement, adopted))
        return by_predicate

    def _shown(self) -> Iterator[tuple[Statement, bool]]:
        for statement in self._description.outgoing:
            if statement.predicate not in {_TYPE, _LABEL} | PRECISIONS:
                yield statement, True
        for statement in self._description.contradicted:
            if statement.predicate not in PRECISIONS:
                yield statement, False

    def _place(self, predicate: str) -> tuple[float, float, int, str]:
        placement = self._order.placement(predicate, self._description.types)
        late = _LAST_UNORDERED.index(predicate) + 1 if predicate in _LAST_UNORDERED else 0
        return placement.group_order, placement.order, late, self._label(predicate).value.casefold()

    def _property(self, predicate: str, statements: Iterable[tuple[Statement, bool]]) -> Property:
        values = [self._value(statement, adopted) for statement, adopted in statements]
        wanted = set(preferred((value.text for value in values if value.adopted), self._language))
        kept = (value for value in values if value.text in wanted or not value.adopted)
        names = self._order.placement(predicate, self._description.types).names
        return Property(predicate, in_language(names, self._language) or self._label(predicate), tuple(kept))

    def _value(self, statement: Statement, adopted: bool) -> Value:  # noqa: FBT001 - a word of Value itself
        term = statement.object
        if term.kind == "iri":
            text = self._label(term.value)
        elif term.datatype == DATE:
            text = Text(date_in_words(term.value, statement.precision, self._language))
        else:
            text = Text(term.value, term.language)
        iri = term.value if term.kind == "iri" else ""
        return Value(text, iri, adopted, self._backings(statement.evidence), value_key(statement))

    def _backings(self, evidence: tuple[PlainEvidence, ...]) -> tuple[Backing, ...]:
        return backings(evidence, self._description.labels, self._language)

    def _incoming(self, links: IncomingLinks) -> Incoming:
        listed = tuple(self._link(subject) for subject in links.subjects)
        return Incoming(links.predicate, self._label(links.predicate), links.count, links.offset, listed)

    def _group_label(self, group: str) -> Text | None:
        return label_of(group, self._order.group_labels, self._language) if group else None

    def _link(self, iri: str) -> Link:
        return Link(iri, self._label(iri))

    def _label(self, iri: str) -> Text:
        return label_of(iri, self._description.labels, self._language)
