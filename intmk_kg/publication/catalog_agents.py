"""Who publishes, whom to ask and who delivers to GovData: as the settings say, else as the project does."""

from intmk_kg.graph.syntaxes import PlainTriple
from intmk_kg.publication.triples import Described, about, expand, link, literals, text, typed
from intmk_kg.settings import Settings

Node = tuple[str, list[PlainTriple]]

_CONTRIBUTORS = "http://dcat-ap.de/def/contributors"
_PUBLISHER_TYPES = "http://purl.org/adms/publishertype/1.0"
_URL = expand("vcard:hasURL")


def publisher(settings: Settings, described: Described, catalog: str) -> Node:
    """The publisher and what is said of it."""
    authored = described.get(f"{catalog}#publisher", ())
    iri = settings.publisher_iri or f"{catalog}#publisher"
    if settings.publisher_name:
        named = [typed(iri, "foaf:Agent"), text(iri, "foaf:name", settings.publisher_name)]
        return iri, named + _kind(iri, settings.publisher_type)
    return iri, about(iri, authored)


def contact(settings: Settings, described: Described, catalog: str) -> Node:
    """The contact and what is said of it; without another address the service's own."""
    iri = f"{catalog}#contact"
    authored = [triple for triple in described.get(iri, ()) if triple.predicate != _URL]
    if settings.publisher_name:
        authored = [triple for triple in authored if not triple.is_literal]
        authored.append(text(iri, "vcard:fn", settings.publisher_name))
    authored.append(link(iri, "vcard:hasURL", settings.contact_url or settings.public_url))
    if settings.contact_email:
        authored.append(link(iri, "vcard:hasEmail", f"mailto:{settings.contact_email.removeprefix('mailto:')}"))
    return iri, authored


def contributor(settings: Settings) -> Node:
    """The code that GovData assigned to who delivers the data, and what is said of it; "" without one."""
    iri = settings.contributor_id
    if not iri:
        return "", []
    name = iri.rpartition("/")[2]
    return iri, [
        typed(iri, "skos:Concept"),
        link(iri, "skos:inScheme", _CONTRIBUTORS),
        text(iri, "skos:prefLabel", name, "de"),
    ]


def _kind(iri: str, kind: str) -> list[PlainTriple]:
    if not kind:
        return []
    name = kind.rpartition("/")[2]
    return [
        link(iri, "dct:type", kind),
        typed(kind, "skos:Concept"),
        link(kind, "skos:inScheme", _PUBLISHER_TYPES),
        text(kind, "skos:prefLabel", name, "en"),
    ]


def name(settings: Settings, described: Described, catalog: str) -> str:
    """The name of the publisher."""
    names = literals(publisher(settings, described, catalog)[1], "foaf:name")
    return next(iter(names.values()), "")
