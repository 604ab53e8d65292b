"""The order of properties: as the shapes of the nearest class say."""

from intmk_kg.publication.property_order import UNORDERED, Placement, property_order

PREFIXES = b"""@prefix e: <http://e/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
SHAPES = (
    PREFIXES
    + b"""
e:group a sh:PropertyGroup ; rdfs:label "Gruppe"@de ; sh:order 2 .
e:S a sh:NodeShape ; sh:targetClass e:Animal ; sh:property
  [ sh:path e:name ; sh:name "Name"@de ; sh:group e:group ; sh:order 1.5 ] ,
  [ sh:path [ sh:inversePath e:name ] ; sh:order 1 ] ,
  [ sh:path e:legs ] .
e:T a sh:NodeShape ; sh:targetClass rdfs:Resource ; sh:property [ sh:path e:remark ; sh:order 9 ] .
e:U a sh:NodeShape ; sh:targetClass e:Cat ; sh:property [ sh:path e:legs ; sh:order 3 ] .
"""
)
ONTOLOGY = PREFIXES + b"e:Cat rdfs:subClassOf e:Pet . e:Pet rdfs:subClassOf e:Animal , e:Cat ."


def test_nearest_class_decides() -> None:
    """A class's own shape comes first, then those of its superclasses, then that of every resource."""
    order = property_order(SHAPES, ONTOLOGY)
    assert order.placement("http://e/legs", ["http://e/Cat"]).order == 3
    assert order.placement("http://e/legs", ["http://e/Animal"]).order == UNORDERED
    assert order.placement("http://e/name", ["http://e/Cat"]) == Placement(2, 1.5, "http://e/group", {"de": "Name"})
    assert order.placement("http://e/remark", ["http://e/Stone"]).order == 9


def test_what_no_shape_places_comes_last() -> None:
    """Other properties stand behind all others, without a group."""
    assert property_order(SHAPES, ONTOLOGY).placement("http://e/other", ["http://e/Cat"]) == Placement()


def test_groups_have_labels() -> None:
    """The labels of groups are those of the shapes."""
    assert property_order(SHAPES, ONTOLOGY).group_labels == {"http://e/group": {"de": "Gruppe"}}
