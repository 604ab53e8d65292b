"""Deliberately broken catalogues: each with one fault that real harvests break at, and the code that names it."""

from collections.abc import Callable
from dataclasses import dataclass

from loopback import AUTHORITY, HOST, Resource, Site, catalogue, dataset, turtle, view

A, B = f"{HOST}/dataset/a", f"{HOST}/dataset/b"
LICENCE = "http://dcat-ap.de/def/licenses/dl-zero-de/2.0"
TURTLE = "text/turtle; charset=utf-8"


@dataclass(frozen=True)
class Broken:
    """A catalogue with a fault.

    Attributes:
        name: what is broken.
        codes: the codes of all warnings that it must give.
        put: puts it on a server.
        stops: the portals whose harvest it ends.
        path: where its first page is.
    """

    name: str
    codes: frozenset[str]
    put: Callable[[Site], None]
    stops: frozenset[str] = frozenset()
    path: str = "/catalog"


ALL = ("ckan", "europa", "udata")


def _page(name: str, codes: str, text: str, *stops: str) -> Broken:
    return Broken(name, frozenset(codes.split()), lambda site: site.put(turtle(text)), frozenset(stops))


def _changed(name: str, codes: str, old: str, new: str, *stops: str) -> Broken:
    good = catalogue("a", "b")
    assert old in good, name
    return _page(name, codes, good.replace(old, new), *stops)


def _answered(name: str, codes: str, resource: Resource, *stops: str) -> Broken:
    return Broken(name, frozenset(codes.split()), lambda site: site.put(resource), frozenset(stops))


def _paged(name: str, codes: str, pages: Callable[[str], dict[str, str]], *stops: str) -> Broken:
    def put(site: Site) -> None:
        for path, text in pages(site.url).items():
            site.put(turtle(text), path)

    return Broken(name, frozenset(codes.split()), put, frozenset(stops))


def _two_formats(site: Site) -> None:
    """The second page in N-Triples, which a parser of Turtle reads as well."""
    second = f'<{site.url}/2> <http://www.w3.org/ns/hydra/core#title> "2" .'
    site.put(turtle(catalogue("a", further=view(site.catalogue, 1, f"{site.url}/2"))))
    site.put(Resource(second.encode(), headers={"Content-Type": "application/n-triples"}), "/2")


_GOOD = catalogue("a", "b").encode()

FETCHING = [
    Broken("nothing at the address", frozenset({"status"}), lambda _site: None, frozenset(ALL)),
    _answered("store is down", "status", Resource(b"", 503), *ALL),
    _answered("page is HTML", "content-type-unknown", Resource(b"<p>", 200, {"Content-Type": "text/html"}), *ALL),
    _answered("plain text", "content-type-unknown", Resource(_GOOD, 200, {"Content-Type": "text/plain"}), *ALL),
    _answered("media type unnamed", "content-type-missing syntax", Resource(_GOOD, 200, {}), *ALL),
    _answered("JSON for JSON-LD", "content-type-json empty-catalogue",
              Resource(b'{"name": "x"}', 200, {"Content-Type": "application/json"}), "ckan"),
    Broken("ending of another format", frozenset({"extension-differs"}),
           lambda site: site.put(Resource(_GOOD), "/catalog.rdf"), frozenset({"udata"}), "/catalog.rdf"),
    _answered("HEAD refused", "head-refused", Resource(_GOOD, head_status=501), "ckan"),
    _answered("HEAD not allowed", "head-not-allowed", Resource(_GOOD, head_status=405)),
    _answered("HEAD unlike GET", "head-differs", Resource(_GOOD, head_headers={"Content-Type": "text/html"})),
    _answered("over 50 MB", "too-large",
              Resource(_GOOD, head_headers={"Content-Length": "60000000"},
                       headers={"Content-Type": TURTLE, "Content-Length": "60000000"}), "ckan"),
    _answered("Latin-1", "not-utf-8", Resource(catalogue("a").encode("latin-1")), "ckan"),
    _page("unescaped quote", "syntax", catalogue("a").replace("Turtle", 'Tur"tle'), *ALL),
    _page("tag that is none", "syntax", catalogue("a").replace("@de", "@français"), *ALL),
    _page("empty catalogue", "empty-catalogue", catalogue()),
    _answered("clock in the data", "unstable",
              Resource(catalogue("a").encode(), later=turtle(catalogue("a").replace("enthält", "gerade enthält")))),
]  # fmt: skip

