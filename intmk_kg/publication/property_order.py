"""In which order and groups a page shows the properties of a thing: as the shapes say."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from intmk_kg.graph.syntaxes import PlainTriple, plain_triples
from intmk_kg.vocabulary.prefixes import PREFIXES

_SH = PREFIXES["sh"]
_RDF = PREFIXES["rdf"]
_RDFS = PREFIXES["rdfs"]

UNORDERED = 10_000.0


@dataclass(frozen=True)
class Placement:
    """Where a property stands on the page of a class.

    Attributes:
        group_order: the place of its group.
        order: its place in the group.
        group: the IRI of its group, or "".
        names: what shapes call it, by language.
    """

    group_order: float = UNORDERED
    order: float = UNORDERED
    group: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PropertyOrder:
    """Where properties stand.

    Attributes:
        placements: by class and predicate.
        superclasses: the direct superclasses of each class.
        group_labels: the labels of the groups.
    """

    placements: Mapping[str, Mapping[str, Placement]]
    superclasses: Mapping[str, tuple[str, ...]]
    group_labels: Mapping[str, Mapping[str, str]]

    def placement(self, predicate: str, classes: Iterable[str]) -> Placement:
        """The place that the shape of the nearest class gives a property, else behind all others."""
        for class_ in (*self.with_superclasses(classes), f"{_RDFS}Resource"):
            if predicate in self.placements.get(class_, {}):
                return self.placements[class_][predicate]
        return Placement()

    def usual_place(self, predicate: str) -> tuple[float, float]:
        """The foremost place that any class gives a property, for lists across classes."""
        places = (places[predicate] for places in self.placements.values() if predicate in places)
        return min((_place(place) for place in places), default=(UNORDERED, UNORDERED))

    def with_superclasses(self, classes: Iterable[str]) -> tuple[str, ...]:
        """The classes, then their superclasses, the nearest first."""
        found = dict.fromkeys(classes)
        for class_ in (queue := list(found)):
            for superclass in self.superclasses.get(class_, ()):
                if superclass not in found:
                    found[superclass] = None
                    queue.append(superclass)
        return tuple(found)


def property_order(shapes: bytes, ontology: bytes) -> PropertyOrder:
    """The order that shapes state by sh:order, sh:group and sh:name.

    These are non-validating property shape characteristics (SHACL 2.3.2, https://www.w3.org/TR/shacl/#nonValidation).

    Args:
        shapes: a release's shapes, in Turtle.
        ontology: its vocabulary, in Turtle.
    """
    nodes: dict[str, dict[str, list[PlainTriple]]] = defaultdict(lambda: defaultdict(list))
    for triple in plain_triples(shapes):
        nodes[triple.subject][triple.predicate].append(triple)
    placements: dict[str, dict[str, Placement]] = defaultdict(dict)
    for node in list(nodes.values()):
        for target in node.get(f"{_SH}targetClass", []):
            for shape in node.get(f"{_SH}property", []):
                _place_property(nodes[shape.object], nodes, placements[target.object])
    groups = {name: _texts(node.get(f"{_RDFS}label", [])) for name, node in nodes.items() if _is_group(node)}
    return PropertyOrder(
        {class_: dict(places) for class_, places in placements.items()}, _superclasses(plain_triples(ontology)), groups
    )


def _superclasses(triples: Iterable[PlainTriple]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for triple in triples:
        if triple.predicate == f"{_RDFS}subClassOf":
            found[triple.subject] = (*found.get(triple.subject, ()), triple.object)
    return found


def _place_property(
    shape: Mapping[str, list[PlainTriple]],
    nodes: Mapping[str, Mapping[str, list[PlainTriple]]],
    places: dict[str, Placement],
) -> None:
    path = _value(shape, "path")
    if not path or path.startswith("_:"):
        return
    group = _value(shape, "group")
    place = Placement(
        _number(_value(nodes.get(group, {}), "order")),
        _number(_value(shape, "order")),
        group,
        _texts(shape.get(f"{_SH}name", [])),
    )
    if path not in places or _place(place) < _place(places[path]):
        places[path] = place


def _place(place: Placement) -> tuple[float, float]:
    return place.group_order, place.order


def _is_group(node: Mapping[str, list[PlainTriple]]) -> bool:
    return any(triple.object == f"{_SH}PropertyGroup" for triple in node.get(f"{_RDF}type", []))


def _value(node: Mapping[str, list[PlainTriple]], name: str) -> str:
    return next((triple.object for triple in node.get(f"{_SH}{name}", [])), "")


def _number(text: str) -> float:
    return float(text) if text else UNORDERED


def _texts(triples: Iterable[PlainTriple]) -> dict[str, str]:
    return {triple.language: triple.object for triple in triples if triple.is_literal}
