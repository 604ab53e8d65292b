"""The vocabulary and the rules of a release, as documents to load and as pages to read."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from intmk_kg.graph.syntaxes import PlainTriple, plain_triples, rewrite
from intmk_kg.publication.entity import Link
from intmk_kg.publication.wording import Text, in_language, label_of
from intmk_kg.release.directory import Release
from intmk_kg.vocabulary.prefixes import BASE, PREFIXES

ONTOLOGY = "ontology.ttl"
SHAPES = "shapes.ttl"

_RDF, _RDFS, _OWL, _SH = (PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl", "sh"))
_SKOS = PREFIXES["skos"]
_KINDS = {
    "classes": (f"{_OWL}Class", f"{_RDFS}Class"),
    "properties": (f"{_OWL}ObjectProperty", f"{_OWL}DatatypeProperty", f"{_OWL}AnnotationProperty", f"{_RDF}Property"),
    "codes": (f"{_SKOS}Concept",),
}
_NUMBERED = re.compile(r"[A-Z]+\d")
_SHAPE_KINDS = (f"{_SH}NodeShape", f"{_SH}PropertyShape")
_RELATIONS = (
    f"{_RDFS}subClassOf", f"{_RDFS}subPropertyOf", f"{_RDFS}domain", f"{_RDFS}range", f"{_OWL}inverseOf",
    f"{_SKOS}inScheme", f"{_SKOS}broader", f"{_OWL}equivalentClass", f"{_OWL}equivalentProperty", f"{_SKOS}closeMatch",
    f"{_SKOS}exactMatch", f"{_RDFS}seeAlso",
)  # fmt: skip

Nodes = Mapping[str, Mapping[str, list[PlainTriple]]]


@dataclass(frozen=True)
class Relation:
    """A statement of a term about others: the predicate, and what they are called."""

    predicate: str
    targets: tuple[tuple[str, Text], ...]


@dataclass(frozen=True)
class VocabularyTerm:
    """A class, property or code as a page shows it.

    Attributes:
        iri: the term.
        name: the local name, which is its place on the page.
        label: what it is called.
        definition: what it means.
        relations: how it stands to other terms.
        examples: values that it may have.
    """

    iri: str
    name: str
    label: Text
    definition: Text | None
    relations: tuple[Relation, ...]
    examples: tuple[Text, ...]


@dataclass(frozen=True)
class RuleShape:
    """A shape as a page shows it.

    Attributes:
        iri: the shape.
        name: its local name, which is its place on the page.
        label: what it is called.
        severity: `Violation`, `Warning` or `Info`.
        description: why the rule is there.
        messages: what it says where it is broken.
        targets: the classes that it concerns.
    """

    iri: str
    name: str
    label: Text
    severity: str
    description: Text | None
    messages: tuple[Text, ...]
    targets: tuple[Link, ...]

    @property
    def is_numbered(self) -> bool:
        """Whether it belongs to a rule with a number, such as Q18."""
        return _NUMBERED.match(self.name) is not None


def document(release: Release, name: str, media_type: str) -> bytes:
    """The ontology or the shapes of a release in a syntax; in Turtle as the release holds them.

    Args:
        release: whose document.
        name: `ontology.ttl` or `shapes.ttl`.
        media_type: Turtle, JSON-LD, RDF/XML or N-Triples.
    """
    turtle = (release.path / name).read_bytes()
    return turtle if media_type == "text/turtle" else rewrite(turtle, media_type)


def version(release: Release) -> str:
    """The version of the release's vocabulary, the last part of its version IRI; "" where it states none."""
    ontology = _nodes(release.path / ONTOLOGY)
    iris = (triple.object for node in ontology.values() for triple in node.get(f"{_OWL}versionIRI", []))
    return next(iris, "").rpartition("/")[2]