PAGING = [
    _paged("loop among later pages", "paging-loop", lambda url: {
        "/catalog": catalogue("a", further=view(f"{url}/catalog", 2, f"{url}/2")),
        "/2": catalogue("b", further=view(f"{url}/2", 2, f"{url}/2")),
    }, *ALL),
    _paged("back to the first page", "paging-returns", lambda url: {
        "/catalog": catalogue("a", further=view(f"{url}/catalog", 2, f"{url}/2")),
        "/2": catalogue("b", further=view(f"{url}/2", 2, f"{url}/catalog")),
    }, "europa", "udata"),
    _paged("first page follows itself", "paging-returns", lambda url: {
        "/catalog": catalogue("a", further=view(f"{url}/catalog", 1, f"{url}/catalog")),
    }, "europa", "udata"),
    _paged("second page fails", "status", lambda url: {
        "/catalog": catalogue("a", further=view(f"{url}/catalog", 2, f"{url}/2")),
    }, *ALL),
    _paged("inner address behind a proxy", "paging-other-host", lambda url: {
        "/catalog": catalogue("a", further=view(f"{url}/catalog", 2, f"{url.replace('127.0.0.1', 'localhost')}/2")),
        "/2": catalogue("b", further=view(f"{url}/2", 2)),
    }),
    _paged("total unstated", "total-items-missing", lambda url: {
        "/catalog": catalogue("a", further=view(f"{url}/catalog", None)),
    }, "europa"),
    _paged("total untrue", "total-items-wrong", lambda url: {
        "/catalog": catalogue("a", further=view(f"{url}/catalog", 7)),
    }),
    _paged("two forms that differ", "paging-forms-differ", lambda url: {
        "/catalog": catalogue("a", further=view(f"{url}/catalog", 1, f"{url}/2")
                              + f'<{url}/catalog> a hydra:PagedCollection ; hydra:nextPage "{url}/3" .'),
        "/2": catalogue(further=view(f"{url}/2", 1)),
        "/3": catalogue(further=view(f"{url}/3", 1)),
    }),
    _paged("distribution on the other page", "reference-undescribed", lambda url: {
        "/catalog": catalogue("a", further=view(f"{url}/catalog", 2, f"{url}/2")).replace(
            f"<{A}/ttl> a dcat:Distribution", "<https://data.example.org/else> a dcat:Distribution"),
        "/2": catalogue("b", further=view(f"{url}/2", 2)),
    }),
    _paged("dataset on both pages", "dataset-repeated", lambda url: {
        "/catalog": catalogue("a", further=view(f"{url}/catalog", 1, f"{url}/2")),
        "/2": catalogue("a", further=view(f"{url}/2", 1)),
    }),
    Broken("another format on the next page", frozenset({"content-type-changes"}), _two_formats),
]  # fmt: skip

IDENTITY = [
    _changed("identifier missing", "identifier-missing", f'dcterms:identifier "{A}" ;', ""),
    _changed("identifier not the IRI", "identifier-differs", f'dcterms:identifier "{A}" ;', 'dcterms:identifier "7" ;'),
    _changed("two identifiers", "identifier-multiple", f'dcterms:identifier "{A}"', f'dcterms:identifier "7", "{A}"'),
    _changed("same identifier twice", "identifier-duplicate identifier-differs",
             f'dcterms:identifier "{B}"', f'dcterms:identifier "{A}"'),
    _page("dataset without IRI", "dataset-blank",
          catalogue("a").replace(f"<{A}> a dcat:Dataset", "_:a a dcat:Dataset").replace(f"<{A}> .", "_:a .")),
    _changed("distribution without IRI", "distribution-blank", f"<{A}/ttl>", "_:ttl"),
    _changed("relative IRI", "relative-iri", f"{HOST}/a.ttl", "a.ttl"),
    _changed("invalid IRI", "invalid-iri", f"{HOST}/a.ttl", f"{HOST}/a|b.ttl"),
    _page("reference typed as dataset", "dataset-reference",
          catalogue("a", further="<https://other.example.org/x> a dcat:Dataset .\n"), "ckan"),
    _page(
        "catalogue typed as dataset",
        "catalogue-is-dataset",
        catalogue("a", further=f'<{HOST}/catalog> a dcat:Dataset ; dcterms:title "Katalog"@de .\n'),
    ),
    _page(
        "catalogue without title typed as dataset",
        "catalogue-is-dataset title-missing",
        catalogue("a", further=f"<{HOST}/catalog> a dcat:Dataset .\n"),
        "ckan",
    ),
    _page("series typed as dataset", "series-is-dataset",
          catalogue("a", further=f'<{HOST}/series> a dcat:Dataset, dcat:DatasetSeries ; dcterms:title "R"@de .\n')),
    _page("record with the dataset's IRI", "record-shares-iri",
          catalogue("a", further=f"<{A}> a dcat:CatalogRecord .\n")),
    _page("service named as dataset", "service-as-dataset",
          catalogue("a", further=f"<{HOST}/catalog> dcat:dataset <{A}/sparql> .\n")),
    _page("service shared by all", "dataset-linked",
          catalogue("a", "b").replace(f"{A}/sparql", f"{HOST}/sparql").replace(f"{B}/sparql", f"{HOST}/sparql")),
    _page("dataset part of the catalogue", "dataset-linked",
          catalogue("a", further=f"<{A}> dcterms:isPartOf <{HOST}/catalog> .\n")),
]  # fmt: skip

