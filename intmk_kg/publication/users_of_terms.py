"""The things that use a term of the vocabulary: how many there are, the first of them, a page of them."""

from dataclasses import dataclass

from intmk_kg.engine.interface import EntityReader
from intmk_kg.publication.entity import Link
from intmk_kg.publication.wording import Text, label_of
from intmk_kg.vocabulary.prefixes import PREFIXES

USERS_PER_PAGE = 100


@dataclass(frozen=True)
class Users:
    """The users of a term, a page of them.

    Attributes:
        term: what the term is called.
        iri: the term.
        count: how many things use it.
        offset: how many of them come before those listed.
        links: those listed.
    """

    term: Text
    iri: str
    count: int
    offset: int
    links: tuple[Link, ...]


def users(reader: EntityReader, name: str, language: str, offset: int = 0, limit: int = USERS_PER_PAGE) -> Users:
    """The things that are of a class, have a property or name a code.

    Args:
        reader: is asked once.
        name: of the term in our vocabulary, such as `Conference`.
        language: of the words.
        offset: how many things to pass over.
        limit: how many things to list.
    """
    iri = PREFIXES["intmk"] + name
    found = reader.users(iri, offset, limit)
    links = tuple(Link(thing, label_of(thing, found.labels, language)) for thing in found.things)
    return Users(label_of(iri, found.labels, language), iri, found.count, offset, links)
