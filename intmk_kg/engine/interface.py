"""What the rest of the software may ask of an engine, whichever it is."""

from collections.abc import Callable, Mapping
from typing import Protocol

from intmk_kg.engine.description import Description, StatedInSet, TermUsers
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

    def outlines(self, iris: frozenset[str], predicates: frozenset[str]) -> Mapping[str, Description]:
        """The outlines of some things and of what they name, in one reading; of those of which anything is said.

        Args:
            iris: the things: their classes, their labels, and what is said of them by the predicates.
            predicates: by which they are described; what they name so is in the answer with classes and labels only.
        """
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

    def stated_in(self, statement_set: str, limit: int) -> StatedInSet:
        """What the statement set says, adopted or not; nothing where there is no such set.

        Args:
            statement_set: its IRI.
            limit: how many statements to list.
        """
        ...

    def users(self, terms: frozenset[str], offset: int = 0, limit: int = 100) -> Mapping[str, TermUsers]:
        """The things that use each of some terms: are of that class, have that property or name that code.

        Args:
            terms: the IRIs of classes, properties and codes.
            offset: how many things to pass over.
            limit: how many things to list.
        """
        ...

    @property
    def graph_names(self) -> frozenset[str]:
        """The names of all named graphs: the statement sets."""
        ...
