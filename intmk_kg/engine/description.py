"""What a page about one thing shows, in plain values: no engine's own types cross into the web."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Labels = Mapping[str, str]
"""Language tag to label, e.g. {"de": "Hessen", "en": "Hesse"}; the tag "" where a label has none."""


@dataclass(frozen=True, order=True)
class Term:
    """An object of a statement.

    Attributes:
        kind: whether it is an IRI or a literal.
        value: the IRI or the lexical form.
        language: the language tag of a literal, or "".
        datatype: the datatype IRI of a literal, or "" for an IRI.
    """

    kind: Literal["iri", "literal"]
    value: str
    language: str = ""
    datatype: str = ""


@dataclass(frozen=True)
class SourceDocument:
    """A document that statements rest on; its labels are in `Description.labels`.

    Attributes:
        iri: the document.
        url: where it stands on the web, or None.
        citation: how to find it otherwise, or None.
        publisher: who published it, or "".
        published: the date, or "".
        precision: local name of that date's precision, or "".
    """

    iri: str
    url: str | None
    citation: str | None
    publisher: str = ""
    published: str = ""
    precision: str = ""


@dataclass(frozen=True)
class Evidence:
    """What one statement rests on in one statement set.

    Attributes:
        iri: of the evidence node, or of the set for a statement that is not adopted.
        status: local name of the evidence status: `Supported`, `Inferred` or `Contradicted`.
        statement_set: IRI of the set, which is also the name of its graph.
        documents: the sources.
        quote: the words of the document, each as a literal.
        locator: where they stand.
        comments: the rule of a conclusion or why a statement is not adopted.
    """

    iri: str
    status: str
    statement_set: str
    documents: tuple[SourceDocument, ...]
    quote: tuple[Term, ...] = ()
    locator: tuple[Term, ...] = ()
    comments: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Statement:
    """A predicate and an object of the thing, with what they rest on; naming of our own rests on nothing.

    Attributes:
        predicate: its IRI.
        object: the value.
        evidence: what it rests on.
        precision: of a date, how exactly it is known: `Day`, `Month` or `Year`; else "".
    """

    predicate: str
    object: Term
    evidence: tuple[Evidence, ...] = ()
    precision: str = ""


@dataclass(frozen=True)
class StatedInSet:
    """The statements that a statement set makes.

    Attributes:
        count: how many there are.
        statements: the first of them as subject, predicate and object, sorted by subject.
        labels: the labels of every IRI in them.
        precisions: for each subject and predicate of a date how exactly it is known: `Day`, `Month` or `Year`.
    """

    count: int
    statements: tuple[tuple[str, str, Term], ...]
    labels: Mapping[str, Labels]
    precisions: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True)
class TermUsers:
    """The things that use a term of a vocabulary: of a class, with a property, or that name a code.

    Attributes:
        count: how many there are, exactly.
        things: those of the page asked for, sorted by IRI with numbers in their order.
        labels: of these things and of the term.
    """

    count: int
    things: tuple[str, ...]
    labels: Mapping[str, Labels]


@dataclass(frozen=True)
class IncomingLinks:
    """The things that link here by one predicate.

    Attributes:
        predicate: its IRI.
        count: how many there are, exactly.
        subjects: those of the page asked for, sorted by IRI with numbers in their order.
        offset: the place of the first of `subjects` among all.
    """

    predicate: str
    count: int
    subjects: tuple[str, ...]
    offset: int = 0


@dataclass(frozen=True)
class Description:
    """All that a page about one thing needs.

    Attributes:
        iri: the thing.
        types: the IRIs of its classes.
        outgoing: its statements, sorted by predicate and object.
        incoming: what links to it, without evidence nodes, sorted by predicate.
        contradicted: what a document states and the graph does not adopt.
        labels: the labels of every IRI that occurs in this description.
    """

    iri: str
    types: tuple[str, ...]
    outgoing: tuple[Statement, ...]
    incoming: tuple[IncomingLinks, ...]
    contradicted: tuple[Statement, ...]
    labels: Mapping[str, Labels]
