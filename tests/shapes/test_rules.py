"""What every rule says about itself, and what its query may be."""

import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, RDFS, SH, Graph, URIRef
from rdflib.term import Node

from intmk_kg.graph.merging import Merged, merge
from intmk_kg.graph.reading import read_files, read_vocabulary
from intmk_kg.project import Project
from intmk_kg.validation import Shapes, ValidationResult, validate
from intmk_kg.vocabulary.prefixes import PREFIXES

EXAMPLES = Path(__file__).parent
RULES = [f"Q{number:02}" for number in range(1, 41)]
SHAPE = PREFIXES["s"]
BOTH = {"de", "en"}
FORBIDDEN = re.compile(
    r"\b(MINUS|VALUES|SERVICE)\b|\b(NOW|YEAR|MONTH|DAY)\s*\(|\bAS\s+[$?]this\b|SELECT\s+\*", re.IGNORECASE
)


def languages(graph: Graph, node: Node, predicate: URIRef) -> set[str | None]:
    """The languages of the literals of a node."""
    return {getattr(text, "language", None) for text in graph.objects(node, predicate)}


def queries(graph: Graph) -> Iterator[str]:
    """The texts of all SPARQL constraints."""
    for text in graph.objects(None, SH.select):
        yield str(text)


@pytest.mark.parametrize("rule", RULES)
def test_rule_is_explained_in_both_languages(rule: str, shapes: Shapes) -> None:
    """The shape named after a rule has a label and an explanation in German and English."""
    shape = URIRef(SHAPE + rule)
    assert languages(shapes.graph, shape, RDFS.label) == BOTH
    assert languages(shapes.graph, shape, RDFS.comment) == BOTH


@pytest.mark.parametrize("rule", RULES)
def test_rule_has_severity_and_messages(rule: str, shapes: Shapes) -> None:
    """Each shape of a rule states its severity, and what it finds is said in German and English."""
    (found,) = (found for found in shapes.rules if found.id == rule)
    for shape in found.shapes:
        assert shapes.graph.value(URIRef(shape.iri), SH.severity) is not None, shape.iri
        assert set(shape.messages) == BOTH, shape.iri


@pytest.mark.parametrize("rule", RULES)
def test_rule_has_examples(rule: str) -> None:
    """Every rule has at least one valid and one invalid example."""
    kinds = {path.name.partition("-")[0] for path in (EXAMPLES / rule).glob("*.trig")}
    assert kinds == {"valid", "invalid"}


def test_rules_are_the_forty(shapes: Shapes) -> None:
    """The rules with a number are Q01 to Q40, and no other shape has a number."""
    numbered = [rule.id for rule in shapes.rules if re.match(r"[A-Z]+\d", rule.id)]
    assert numbered == RULES


def test_queries_keep_to_the_restrictions(shapes: Shapes) -> None:
    """No query uses what SHACL 5.3.1 and the appendix on pre-binding forbid, nor what engines answer differently."""
    assert [found[0] for text in queries(shapes.graph) if (found := FORBIDDEN.search(text))] == []


def test_inner_queries_project_the_focus_node(shapes: Shapes) -> None:
    """Every SELECT, inner ones too, projects `$this`."""
    heads = [head for text in queries(shapes.graph) for head in re.findall(r"SELECT(.*?)WHERE", text, re.DOTALL)]
    assert [head for head in heads if "$this" not in head] == []


def test_branches_bind_what_they_filter(shapes: Shapes) -> None:
    """Every branch of a UNION names the focus node itself, because nothing outside it is bound there."""
    graph_wide = set(shapes.graph.subjects(SH.targetNode, None))
    for shape, constraint in shapes.graph.subject_objects(SH.sparql):
        text = str(shapes.graph.value(constraint, SH.select))
        if shape not in graph_wide and "UNION" in text:
            assert all("$this" in branch for branch in text.split("UNION")), shape


def test_sourced_predicates_are_those_of_the_contract(project: Project, shapes: Shapes) -> None:
    """Q39 asks for the predicates that docs/model.md lists, no more and no fewer."""
    page = (project.root / "docs" / "model.md").read_text(encoding="utf-8")
    listed = page.split("(rule Q39):")[1].split("\n\n")[0]
    contract = set()
    for part in listed.replace(".", "").split("·"):
        prefix = ""
        for name in re.findall(r"[\w:]+", part):
            prefix = name.partition(":")[0] if ":" in name else prefix
            contract.add(name if ":" in name else f"{prefix}:{name}")
    (constraint,) = shapes.graph.objects(URIRef(SHAPE + "Q39"), SH.sparql)
    asked = re.search(r"\?path IN \((.*?)\)", str(shapes.graph.value(constraint, SH.select)), re.DOTALL)
    assert asked is not None
    assert set(re.findall(r"[\w]+:[\w]+", asked[1])) == contract


