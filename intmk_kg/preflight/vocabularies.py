"""The namespaces, licences and vocabularies that harvesters compare with, letter by letter."""

from rdflib import Namespace

DCATDE = Namespace("http://dcat-ap.de/def/dcatde/")
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")

CONTROLLED = (
    "http://publications.europa.eu/resource/authority/",
    "http://dcat-ap.de/def/",
    "http://purl.org/adms/",
    "http://www.w3.org/ns/dcat#",
)

LICENCES = "http://dcat-ap.de/def/licenses/"

# https://www.dcat-ap.de/def/licenses/, the list of GovData
LICENCE_CODES = frozenset(
    (
        "apache", "bsd", "cc-by", "cc-by-de/3.0", "cc-by-nc", "cc-by-nc-de/3.0", "cc-by-nc/4.0", "cc-by-nd",
        "cc-by-nd/3.0", "cc-by-nd/4.0", "cc-by-sa", "cc-by-sa-de/3.0", "cc-by-sa/4.0", "cc-by/4.0", "cc-zero",
        "ccpdm/1.0", "dl-by-de/1.0", "dl-by-de/2.0", "dl-by-nc-de/1.0", "dl-zero-de/2.0", "geoNutz/20131001",
        "geonutz/20130319", "gfdl", "gpl/3.0", "mozilla", "odbl", "odby", "odcpddl", "officialWork", "other-closed",
        "other-commercial", "other-freeware", "other-open", "other-opensource",
    )
)  # fmt: skip


def is_known_licence(iri: str) -> bool:
    """Whether GovData has the licence in its list."""
    return iri.removeprefix(LICENCES) in LICENCE_CODES if iri.startswith(LICENCES) else False


def expected_namespace(iri: str) -> str | None:
    """The namespace that an IRI was meant to be in, where it differs by `https:` or `www.` only."""
    for namespace in CONTROLLED:
        bare = namespace.removeprefix("http://")
        variants = (f"https://{bare}", f"https://www.{bare}", f"http://www.{bare}")
        if iri.startswith(variants) and not iri.startswith(namespace):
            return namespace
    return None
