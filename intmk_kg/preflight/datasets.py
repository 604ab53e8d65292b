"""A dataset as a page describes it, and what can be reached from it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from rdflib import DCAT, DCTERMS, RDF, BNode, Graph, Literal, URIRef
from rdflib.term import Node


@dataclass(frozen=True)
class Dataset:
    """A node typed dcat:Dataset, with its page.

    Attributes:
        node: the node.
        url: the address of the page.
        graph: what the page says.
    """

    node: Node
    url: str
    graph: Graph = field(repr=False)

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
        return next((node for node in self._reached() if node != self.node and self._is_other(node)), None)

    @cached_property
    def digest(self) -> str:
        """A hash of all that the page says of the dataset and what it leads to; blank nodes count by what they say."""
        lines = sorted(
            f"<{node}> {self._content(node, frozenset())}"
            for node in self._reached()
            if isinstance(node, URIRef) and not (node != self.node and self._is_other(node))
        )
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def _reached(self) -> Iterator[Node]:
        """The node and all that links lead to, not beyond another dataset or catalogue."""
        seen = {self.node}
        queue = [self.node]
        while queue:
            node = queue.pop(0)
            yield node
            if node != self.node and self._is_other(node):
                continue
            for value in self.graph.objects(node):
                if not isinstance(value, Literal) and value not in seen and (value, None, None) in self.graph:
                    seen.add(value)
                    queue.append(value)

    def _is_other(self, node: Node) -> bool:
        return any((node, RDF.type, kind) in self.graph for kind in (DCAT.Dataset, DCAT.Catalog))

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
