"""What the rest of the software may ask of an engine, whichever it is."""

from collections.abc import Callable
from typing import Protocol

from intmk_kg.engine.description import Description, StatedInSet, Term, TermUsers
from intmk_kg.engine.requests import Answer, SparqlRequest, Wanted


class SparqlEngine(Protocol):
    """Answers SPARQL queries whole, or raises a `Refusal`."""

    def answer(
        self, request: SparqlRequest, wanted: Wanted, client: str, is_gone: Callable[[], bool] | None = None
    ) -> Answer:
        """The answer to `request`.

        Args:
            request: the query and its dataset.
            wanted: the media type for each kind of result; `requests.wanted("text/csv")` asks for one.
            client: the address of the client, for fairness.
            is_gone: says whether the client has hung up; asked now and then while a slow query runs.

        Raises:
            Refusal: one of its kinds in `engine.refusals`.
        """
        ...

    def close(self) -> None:
        """End every process of the engine and wait for it."""
        ...


class EntityReader(Protocol):
    """Describes single things, for pages; bounded, so it needs no deadline."""

    def exists(self, iri: str) -> bool:
        """Whether anything is said about `iri` in the default graph."""
        ...

    def describe(self, iri: str, offset: int = 0, limit: int = 100) -> Description | None:
        """What is known about `iri`; None where nothing is.

        Args:
            iri: the thing.
            offset: how many incoming links of each predicate to pass over.
            limit: how many incoming links of each predicate to list.
        """
        ...

    def outline(self, iri: str) -> Description | None:
        """What is said of `iri`, without what that rests on and what links to it; None where nothing is."""
        ...

    def serialize(self, iri: str, media_type: str) -> bytes | None:
        """The representation of `iri`, sorted and without blank nodes; None where nothing is said about it.

        Args:
            iri: the thing.
            media_type: one of `requests.GRAPH_MEDIA_TYPES`.
        """
        ...

    def labels(self, iris: frozenset[str]) -> dict[str, dict[str, str]]:
        """The labels of each of `iris` that has any, by language."""
        ...

    def values(self, iris: frozenset[str], predicates: frozenset[str]) -> dict[str, dict[str, tuple[Term, ...]]]:
        """What the default graph says of each of `iris` by each of `predicates`, sorted, in one reading."""
        ...

    def stated_in(self, statement_set: str, limit: int) -> StatedInSet:
        """What the statement set says, adopted or not; nothing where there is no such set.

        Args:
            statement_set: its IRI.
            limit: how many statements to list.
        """
        ...

    def users(self, term: str, offset: int = 0, limit: int = 100) -> TermUsers:
        """The things that use a term: are of that class, have that property or name that code.

        Args:
            term: the IRI of a class, a property or a code.
            offset: how many things to pass over.
            limit: how many things to list.
        """
        ...

    @property
    def graph_names(self) -> frozenset[str]:
        """The names of all named graphs: the statement sets."""
        ...
