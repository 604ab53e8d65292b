"""JSON-LD in the short names of the project's context, for people and programs that read JSON and not RDF.

JSON-LD 1.1 (https://www.w3.org/TR/json-ld11/), one flat object a node. The context stands in the document, as far as
the document uses it, so that nobody has to fetch one. A value that a short name would read as something else stands
under the prefixed name of its predicate, which has no such rules.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pyoxigraph as ox

from intmk_kg.graph.terms import RDF_TYPE
from intmk_kg.vocabulary.context import json_ld_context
from intmk_kg.vocabulary.prefixes import PREFIXES

_XSD = PREFIXES["xsd"]
_STRING = f"{_XSD}string"
_INTEGER = f"{_XSD}integer"
_KEYWORDS = ("@version", "id", "type")


def compact_jsonld(triples: Iterable[ox.Triple]) -> bytes:
    """The triples as a document, in the order given and the same bytes each time; UTF-8.

    Args:
        triples: without blank nodes and triple terms, which things do not have.
    """
    writer = _Writer()
    nodes: dict[str, dict[str, list[Any]]] = {}
    for triple in triples:
        subject = writer.iri(triple.subject.value)  # type: ignore[union-attr] # no triple term
        node = nodes.setdefault(subject, {"id": subject})  # type: ignore[dict-item] # the only one that is no list
        writer.add(node, triple)
    context = json_ld_context()
    used = {name: entry for name, entry in context.items() if name in _KEYWORDS or name in writer.used}
    lines = ",\n".join(f"    {json.dumps(name)}: {json.dumps(entry)}" for name, entry in used.items())
    graph = json.dumps([_plain(node) for node in nodes.values()], ensure_ascii=False, indent=2)
    return f'{{\n  "@context": {{\n{lines}\n  }},\n  "@graph": {graph}\n}}\n'.encode()


@dataclass(frozen=True)
class _ShortName:
    """A name of the context, and how values under it are read."""

    name: str
    type: str = ""
    has_languages: bool = False


class _Writer:
    """Writes terms and remembers which names of the context they need."""

    def __init__(self) -> None:
        self.used: set[str] = set()

    def add(self, node: dict[str, Any], triple: ox.Triple) -> None:
        """State the triple of its subject's node."""
        predicate, value = triple.predicate, triple.object
        if predicate == RDF_TYPE and isinstance(value, ox.NamedNode):
            node.setdefault("type", []).append(self._class(value.value))
            return
        short = _short_names().get(predicate.value)
        written = None if short is None else self._coerced(value, short)
        if short is None or written is None:
            node.setdefault(self.iri(predicate.value), []).append(self._explicit(value))
            return
        self.iri(predicate.value)
        self.used.add(short.name)
        if isinstance(value, ox.Literal) and short.has_languages:
            node.setdefault(short.name, {}).setdefault(value.language, []).append(written)
        else:
            node.setdefault(short.name, []).append(written)

    def iri(self, iri: str) -> str:
        """The IRI with a prefix, where one fits."""
        for prefix, namespace in PREFIXES.items():
            local = iri[len(namespace) :]
            if iri.startswith(namespace) and local and not local.startswith("//"):
                self.used.add(prefix)
                return f"{prefix}:{local}"
        return iri

    def _class(self, iri: str) -> str:
        name = self.iri(iri)
        short = _short_names().get(iri)
        if short is None:
            return name
        self.used.add(short.name)
        return short.name

    def _coerced(self, value: Any, short: _ShortName) -> Any:
        """The value as it is read under a short name; None where it would be read as another."""
        if isinstance(value, ox.NamedNode):
            return self.iri(value.value) if short.type == "@id" else None
        if not isinstance(value, ox.Literal) or value.direction:
            return None
        if short.has_languages or value.language:
            return value.value if short.has_languages and value.language else None
        if (short.type or _STRING) != value.datatype.value:
            return None
        if short.type:
            self.iri(short.type)
        is_number = short.type == _INTEGER and value.value == str(_number(value.value))
        return int(value.value) if is_number else value.value

    def _explicit(self, value: Any) -> Any:
        """The value in full."""
        if isinstance(value, ox.NamedNode):
            return {"id": self.iri(value.value)}
        if value.language:
            return {"@value": value.value, "@language": value.language}
        if value.datatype.value == _STRING:
            return {"@value": value.value}
        return {"@value": value.value, "@type": self.iri(value.datatype.value)}


@cache
def _short_names() -> Mapping[str, _ShortName]:
    """The names of the context, by the IRIs that they stand for."""
    found: dict[str, _ShortName] = {}
    for name, entry in json_ld_context().items():
        if isinstance(entry, dict):
            type_ = entry.get("@type", "")
            in_full = type_ if type_.startswith("@") else _expanded(type_)
            found.setdefault(_expanded(entry["@id"]), _ShortName(name, in_full, entry.get("@container") == "@language"))
    return found


def _expanded(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local if name else ""


def _number(text: str) -> int | None:
    return int(text) if text.lstrip("-").isdecimal() else None


def _plain(node: Mapping[str, Any]) -> dict[str, Any]:
    """The node without lists of one, and with languages in order."""
    return {name: _by_language(value) if isinstance(value, dict) else _single(value) for name, value in node.items()}


def _by_language(values: Mapping[str, list[str]]) -> dict[str, Any]:
    return {language: _single(texts) for language, texts in sorted(values.items())}


def _single(value: Any) -> Any:
    return value[0] if isinstance(value, list) and len(value) == 1 else value