def test_every_thing_must_have_a_label(project: Project, shapes: Shapes) -> None:
    """Rule Q01 asks for the label of every thing in the data; only statement sets are exempt."""
    asked = {str(found) for found in shapes.graph.objects(URIRef(SHAPE + "Q01"), SH.targetClass)}
    classes: dict[str, set[str]] = {}
    for triple in merge(read_files(project), read_vocabulary(project)).default:
        if triple.predicate.value == str(RDF.type) and str(triple.subject).startswith("<" + PREFIXES["r"]):
            classes.setdefault(str(triple.subject), set()).add(str(triple.object).strip("<>"))
    exempt = {PREFIXES["intmk"] + "StatementSet"}
    assert [thing for thing, found in sorted(classes.items()) if not found & (asked | exempt)] == []


def test_vocabulary_keeps_the_rules(project: Project, shapes: Shapes) -> None:
    """The vocabulary alone breaks no rule; its topics' sources are described in the data."""
    triples = read_vocabulary(project)
    sources = PREFIXES["dct"] + "source"
    merged = Merged(tuple(triple for triple in triples if triple.predicate.value != sources), (), ())
    assert validate(merged, shapes).violations == ()


def test_class_shape_has_names_in_both_languages(shapes: Shapes) -> None:
    """Every property that a class shape shows has a name in both languages, a group and a place in the order."""
    graph = shapes.graph
    shown = list(graph.subjects(SH.group, None))
    assert len(shown) > len(RULES)
    for part in shown:
        assert languages(graph, part, SH.name) == BOTH
        assert (graph.value(part, SH.group), RDF.type, SH.PropertyGroup) in graph
        assert graph.value(part, SH.order) is not None


def test_order_of_a_class_shape_is_total(shapes: Shapes) -> None:
    """No two properties of a class shape have the same place in the order."""
    for shape in set(shapes.graph.subjects(SH.property, None)):
        places = [shapes.graph.value(part, SH.order) for part in shapes.graph.objects(shape, SH.property)]
        stated = [place for place in places if place is not None]
        assert len(stated) == len(set(stated)), shape


def test_every_class_has_a_shape(project: Project, shapes: Shapes) -> None:
    """Every class of the vocabulary has a node shape of the same name."""
    own = {
        str(triple.subject).strip("<>").removeprefix(PREFIXES["intmk"])
        for triple in read_vocabulary(project)
        if triple.predicate.value == str(RDF.type) and triple.object == ox.NamedNode(PREFIXES["owl"] + "Class")
    }
    missing = {
        name
        for name in own
        if (URIRef(SHAPE + name), SH.targetClass, URIRef(PREFIXES["intmk"] + name)) not in shapes.graph
    }
    assert missing == set()


def test_every_pattern_of_identifiers_refuses_another(declarations: tuple[ox.Triple, ...], shapes: Shapes) -> None:
    """Each pattern of rule Q04 refuses an identifier of another kind."""
    patterns = {
        str(shape): str(shapes.graph.value(shape, SH.targetClass))
        for shape in shapes.graph.subjects(SH.pattern, None)
        if str(shape).startswith(SHAPE + "Q04-")
    }
    assert len(patterns) > len(RULES) / 2
    wrong = {iri: ox.NamedNode(PREFIXES["r"] + f"Other_{iri.removeprefix(SHAPE)}") for iri in patterns}
    found = {(r.source_shape, r.focus_node) for r in results_on(typed(wrong, patterns), declarations, shapes)}
    assert {(iri, node.value) for iri, node in wrong.items()} - found == set()


def test_class_shape_refuses_values_of_another_kind(declarations: tuple[ox.Triple, ...], shapes: Shapes) -> None:
    """Every property of a class shape that states what its values are refuses a value of another kind."""
    graph = shapes.graph
    parts = [part for part in graph.subjects(SH.group, None) if graph.value(part, SH.message) is not None]
    nodes = {str(part): ox.NamedNode(f"{PREFIXES['r']}other-{number}") for number, part in enumerate(parts)}
    classes = {str(part): str(graph.value(graph.value(None, SH.property, part), SH.targetClass)) for part in parts}
    paths = {str(part): ox.NamedNode(str(graph.value(part, SH.path))) for part in parts}
    values = [ox.Triple(nodes[str(part)], paths[str(part)], other_kind(graph, part)) for part in parts]
    found = {(r.focus_node, r.result_path) for r in results_on([*typed(nodes, classes), *values], declarations, shapes)}
    assert {(nodes[part].value, path.value) for part, path in paths.items()} - found == set()


def typed(nodes: dict[str, ox.NamedNode], classes: dict[str, str]) -> list[ox.Triple]:
    """A type for each node, by the key that node and class share."""
    return [ox.Triple(node, ox.NamedNode(str(RDF.type)), ox.NamedNode(classes[key])) for key, node in nodes.items()]


def results_on(
    triples: list[ox.Triple], declarations: tuple[ox.Triple, ...], shapes: Shapes
) -> tuple[ValidationResult, ...]:
    """What the rules find in these triples beside the vocabulary."""
    return validate(Merged((*triples, *declarations), (), ()), shapes).results


def other_kind(graph: Graph, part: Node) -> ox.NamedNode | ox.Literal:
    """A value of a kind that the property does not take: an address for text, French text for all else."""
    is_text = graph.value(part, SH.nodeKind) == SH.Literal or graph.value(part, SH.languageIn) is not None
    return ox.NamedNode("urn:of:another:kind") if is_text else ox.Literal("autre", language="fr")
