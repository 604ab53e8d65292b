"""The things that use a term of the vocabulary: how many there are, the first of them, a page of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from intmk_kg.engine.description import TermUsers
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


def users(
    reader: EntityReader, names: Iterable[str], language: str, offset: int = 0, limit: int = USERS_PER_PAGE
) -> dict[str, Users]:
    """The things that are of a class, have a property or name a code, by the name of that term.

    Args:
        reader: is asked once.
        names: of terms in our vocabulary, such as `Conference`.
        language: of the words.
        offset: how many things of each to pass over.
        limit: how many things of each to list.
    """
    iris = {name: PREFIXES["intmk"] + name for name in names}
    found = reader.users(frozenset(iris.values()), offset, limit)
    return {name: _users(iri, found[iri], language, offset) for name, iri in iris.items()}


def _users(iri: str, found: TermUsers, language: str, offset: int) -> Users:
    links = tuple(Link(thing, label_of(thing, found.labels, language)) for thing in found.things)
    return Users(label_of(iri, found.labels, language), iri, found.count, offset, links)