def terms(release: Release, language: str) -> dict[str, tuple[VocabularyTerm, ...]]:
    """The terms that the vocabulary defines, by kind: classes, properties, codes; each sorted by label."""
    nodes = _nodes(release.path / ONTOLOGY)
    labels = _labels(nodes)
    found: dict[str, tuple[VocabularyTerm, ...]] = {}
    for kind, types in _KINDS.items():
        own = (iri for iri in nodes if iri.startswith(PREFIXES["intmk"]) and _is_a(nodes[iri], types))
        entries = (_term(iri, nodes[iri], labels, language) for iri in own)
        found[kind] = tuple(sorted(entries, key=lambda term: term.label.value.casefold()))
    return found


def rules(release: Release, language: str) -> tuple[RuleShape, ...]:
    """The shapes that have an IRI and say what they are for, sorted by name."""
    nodes = _nodes(release.path / SHAPES)
    named = (iri for iri in nodes if iri.startswith(PREFIXES["s"]) and _is_a(nodes[iri], _SHAPE_KINDS))
    labels = _labels(_nodes(release.path / ONTOLOGY))
    return tuple(sorted((_rule(iri, nodes, labels, language) for iri in named), key=lambda rule: rule.name))


def heading(release: Release, language: str) -> tuple[Text, Text | None]:
    """The title and the description of the vocabulary."""
    node = _nodes(release.path / ONTOLOGY).get(f"{BASE}def", {})
    title = _text(node, f"{_RDFS}label", language) or Text(f"{BASE}def")
    return title, _text(node, PREFIXES["dct"] + "description", language)


@lru_cache(maxsize=8)
def _nodes(path: Path) -> Nodes:
    nodes: dict[str, dict[str, list[PlainTriple]]] = defaultdict(lambda: defaultdict(list))
    for triple in plain_triples(path.read_bytes()):
        nodes[triple.subject][triple.predicate].append(triple)
    return {subject: dict(node) for subject, node in nodes.items()}


def _labels(nodes: Nodes) -> dict[str, dict[str, str]]:
    return {iri: {t.language: t.object for t in node.get(f"{_RDFS}label", [])} for iri, node in nodes.items()}


def _is_a(node: Mapping[str, list[PlainTriple]], types: Iterable[str]) -> bool:
    return any(triple.object in types for triple in node.get(f"{_RDF}type", []))


def _term(
    iri: str, node: Mapping[str, list[PlainTriple]], labels: Mapping[str, Mapping[str, str]], language: str
) -> VocabularyTerm:
    relations = (
        Relation(
            predicate,
            tuple((t.object, label_of(t.object, labels, language)) for t in node[predicate] if not t.is_literal),
        )
        for predicate in _RELATIONS
        if predicate in node
    )
    definition = _text(node, f"{_SKOS}definition", language) or _text(node, f"{_RDFS}comment", language)
    examples = tuple(Text(t.object, t.language) for t in node.get(f"{_SKOS}example", []) if t.is_literal)
    name = _local_name(iri)
    return VocabularyTerm(iri, name, label_of(iri, labels, language), definition, tuple(relations), examples)


def _rule(iri: str, nodes: Nodes, labels: Mapping[str, Mapping[str, str]], language: str) -> RuleShape:
    node = nodes[iri]
    severity = next((t.object for t in node.get(f"{_SH}severity", [])), f"{_SH}Violation")
    parts = [nodes.get(t.object, {}) for p in ("sparql", "property") for t in node.get(f"{_SH}{p}", [])]
    messages = (_text(part, f"{_SH}message", language) for part in (node, *parts))
    return RuleShape(
        iri,
        _local_name(iri),
        _text(node, f"{_RDFS}label", language) or Text(_local_name(iri)),
        _local_name(severity),
        _text(node, f"{_SH}description", language) or _text(node, f"{_RDFS}comment", language),
        tuple(dict.fromkeys(message for message in messages if message)),
        tuple(Link(t.object, label_of(t.object, labels, language)) for t in node.get(f"{_SH}targetClass", [])),
    )


def _text(node: Mapping[str, list[PlainTriple]], predicate: str, language: str) -> Text | None:
    return in_language({t.language: t.object for t in node.get(predicate, []) if t.is_literal}, language)


def _local_name(iri: str) -> str:
    return iri.rpartition("#")[2] or iri
