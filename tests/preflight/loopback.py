"""A very small server on loopback that answers as it is told, and the catalogues that it serves."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOST = "https://data.example.org"
AUTHORITY = "http://publications.europa.eu/resource/authority"

PREFIXES = """\
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcatde: <http://dcat-ap.de/def/dcatde/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix hydra: <http://www.w3.org/ns/hydra/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def dataset(name: str) -> str:
    """A dataset with one distribution and a service of its own, all of it as portals want it."""
    iri = f"{HOST}/dataset/{name}"
    return f"""
<{iri}> a dcat:Dataset ;
  dcterms:title "Tabelle {name}"@de , "Table {name}"@en ;
  dcterms:description "Was {name} enthält."@de ;
  dcterms:identifier "{iri}" ;
  dcterms:publisher <{HOST}/publisher> ;
  dcterms:modified "2026-01-02T03:04:05Z"^^xsd:dateTime ;
  dcterms:accrualPeriodicity <{AUTHORITY}/frequency/ANNUAL> ;
  dcatde:contributorID <http://dcat-ap.de/def/contributors/govData> ;
  dcat:keyword "Integration"@de , "Länder-Daten 2.0"@de ;
  dcat:distribution <{iri}/ttl> .
<{iri}/ttl> a dcat:Distribution ;
  dcterms:title "Turtle"@de ;
  dcat:accessURL <{HOST}/{name}.ttl> ;
  dcat:accessService <{iri}/sparql> ;
  dcterms:license <http://dcat-ap.de/def/licenses/dl-zero-de/2.0> .
<{iri}/sparql> a dcat:DataService ; dcat:servesDataset <{iri}> .
<{HOST}/publisher> a foaf:Agent ; foaf:name "Konferenz"@de .
<http://dcat-ap.de/def/licenses/dl-zero-de/2.0> a skos:Concept ; skos:prefLabel "Zero"@de .
"""


def catalogue(*names: str, further: str = "") -> str:
    """A catalogue of these datasets in Turtle."""
    listed = "".join(f"<{HOST}/catalog> dcat:dataset <{HOST}/dataset/{name}> .\n" for name in names)
    return f"{PREFIXES}<{HOST}/catalog> a dcat:Catalog .\n{listed}{''.join(map(dataset, names))}{further}"


def view(url: str, total: int | None, following: str | None = None) -> str:
    """The triples of a page of a paged catalogue."""
    triples = f"<{url}> a hydra:PartialCollectionView ."
    if total is not None:
        triples += f"\n<{url}> hydra:totalItems {total} ."
    if following is not None:
        triples += f"\n<{url}> hydra:next <{following}> ."
    return triples + "\n"


@dataclass(frozen=True)
class Resource:
    """What the server has at an address.

    Attributes:
        body: the body of the answer to GET.
        status: the status of the answer to GET.
        headers: its header fields; Content-Length is added where it is not among them.
        head_status: the status of the answer to HEAD, if another.
        head_headers: header fields that HEAD answers differently.
        later: what is there from the second GET on, if something else.
    """

    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "text/turtle; charset=utf-8"})
    head_status: int | None = None
    head_headers: Mapping[str, str] = field(default_factory=dict)
    later: "Resource | None" = None


def turtle(text: str) -> Resource:
    """A page in Turtle."""
    return Resource(text.encode())


class Site:
    """A running server: its address, and what it has at each path.

    Attributes:
        url: the address of the root, without a slash at the end.
        resources: what is at each path; may be changed while the server runs.
        asked: the method, path and header fields of each request.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.resources: dict[str, Resource] = {}
        self.asked: list[tuple[str, str, dict[str, str]]] = []

    @property
    def catalogue(self) -> str:
        """The address of the catalogue."""
        return f"{self.url}/catalog"

    def put(self, resource: Resource, path: str = "/catalog") -> None:
        """Have this at the path."""
        self.resources[path] = resource

    def answer(self, method: str, path: str) -> tuple[int, dict[str, str], bytes]:
        """The status, header fields and body for a request."""
        resource = self.resources.get(path)
        if resource is None:
            return 404, {"Content-Length": "0"}, b""
        headers = {"Content-Length": str(len(resource.body)), **resource.headers}
        if method == "HEAD":
            return resource.head_status or resource.status, {**headers, **resource.head_headers}, b""
        if resource.later is not None:
            self.resources[path] = replace(resource.later)
        return resource.status, headers, resource.body


@contextmanager
def serving() -> Iterator[Site]:
    """A server on a free port of loopback, until the block is left."""
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        site = Site(f"http://127.0.0.1:{server.server_port}")
        server.RequestHandlerClass = _requests_of(site)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()


def _requests_of(site: Site) -> type[BaseHTTPRequestHandler]:
    class Requests(BaseHTTPRequestHandler):
        """Answers from the site."""

        def do_GET(self) -> None:
            """Answer to GET."""
            self._answer("GET")

        def do_HEAD(self) -> None:
            """Answer to HEAD."""
            self._answer("HEAD")

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

        def _answer(self, method: str) -> None:
            site.asked.append((method, self.path, dict(self.headers)))
            status, headers, body = site.answer(method, self.path)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

    return Requests
