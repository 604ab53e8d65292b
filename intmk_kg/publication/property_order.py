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
    """The placements of all properties, by class and predicate, and the labels of the groups."""

    placements: Mapping[str, Mapping[str, Placement]]
    group_labels: Mapping[str, Mapping[str, str]]

    def placement(self, predicate: str, classes: Iterable[str]) -> Placement:
        """The first place that the shapes of some classes give a property, else behind all others."""
        found = (self.placements.get(class_, {}).get(predicate) for class_ in classes)
        return min((place for place in found if place), key=_place, default=Placement())


def property_order(shapes: bytes) -> PropertyOrder:
    """The order that shapes state by sh:order, sh:group and sh:name (SHACL 2.3.2, https://www.w3.org/TR/shacl/#nonValidation).

    Args:
        shapes: a release's shapes, in Turtle.
    """
    return _property_order(plain_triples(shapes))


def _property_order(triples: Iterable[PlainTriple]) -> PropertyOrder:
    nodes: dict[str, dict[str, list[PlainTriple]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        nodes[triple.subject][triple.predicate].append(triple)
    placements: dict[str, dict[str, Placement]] = defaultdict(dict)
    for node in list(nodes.values()):
        for target in node[f"{_SH}targetClass"]:
            for shape in node[f"{_SH}property"]:
                _place_property(nodes[shape.object], nodes, placements[target.object])
    groups = {name: _texts(node[f"{_RDFS}label"]) for name, node in nodes.items() if _is_group(node)}
    return PropertyOrder({class_: dict(places) for class_, places in placements.items()}, groups)


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
