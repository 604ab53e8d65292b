"""The rules: all files of shapes/ as one graph, and what each shape says about itself."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox
from rdflib import RDF, RDFS, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from intmk_kg.graph.reading import parse
from intmk_kg.validation.terms import rdflib_triples

RULE_ID = re.compile(r"[A-Z]+\d+")
SEVERITY_ORDER = ("Violation", "Warning", "Info")


@dataclass(frozen=True)
class RuleShape:
    """One shape of a rule that has an IRI.

    Attributes:
        iri: its IRI.
        severity: `Violation`, `Warning` or `Info`.
        label: its name per language.
        messages: its message templates per language; of its first constraint where it has none itself.
    """

    iri: str
    severity: str
    label: Mapping[str, str] = field(hash=False)
    messages: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True)
class Rule:
    """A rule of data quality: the shapes whose IRIs begin with its id.

    Attributes:
        id: e.g. `Q18`.
        shapes: its shapes; the one named after the rule comes first, then by IRI.
    """

    id: str
    shapes: tuple[RuleShape, ...]

    @property
    def iri(self) -> str:
        """The IRI of its first shape."""
        return self.shapes[0].iri

    @property
    def label(self) -> Mapping[str, str]:
        """The name per language, of the first shape that has one."""
        return next((shape.label for shape in self.shapes if shape.label), {})

    @property
    def messages(self) -> Mapping[str, str]:
        """The message templates per language, of the first shape that has some."""
        return next((shape.messages for shape in self.shapes if shape.messages), {})

    @property
    def severity(self) -> str:
        """The most severe of its shapes' severities."""
        return min((shape.severity for shape in self.shapes), key=SEVERITY_ORDER.index)


@dataclass(frozen=True)
class Shapes:
    """All shapes as one graph.

    Attributes:
        graph: the shapes graph.
    """

    graph: Graph

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that have something to say, the numbered ones first; a shape of a class counts as a rule too."""
        by_id: dict[str, list[RuleShape]] = {}
        for shape in map(self._describe, self._shapes_with_iri()):
            if shape.messages:
                by_id.setdefault(self.rule_id(URIRef(shape.iri)), []).append(shape)
        return tuple(
            Rule(rule, tuple(sorted(shapes, key=lambda shape: (not shape.iri.endswith(rule), shape.iri))))
            for rule, shapes in sorted(by_id.items(), key=lambda item: rule_order(item[0]))
        )

    def rule_id(self, shape: Node) -> str:
        """The id of the rule that a shape, or a part of one, belongs to.

        The local name of the shape's IRI, or of what holds the shape, begins with it: `…/shapes#Q16-start` is of Q16.
        """
        nodes = list(self._upward(shape))
        for node in nodes:
            if isinstance(node, URIRef) and (found := RULE_ID.match(local_name(node))):
                return found[0]
        return next((local_name(node) for node in nodes if isinstance(node, URIRef)), "")

    def named_shape(self, shape: Node) -> str:
        """The IRI of the shape, or of the nearest one that holds it."""
        return next((str(node) for node in self._upward(shape) if isinstance(node, URIRef)), "")

    def severity(self, shape: Node) -> str:
        """`Violation` where the shape names none: SHACL 2.1.4, https://www.w3.org/TR/shacl/#severity."""
        severity = self.graph.value(shape, SH.severity)
        return "Violation" if severity is None else local_name(severity)

    def message_templates(self, *nodes: Node) -> dict[str, str]:
        """The templates per language of the first of these nodes, or of what holds them, that has a message."""
        for start in nodes:
            for node in self._upward(start):
                if messages := self._texts(node, SH.message):
                    return messages
        return {}

    def _shapes_with_iri(self) -> set[URIRef]:
        typed = {s for kind in (SH.NodeShape, SH.PropertyShape) for s in self.graph.subjects(RDF.type, kind)}
        held = set(self.graph.objects(None, SH.property))
        return {shape for shape in typed | held if isinstance(shape, URIRef)}

    def _describe(self, shape: URIRef) -> RuleShape:
        messages = self._texts(shape, SH.message)
        if not messages:
            parts = (part for predicate in (SH.sparql, SH.property) for part in self.graph.objects(shape, predicate))
            messages = min((found for part in parts if (found := self._texts(part, SH.message))), key=str, default={})
        return RuleShape(str(shape), self.severity(shape), self._texts(shape, RDFS.label), messages)

    def _texts(self, node: Node, predicate: URIRef) -> dict[str, str]:
        literals = (literal for literal in self.graph.objects(node, predicate) if isinstance(literal, Literal))
        return {literal.language or "": str(literal) for literal in sorted(literals)}

    def _upward(self, node: Node) -> Iterable[Node]:
        """The node, then what holds it: along the blank nodes of constraints and lists, then from shape to shape."""
        seen: set[Node] = set()
        queue = [node]
        while queue:
            current = queue.pop(0)
            if current in seen:
                continue
            seen.add(current)
            yield current
            links = (None,) if isinstance(current, BNode) else (SH.property, SH.node)
            queue.extend(sorted((node for link in links for node in self.graph.subjects(link, current)), key=str))


def rule_order(rule: str) -> tuple[bool, str]:
    """A sort key for ids of rules: numbered ones first."""
    return (RULE_ID.fullmatch(rule) is None, rule)


def read_shapes(directory: Path) -> Shapes:
    """All rules of a directory: its `*.ttl` files as one graph.

    Raises:
        DataSyntaxError: a file does not parse.
    """
    paths = sorted(directory.glob("*.ttl"))
    files = (parse(path.read_bytes(), Path(directory.name, path.name), ox.RdfFormat.TURTLE) for path in paths)
    return shapes_of(quad for quads in files for quad in quads)


def shapes_of(triples: Iterable[ox.Triple | ox.Quad]) -> Shapes:
    """The rules that these triples of a shapes graph state."""
    graph = Graph(bind_namespaces="none")
    for triple in rdflib_triples(triples):
        graph.add(triple)
    return Shapes(graph)


def local_name(iri: Node) -> str:
    """What follows the last `#` or `/`."""
    return re.split(r"[#/]", str(iri))[-1]
