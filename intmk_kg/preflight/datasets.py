"""A dataset as a page describes it, and what can be reached from it."""

import hashlib
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from rdflib import DCAT, DCTERMS, RDF, BNode, Graph, Literal, URIRef
from rdflib.term import Node


class Surroundings:
    """What is on a page, with what many datasets of it ask for kept.

    Attributes:
        graph: what the page says.
        others: the nodes that are typed dataset or catalogue.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.others = frozenset(
            node for kind in (DCAT.Dataset, DCAT.Catalog) for node in graph.subjects(RDF.type, kind)
        )
        self._links: dict[Node, tuple[Node, ...]] = {}
        self._contents: dict[Node, str] = {}

    def links(self, node: Node) -> tuple[Node, ...]:
        """The nodes that the page describes and that this one points to."""
        if node not in self._links:
            values = {value for value in self.graph.objects(node) if not isinstance(value, Literal)}
            self._links[node] = tuple(sorted((value for value in values if (value, None, None) in self.graph), key=str))
        return self._links[node]

    def content(self, node: Node) -> str:
        """A text of all that the page says of the node: the same wherever it says the same."""
        if node not in self._contents:
            name = f"<{node}>" if isinstance(node, URIRef) else "[]"
            text = f"{name} {self._content(node, frozenset())}"
            self._contents[node] = hashlib.sha256(text.encode()).hexdigest()
        return self._contents[node]

    def _content(self, node: Node, within: frozenset[Node]) -> str:
        return " ; ".join(
            sorted(
                f"<{predicate}> {self._text(value, within | {node})}"
                for predicate, value in self.graph.predicate_objects(node)
            )
        )

    def _text(self, value: Node, within: frozenset[Node]) -> str:
        if isinstance(value, BNode):
            return "[]" if value in within else f"[{self._content(value, within)}]"
        # n3() would fail on an invalid IRI
        return f"<{value}>" if isinstance(value, URIRef) else value.n3()


@dataclass(frozen=True)
class Dataset:
    """A node typed dcat:Dataset, with its page.

    Attributes:
        node: the node.
        url: the address of the page.
        surroundings: what is on the page, shared by all its datasets.
    """

    node: Node
    url: str
    surroundings: Surroundings = field(repr=False)

    @property
    def graph(self) -> Graph:
        """What the page says."""
        return self.surroundings.graph

    @property
    def iri(self) -> str | None:
        """The IRI, where the node has one."""
        return str(self.node) if isinstance(self.node, URIRef) else None

    @cached_property
    def identifiers(self) -> tuple[str, ...]:
        """The values of dcterms:identifier."""
        return tuple(sorted({str(value) for value in self.graph.objects(self.node, DCTERMS.identifier)}))

    @property
    def identifier(self) -> str | None:
        """The first value of dcterms:identifier, where there is one."""
        return self.identifiers[0] if self.identifiers else None

    @cached_property
    def titles(self) -> tuple[Literal, ...]:
        """The titles."""
        return self.literals(DCTERMS.title)

    @property
    def title(self) -> str:
        """The title that GovData shows: the German one, else any."""
        return next((str(title) for title in sorted(self.titles, key=lambda title: title.language != "de")), "")

    @cached_property
    def distributions(self) -> tuple[Node, ...]:
        """The nodes of the distributions."""
        return tuple(sorted(self.graph.objects(self.node, DCAT.distribution), key=str))

    @property
    def is_reference(self) -> bool:
        """Whether the page says so little of the node that it is only referred to."""
        return not (self.titles or self.distributions or self.literals(DCTERMS.description))

    def literals(self, predicate: URIRef) -> tuple[Literal, ...]:
        """The literals of a property, sorted."""
        values = self.graph.objects(self.node, predicate)
        return tuple(
            sorted(
                (value for value in values if isinstance(value, Literal)),
                key=lambda value: (str(value), value.language or ""),
            )
        )

    @cached_property
    def foreign(self) -> Node | None:
        """Another dataset or a catalogue that a chain of links leads to: the first one met."""
        others = self.surroundings.others
        return next(
            (
                value
                for node in self._reached()
                for value in self.surroundings.links(node)
                if value in others and value != self.node
            ),
            None,
        )

    @cached_property
    def digest(self) -> str:
        """A hash of all that the page says of the dataset and what it leads to; blank nodes count by what they say."""
        lines = sorted(self.surroundings.content(node) for node in self._reached() if isinstance(node, URIRef))
        if not isinstance(self.node, URIRef):
            lines.append(self.surroundings.content(self.node))
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def _reached(self) -> Iterator[Node]:
        """The node and all that links lead to, without other datasets and catalogues and what only they lead to."""
        seen = {self.node} | self.surroundings.others
        queue = deque([self.node])
        while queue:
            node = queue.popleft()
            yield node
            for value in self.surroundings.links(node):
                if value not in seen:
                    seen.add(value)
                    queue.append(value)


def datasets_of(graph: Graph, url: str) -> list[Dataset]:
    """The datasets of a page: all nodes that are typed so, sorted.

    Args:
        graph: what the page says.
        url: its address.
    """
    surroundings = Surroundings(graph)
    return [Dataset(node, url, surroundings) for node in sorted(set(graph.subjects(RDF.type, DCAT.Dataset)), key=str)]
