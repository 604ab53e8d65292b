"""What is known of a query that may be asked."""

from dataclasses import dataclass

from intmk_kg.engine.requests import QueryForm


@dataclass(frozen=True)
class ExaminedQuery:
    """A query that may be asked.

    Attributes:
        form: SELECT, ASK, CONSTRUCT or DESCRIBE.
        graphs: the IRIs that FROM and FROM NAMED name.
        services: the endpoints that SERVICE names, all of them allowed.
        volatile: whether asking it twice may give two answers, because of the time, chance or another server.
        undeclared: the prefixes that it uses without declaring them, which the project knows.
        start: where its declarations end and the word for its form begins, where that is known.
    """

    form: QueryForm
    graphs: tuple[str, ...]
    services: tuple[str, ...]
    volatile: bool = False
    undeclared: frozenset[str] = frozenset()
    start: int | None = None
