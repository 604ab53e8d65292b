"""JSON-LD that a person can read: compact names, one node an object, the same bytes for the same triples."""

import json
from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import attrgetter
from typing import Any

import pyoxigraph as ox

from intmk_kg.graph.terms import RDF_TYPE
from intmk_kg.graph.writing import Term, TermWriter
from intmk_kg.vocabulary.prefixes import PREFIXES

_STRING = PREFIXES["xsd"] + "string"


def jsonld(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> bytes:
    """The triples as one flattened, compacted document of JSON-LD 1.1 (https://www.w3.org/TR/json-ld11/), UTF-8.

    Args:
        triples: sorted by subject; without blank nodes.
        prefixes: the names of the context; only those that are used are in it.
    """
    writer = TermWriter(prefixes)
    nodes = [_node(subject, group, writer) for subject, group in groupby(triples, key=attrgetter("subject"))]
    context = json.dumps({name: prefixes[name] for name in sorted(writer.used)}, indent=2)
    # One node a line: a whole line can be compared, cut out and counted
    lines = ",\n".join(json.dumps(node, ensure_ascii=False) for node in nodes)
    return f'{{"@context": {context},\n"@graph": [\n{lines}\n]}}\n'.encode()


def _node(subject: Term, triples: Iterable[ox.Triple], writer: TermWriter) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": _name(subject, writer)}
    for triple in triples:
        if triple.predicate == RDF_TYPE and isinstance(triple.object, ox.NamedNode):
            node.setdefault("@type", []).append(_name(triple.object, writer))
        else:
            node.setdefault(_name(triple.predicate, writer), []).append(_value(triple.object, writer))
    return node


def _value(term: Term, writer: TermWriter) -> dict[str, str] | str:
    if not isinstance(term, ox.Literal):
        return {"@id": _name(term, writer)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype.value == _STRING:
        return term.value
    return {"@value": term.value, "@type": _name(term.datatype, writer)}


def _name(term: Term, writer: TermWriter) -> str:
    return writer.term(term).strip("<>")
