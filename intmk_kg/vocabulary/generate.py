"""Writes terms.py from the ontology: `python -m intmk_kg.vocabulary.generate`, or `make terms`."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from rdflib import OWL, RDF, SKOS, Graph, URIRef
from rdflib.term import Node

from intmk_kg.project import Project, open_project
from intmk_kg.vocabulary.prefixes import PREFIXES

TERMS = Path(__file__).with_name("terms.py")

_HEAD = '''"""The terms of the ontology as constants, under their own names; written by `make terms`, never by hand."""
# ruff: noqa: N816 - a term is called here what it is called in the ontology

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final
'''


def main() -> None:
    """Rewrite terms.py from the project in the current directory.

    Raises:
        ProjectError: the current directory is not a project.
    """
    TERMS.write_text(render_terms(read_ontology(open_project(Path.cwd()))), encoding="utf-8")


def read_ontology(project: Project) -> Graph:
    """The ontology and its schemes, without the examples."""
    graph = Graph()
    for path in sorted([*project.ontology.glob("*.ttl"), *project.ontology.glob("schemes/*.ttl")]):
        graph.parse(path, format="turtle")
    return graph


def render_terms(ontology: Graph) -> str:
    """The source text of terms.py: a constant for each own term, then the terms grouped by kind.

    Raises:
        ValueError: a datatype property names no datatype, or more than one.
    """
    classes = _own_terms(ontology, OWL.Class)
    object_properties = _own_terms(ontology, OWL.ObjectProperty)
    datatypes = {name: _datatype(ontology, name) for name in _own_terms(ontology, OWL.DatatypeProperty)}
    codes = _own_terms(ontology, SKOS.Concept)
    parts = [
        _HEAD,
        *(_constants(names) for names in (classes, object_properties, datatypes, codes)),
        _set("CLASSES", classes),
        _set("OBJECT_PROPERTIES", object_properties),
        _mapping("DATATYPES", datatypes),
        _set("CODES", codes),
    ]
    return "\n".join(parts)


def _own_terms(ontology: Graph, kind: URIRef) -> list[str]:
    """The local names of the terms of one kind in the project's own namespace, sorted."""
    return sorted(_local_names(ontology.subjects(RDF.type, kind)))


def _local_names(terms: Iterable[Node]) -> Iterator[str]:
    """The local names of those terms that are in the project's own namespace."""
    for term in terms:
        if str(term).startswith(PREFIXES["intmk"]):
            yield str(term).removeprefix(PREFIXES["intmk"])


def _datatype(ontology: Graph, name: str) -> str:
    """The datatype that the values of a property have."""
    values = list(ontology.objects(URIRef(PREFIXES["intmk"] + name), URIRef(PREFIXES["schema"] + "rangeIncludes")))
    if len(values) != 1:
        raise ValueError(f"intmk:{name} must name one datatype with schema:rangeIncludes, but names {len(values)}")
    return str(values[0])


def _constants(names: Iterable[str]) -> str:
    """A constant for each of these terms."""
    return "".join(f'{name}: Final = "{PREFIXES["intmk"]}{name}"\n' for name in names)


def _set(name: str, members: Iterable[str]) -> str:
    """A set of terms."""
    lines = "".join(f"        {member},\n" for member in members)
    return f"{name}: Final = frozenset(\n    {{\n{lines}    }}\n)\n"


def _mapping(name: str, values: dict[str, str]) -> str:
    """A table from terms to IRIs."""
    lines = "".join(f'        {key}: "{value}",\n' for key, value in values.items())
    return f"{name}: Final[Mapping[str, str]] = MappingProxyType(\n    {{\n{lines}    }}\n)\n"


if __name__ == "__main__":
    main()
