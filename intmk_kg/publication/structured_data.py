"""Things in the words of schema.org, as search engines read them in a page."""

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from intmk_kg.engine.description import Description, Statement
from intmk_kg.engine.interface import EntityReader
from intmk_kg.publication.tables import date_as_known
from intmk_kg.publication.wording import Text, expanded_form, label_of, preferred
from intmk_kg.settings import Settings
from intmk_kg.vocabulary.prefixes import PREFIXES

Node = dict[str, Any]
Named = Mapping[str, Description]

_SCHEMA, _XSD, _INTMK, _ORG = (PREFIXES[prefix] for prefix in ("schema", "xsd", "intmk", "org"))
_END_DATES = frozenset({"endDate", "dissolutionDate"})
_MEMBERSHIP = "OrganizationRole"
_MEMBERSHIPS_SHOWN = 20
_OF_ROLES = frozenset({"startDate", "endDate"})
_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def script_text(node: Mapping[str, Any]) -> str:
    """JSON-LD that may stand in `<script type="application/ld+json">` (HTML 4.12.1.3): no `<` can end the element.

    Args:
        node: its members; `@context` is added.
    """
    return json.dumps({"@context": "https://schema.org", **node}, ensure_ascii=False).translate(_ESCAPES)


class StructuredData:
    """Describes things in the words of schema.org for pages in one language.

    Args:
        reader: is asked once for each thing: for all that it names.
        settings: the addresses.
        superclasses: the direct superclasses of each class.
        language: of names and descriptions.
    """

    def __init__(
        self, reader: EntityReader, settings: Settings, superclasses: Mapping[str, Iterable[str]], language: str
    ) -> None:
        self._reader = reader
        self._settings = settings
        self._superclasses = superclasses
        self._language = language

    def node(self, description: Description) -> Node:
        """A thing with its own statements, what it names with name and type, and a person's offices.

        A date is as exact as it is known; what the graph does not adopt is left out.
        """
        named = self._reader.outlines(frozenset(self._to_be_named(description)), _outlining())
        node = self._identified(description)
        node |= self._properties(description, named)
        if node["@type"] != _MEMBERSHIP and (roles := self._roles(description, named)):
            node["memberOf"] = roles
        page = self._page(description.iri)
        if page:
            node["mainEntityOfPage"] = page
        return node

    def type_of(self, classes: Iterable[str]) -> str:
        """The nearest class of schema.org, or `Thing`."""
        queue = list(classes)
        for class_ in queue:
            if class_.startswith(_SCHEMA):
                return class_.removeprefix(_SCHEMA)
            if class_ in _terms("classes"):
                return _terms("classes")[class_]
            queue += (superclass for superclass in self._superclasses.get(class_, ()) if superclass not in queue)
        return "Thing"

    def _identified(self, description: Description) -> Node:
        name = label_of(description.iri, description.labels, self._language).value
        return {"@id": description.iri, "@type": self.type_of(description.types), "name": name}

    def _to_be_named(self, description: Description) -> Iterator[str]:
        """The things of ours that the description of a thing names, and its memberships."""
        for statement in description.outgoing:
            iri = statement.object.value
            if statement.object.kind == "iri" and self._is_ours(iri) and _property(statement.predicate):
                yield iri
        yield from _memberships(description)

    def _is_ours(self, iri: str) -> bool:
        return iri.startswith(f"{self._settings.base_iri}id/")

    def _properties(self, description: Description, named: Named, only: frozenset[str] = frozenset()) -> Node:
        found: dict[str, list[Statement]] = {}
        for statement in description.outgoing:
            name = _property(statement.predicate)
            if name and (not only or name in only):
                found.setdefault(name, []).append(statement)
        return {
            name: _one_or_all(self._values(name, statements, description, named, is_nested=bool(only)))
            for name, statements in found.items()
        }

    def _values(
        self, name: str, statements: list[Statement], description: Description, named: Named, *, is_nested: bool
    ) -> list[Any]:
        links = [statement.object.value for statement in statements if statement.object.kind == "iri"]
        literals = [statement.object for statement in statements if statement.object.kind == "literal"]
        words = preferred((Text(term.value, term.language) for term in literals), self._language)
        kept = {(text.value, text.language) for text in words}
        precision = _precision(description, name)
        values: list[Any] = [_as_said_by(name, self._named(iri, named, is_nested=is_nested)) for iri in links]
        chosen = (term for term in literals if (term.value, term.language) in kept)
        values += (_literal(term.value, term.datatype, precision) for term in chosen)
        return [" ".join(values)] if name == "description" else values

    def _named(self, iri: str, named: Named, *, is_nested: bool) -> Any:
        """What an IRI of ours names; IRIs of others stay addresses."""
        described = named.get(iri) if self._is_ours(iri) else None
        if described is None:
            return iri
        node = self._identified(described)
        if is_nested:
            return node
        node |= self._properties(described, named, _of_named())
        return _with_address(node)

    def _roles(self, description: Description, named: Named) -> list[Node]:
        """The memberships that name this thing (https://schema.org/OrganizationRole)."""
        described = (named.get(iri) for iri in _memberships(description))
        return [self._role(role, named) for role in described if role and self.type_of(role.types) == _MEMBERSHIP]

    def _role(self, role: Description, named: Named) -> Node:
        node = self._properties(role, named, _OF_ROLES)
        linked = {s.predicate: s.object.value for s in role.outgoing if s.object.kind == "iri"}
        if f"{_ORG}role" in linked:
            node["roleName"] = label_of(linked[f"{_ORG}role"], role.labels, self._language).value
        if f"{_ORG}organization" in linked:
            node["memberOf"] = self._named(linked[f"{_ORG}organization"], named, is_nested=True)
        return {"@type": _MEMBERSHIP, "@id": role.iri} | node

    def _page(self, iri: str) -> str:
        local_id = iri.removeprefix(f"{self._settings.base_iri}id/")
        return "" if local_id == iri else f"{self._settings.public_url}doc/{local_id}"


