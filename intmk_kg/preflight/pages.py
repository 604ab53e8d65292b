"""The pages of a catalogue: fetched as CKAN does, read as CKAN does, followed as all three harvesters do."""

import logging
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import rdflib
from rdflib import Graph

from intmk_kg.preflight.fetching import Answer, Unreachable, fetch
from intmk_kg.preflight.findings import Finding, found
from intmk_kg.preflight.paging import next_page, paging_findings

# rdflib reports odd terms to its log; they are found in the graph as well
logging.getLogger("rdflib").addHandler(logging.NullHandler())

JSON = "application/json"
FORMATS = {
    "text/turtle": "turtle",
    "application/rdf+xml": "xml",
    "application/ld+json": "json-ld",
    "application/n-triples": "nt",
    "application/trig": "trig",
    "text/n3": "n3",
}
# What udata takes a name's ending for, before it looks at the Content-Type
EXTENSIONS = {
    ".ttl": "turtle",
    ".rdf": "xml",
    ".xml": "xml",
    ".owl": "xml",
    ".jsonld": "json-ld",
    ".json": "json-ld",
    ".nt": "nt",
    ".n3": "n3",
    ".trig": "trig",
}
_WITHOUT_CONTENT_TYPE = "application/rdf+xml"


@dataclass(frozen=True)
class Page:
    """A page of a catalogue.

    Attributes:
        url: its address as it was asked for.
        media_type: the media type that it came with.
        graph: what it says; relative IRIs have become `file:` IRIs, as in CKAN, which reads without a base.
    """

    url: str
    media_type: str
    graph: Graph = field(repr=False)


@dataclass(frozen=True)
class Walk:
    """The pages that were read from the first to the last, or up to the one where the harvest ends.

    Attributes:
        pages: the pages, in order.
        findings: what was met on the way.
        is_complete: whether the last page was reached.
    """

    pages: tuple[Page, ...]
    findings: tuple[Finding, ...]
    is_complete: bool


def walk(url: str, announce: Callable[[str], None] = lambda _url: None) -> Walk:
    """Fetch and read a catalogue page by page.

    Args:
        url: the address of its first page.
        announce: told the address of each page before it is fetched.
    """
    pages: list[Page] = []
    findings: list[Finding] = []
    target: str | None = url
    while target is not None:
        announce(target)
        page = _read_page(target, pages[0].media_type if pages else None, findings)
        if page is None:
            return Walk(tuple(pages), tuple(findings), is_complete=False)
        pages.append(page)
        findings += paging_findings(page.graph, page.url, [earlier.url for earlier in pages])
        target = next_page(page.graph)
        if target == url:
            break  # CKAN takes it for the end
        if target is not None and (target in {earlier.url for earlier in pages} or not _is_web(target)):
            return Walk(tuple(pages), tuple(findings), is_complete=False)
    return Walk(tuple(pages), tuple(findings), is_complete=True)


def fetch_again(page: Page) -> Page | None:
    """The same page by a second GET, or nothing where that fails."""
    try:
        answer = fetch(page.url)
    except Unreachable:
        return None
    graph = _parse(page.url, answer.body, page.media_type, [])
    return Page(page.url, page.media_type, graph) if answer.is_good and graph is not None else None


def _is_web(url: str) -> bool:
    return urlsplit(url).scheme in {"http", "https"}


def _read_page(url: str, first_media_type: str | None, findings: list[Finding]) -> Page | None:
    try:
        head, answer = fetch(url, "HEAD"), fetch(url)
    except Unreachable as error:
        findings.append(found("unreachable", url, value=error))
        return None
    findings += _head_findings(url, head, answer)
    if not answer.is_good:
        findings.append(found("status", url, value=answer.status))
        return None
    if head.is_too_large or answer.is_too_large:
        findings.append(found("too-large", url, value=max(head.length or 0, answer.length or 0)))
        return None
    media_type = _media_type(url, answer, first_media_type, findings)
    graph = _parse(url, answer.body, media_type, findings) if media_type else None
    return None if media_type is None or graph is None else Page(url, media_type, graph)


def _head_findings(url: str, head: Answer, answer: Answer) -> Iterator[Finding]:
    if not head.is_good:
        if answer.is_good:
            code = "head-not-allowed" if head.status in {400, 405} else "head-refused"
            yield found(code, url, value=head.status)
        return
    for name in ("Content-Type", "Content-Length"):
        stated = head.headers.get(name)
        if stated is not None and name in answer.headers and stated != answer.headers[name]:
            yield found("head-differs", url, value=name)


def _media_type(url: str, answer: Answer, first: str | None, findings: list[Finding]) -> str | None:
    """The media type that the page is read in, or nothing where no harvester reads it."""
    stated = answer.media_type
    if stated is None:
        findings.append(found("content-type-missing", url))
        return _WITHOUT_CONTENT_TYPE
    if stated == JSON:
        findings.append(found("content-type-json", url, value=stated))
        return "application/ld+json"
    if stated not in FORMATS:
        findings.append(found("content-type-unknown", url, value=stated))
        return None
    extension = PurePosixPath(urlsplit(url).path).suffix.lower()
    if first is None and EXTENSIONS.get(extension, FORMATS[stated]) != FORMATS[stated]:
        findings.append(found("extension-differs", url, value=stated, extension=extension))
    if first is not None and stated != first:
        findings.append(found("content-type-changes", url, value=stated))
    return stated


def _parse(url: str, body: bytes, media_type: str, findings: list[Finding]) -> Graph | None:
    data: str | bytes = body
    try:
        data = body.decode("utf-8")
    except UnicodeDecodeError as error:
        findings.append(found("not-utf-8", url, value=error))
    dataset = rdflib.Dataset(default_union=True)
    try:
        with warnings.catch_warnings():
            # rdflib's parsers of JSON-LD and TriG still call what rdflib has deprecated
            warnings.simplefilter("ignore", DeprecationWarning)
            dataset.parse(data=data, format=FORMATS[media_type], publicID="file:///")
    except Exception as error:  # noqa: BLE001 - rdflib's parsers raise what they like
        if isinstance(data, str):
            findings.append(found("syntax", url, value=_first_line(error)))
        return None
    graph = Graph(bind_namespaces="none")
    for subject, predicate, value, _ in dataset.quads((None, None, None, None)):
        graph.add((subject, predicate, value))
    return graph


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
