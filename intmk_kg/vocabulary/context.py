"""The JSON-LD context: short names for the terms that the graph uses."""

from collections.abc import Iterable, Mapping
from typing import Any

from intmk_kg.vocabulary import terms
from intmk_kg.vocabulary.prefixes import PREFIXES

_DATES = (
    "schema:birthDate",
    "schema:datePublished",
    "schema:dissolutionDate",
    "schema:endDate",
    "schema:foundingDate",
    "schema:previousStartDate",
    "schema:startDate",
)
_DECIMALS = ("schema:latitude", "schema:longitude")
_IN_LANGUAGES = (
    "rdfs:comment",
    "rdfs:label",
    "skos:altLabel",
    "skos:definition",
    "skos:editorialNote",
    "skos:historyNote",
    "skos:prefLabel",
    "skos:scopeNote",
)
_LINKS = (
    "cv:hasParticipant",
    "cv:hasParticipation",
    "dcatde:politicalGeocodingURI",
    "dct:isPartOf",
    "dct:isVersionOf",
    "dct:language",
    "dct:relation",
    "dct:source",
    "dct:spatial",
    "euvoc:represents",
    "foaf:homepage",
    "org:linkedTo",
    "org:member",
    "org:organization",
    "org:originalOrganization",
    "org:postIn",
    "org:resultingOrganization",
    "org:role",
    "org:subOrganizationOf",
    "org:unitOf",
    "prov:hadPrimarySource",
    "rdfs:isDefinedBy",
    "rdfs:seeAlso",
    "rdfs:subClassOf",
    "schema:agent",
    "schema:containedInPlace",
    "schema:creator",
    "schema:eventAttendanceMode",
    "schema:eventStatus",
    "schema:gender",
    "schema:location",
    "schema:organizer",
    "schema:sameAs",
    "schema:subjectOf",
    "schema:superEvent",
    "schema:url",
    "skos:broader",
    "skos:closeMatch",
    "skos:exactMatch",
    "skos:hasTopConcept",
    "skos:inScheme",
    "skos:topConceptOf",
)
_PLAIN = (
    "dc:publisher",
    "dct:bibliographicCitation",
    "dct:identifier",
    "foaf:familyName",
    "foaf:givenName",
    "schema:address",
    "schema:honorificPrefix",
    "skos:notation",
)
# Their short names belong to other terms.
_UNDER_PREFIXED_NAMES = ("cv:role", "dct:subject", "dct:type", "rdf:predicate", "rdf:subject")


def json_ld_context() -> dict[str, Any]:
    """The value of `@context`: the prefixes, our terms, and the terms of others that the graph uses.

    There is no `@vocab`: a name that the context does not list means nothing, so a slip of the pen cannot turn into a
    term of another vocabulary (JSON-LD 1.1, 4.1.2, https://www.w3.org/TR/json-ld11/#default-vocabulary).
    """
    return {
        "@version": 1.1,
        **dict(sorted(PREFIXES.items())),
        "id": "@id",
        "type": "@type",
        **_reused(_DATES, {"@type": "xsd:date"}),
        **_reused(_DECIMALS, {"@type": "xsd:decimal"}),
        **_reused(_IN_LANGUAGES, {"@container": "@language"}),
        **_reused(_LINKS, {"@type": "@id"}),
        **_reused(_PLAIN, {}),
        **{name: {"@id": name, "@type": "@id"} for name in _UNDER_PREFIXED_NAMES},
        **_own(sorted(terms.CLASSES), {}),
        **_own(sorted(terms.OBJECT_PROPERTIES), {"@type": "@id"}),
        **{name: entry for iri, datatype in terms.DATATYPES.items() for name, entry in _literal(iri, datatype)},
    }


def compact(iri: str) -> str:
    """The IRI as a prefixed name where one of the prefixes fits, else unchanged."""
    fitting = [(prefix, namespace) for prefix, namespace in PREFIXES.items() if iri.startswith(namespace)]
    if not fitting:
        return iri
    prefix, namespace = max(fitting, key=lambda pair: len(pair[1]))
    return f"{prefix}:{iri.removeprefix(namespace)}"


def _reused(names: Iterable[str], coercion: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Entries for terms of others, under their local names."""
    return {name.partition(":")[2]: {"@id": name, **coercion} for name in names}


def _own(iris: Iterable[str], coercion: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Entries for our terms, under their local names."""
    return _reused(map(compact, iris), coercion)


def _literal(iri: str, datatype: str) -> Iterable[tuple[str, dict[str, str]]]:
    """The entry for one of our properties with a literal value."""
    if datatype == PREFIXES["rdf"] + "langString":
        return _own([iri], {"@container": "@language"}).items()
    if datatype == PREFIXES["xsd"] + "string":
        return _own([iri], {}).items()
    return _own([iri], {"@type": compact(datatype)}).items()