def _memberships(description: Description) -> list[str]:
    members = (links for links in description.incoming if links.predicate == f"{_ORG}member")
    return [iri for links in members for iri in links.subjects][:_MEMBERSHIPS_SHOWN]


def _with_address(node: Node) -> Node:
    """A place with the address that search engines want (https://schema.org/PostalAddress), made of names."""
    if node["@type"] == "Place" and "address" not in node:
        region = node.get("containedInPlace")
        address = {"@type": "PostalAddress", "addressLocality": node["name"]}
        node["address"] = address | ({"addressRegion": region["name"]} if isinstance(region, dict) else {})
    return node


def _as_said_by(name: str, value: Any) -> Any:
    """A thing in the type that the property which names it asks for: what contains a place is an area there."""
    wanted = _read()["named_by"].get(name)
    return value | {"@type": wanted} if wanted and isinstance(value, dict) else value


def _property(predicate: str) -> str:
    if predicate.startswith(_SCHEMA):
        return predicate.removeprefix(_SCHEMA)
    return _terms("properties").get(predicate, "")


def _precision(description: Description, name: str) -> str:
    stated_by = f"{_INTMK}{'end' if name in _END_DATES else 'start'}Precision"
    return next((s.object.value for s in description.outgoing if s.predicate == stated_by), "")


def _literal(value: str, datatype: str, precision: str) -> str | int | float:
    match datatype.removeprefix(_XSD):
        case "date":
            return date_as_known(value, precision)
        case "integer":
            return int(value)
        case "decimal":
            return float(value)
        case _:
            return value


def _one_or_all(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


@cache
def _terms(kind: str) -> Mapping[str, str]:
    return {expanded_form(name): term for name, term in _read()[kind].items()}


@cache
def _of_named() -> frozenset[str]:
    return frozenset(_read()["of_named"]["properties"])


@cache
def _outlining() -> frozenset[str]:
    """The predicates that say what is told of named things and of memberships."""
    told = _of_named() | _OF_ROLES
    mapped = (predicate for predicate, name in _terms("properties").items() if name in told)
    precisions = (f"{_INTMK}{end}Precision" for end in ("start", "end"))
    return frozenset((*(_SCHEMA + name for name in told), *mapped, *precisions, f"{_ORG}role", f"{_ORG}organization"))


@cache
def _read() -> Mapping[str, Any]:
    file = files("intmk_kg.publication") / "structured_data_terms.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