DESCRIPTION = [
    _changed("title missing", "title-missing", 'dcterms:title "Tabelle a"@de , "Table a"@en ;', "", "ckan"),
    _changed("titles without German", "title-language", '"Tabelle a"@de', '"Tableau a"@fr'),
    _changed("two German titles", "title-ambiguous", '"Table a"@en', '"Tafel a"@de'),
    _changed("description missing", "description-missing", 'dcterms:description "Was a enthält."@de ;', ""),
    _page("modified missing", "modified-missing",
          catalogue("a").replace('dcterms:modified "2026-01-02T03:04:05Z"^^xsd:dateTime ;', "")),
    _page("modified without zone", "modified-without-zone", catalogue("a").replace("03:04:05Z", "03:04:05")),
    _page("modified is a day", "modified-without-zone",
          catalogue("a").replace('"2026-01-02T03:04:05Z"^^xsd:dateTime', '"2026-01-02"^^xsd:date')),
    _page("date in German order", "date-malformed",
          catalogue("a").replace('"2026-01-02T03:04:05Z"^^xsd:dateTime', '"02.01.2026"')),
    _changed("keyword with brackets", "keyword-characters", '"Integration"@de', '"Flucht (Asyl)"@de'),
    _changed("keyword with apostrophe", "keyword-characters", '"Integration"@de', '"Migrant\'s"@de'),
    _changed("keyword of one letter", "keyword-length", '"Integration"@de', '"I"@de'),
    _changed("keywords in one", "keyword-comma", '"Integration"@de', '"Integration, Asyl"@de'),
    _changed("regional language tag", "language-tag", '"Was a enthält."@de', '"Was a enthält."@de-DE'),
    _changed("three-letter language tag", "language-tag", '"Table a"@en', '"Table a"@eng'),
    _page("label on the licence", "label-replaces-iri",
          catalogue("a", further=f'<{LICENCE}> rdfs:label "Datenlizenz Zero"@de .\n')),
    _changed("https in a vocabulary", "vocabulary-https",
             f"{AUTHORITY}/frequency/ANNUAL", f"{AUTHORITY}/frequency/ANNUAL".replace("http:", "https:")),
    _changed("https in the licence", "vocabulary-https", LICENCE, LICENCE.replace("http:", "https:")),
    _changed("licence unknown", "licence-unknown", f"dcterms:license <{LICENCE}>",
             "dcterms:license <https://creativecommons.org/licenses/by/4.0/>"),
    _changed("licence missing", "licence-missing", f"dcterms:license <{LICENCE}>", 'dcterms:description "X"@de'),
    _changed("access address missing", "access-url-missing", f"dcat:accessURL <{HOST}/a.ttl> ;", ""),
    _changed("no distribution", "no-distribution", f"dcat:distribution <{A}/ttl>", "dcat:version 1"),
    _page("over a thousand distributions", "distributions-many",
          catalogue("a", further="".join(f"<{A}> dcat:distribution <{A}/{number}> .\n"
                                         f"<{A}/{number}> dcat:accessURL <{HOST}/{number}> ; "
                                         f"dcterms:license <{LICENCE}> .\n" for number in range(1000)))),
    _changed("publisher undescribed", "reference-undescribed",
             f"<{HOST}/publisher> ;", "<https://elsewhere.example.org/publisher> ;"),
]  # fmt: skip

BROKEN = [*FETCHING, *PAGING, *IDENTITY, *DESCRIPTION]


def same_but_one(name: str) -> str:
    """A catalogue in which dataset b has another IRI and identifier, and the same title."""
    return catalogue("a") + dataset("b").replace(B, f"{HOST}/dataset/{name}")
