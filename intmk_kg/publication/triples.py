"""Plain triples in short form, for documents that are made from a release: catalogue, VoID, lists of files."""

from collections.abc import Iterable, Mapping

from intmk_kg.graph.syntaxes import PlainTriple
from intmk_kg.vocabulary.prefixes import PREFIXES

DESCRIPTION_PREFIXES = PREFIXES | {
    "at": "http://publications.europa.eu/resource/authority/",
    "dcatap": "http://data.europa.eu/r5r/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "hydra": "http://www.w3.org/ns/hydra/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
}

Described = Mapping[str, tuple[PlainTriple, ...]]


def expand(name: str) -> str:
    """The IRI of a name such as `dct:title`."""
    prefix, _, local_name = name.partition(":")
    return DESCRIPTION_PREFIXES[prefix] + local_name


def link(subject: str, predicate: str, iri: str) -> PlainTriple:
    """A statement whose object is an IRI; the predicate is a prefixed name."""
    return PlainTriple(subject, expand(predicate), iri)


def typed(subject: str, class_: str) -> PlainTriple:
    """The statement that the subject is an instance of a class; the class is a prefixed name."""
    return link(subject, "rdf:type", expand(class_))


def text(subject: str, predicate: str, value: str, language: str = "") -> PlainTriple:
    """A statement whose object is a string; the predicate is a prefixed name."""
    return PlainTriple(subject, expand(predicate), value, is_literal=True, language=language)


def value(subject: str, predicate: str, lexical_form: str | int, datatype: str) -> PlainTriple:
    """A statement whose object is a literal with a datatype; predicate and datatype are prefixed names."""
    return PlainTriple(subject, expand(predicate), str(lexical_form), is_literal=True, datatype=expand(datatype))


def by_subject(triples: Iterable[PlainTriple]) -> Described:
    """The triples of each subject."""
    described: dict[str, list[PlainTriple]] = {}
    for triple in triples:
        described.setdefault(triple.subject, []).append(triple)
    return {subject: tuple(about) for subject, about in described.items()}


def about(subject: str, triples: Iterable[PlainTriple]) -> list[PlainTriple]:
    """The same statements, made about another subject."""
    return [
        PlainTriple(subject, triple.predicate, triple.object, triple.is_literal, triple.language, triple.datatype)
        for triple in triples
    ]


def literals(triples: Iterable[PlainTriple], predicate: str) -> dict[str, str]:
    """The values of a predicate by language; the predicate is a prefixed name."""
    iri = expand(predicate)
    return {triple.language: triple.object for triple in triples if triple.predicate == iri and triple.is_literal}
