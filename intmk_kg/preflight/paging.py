"""Paging by Hydra, as each harvester reads it; Link headers are read by none."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from rdflib import RDF, Graph, Literal
from rdflib.term import Node, URIRef

from intmk_kg.preflight.findings import Finding, found
from intmk_kg.preflight.vocabularies import HYDRA

_VIEW, _PAGED = HYDRA.PartialCollectionView, HYDRA.PagedCollection

# What each harvester looks for, in its order: ckanext-dcat processors.py, piveau-utils Hydra.java, udata dcat.py
_FORMS: dict[str, tuple[tuple[URIRef, URIRef], ...]] = {
    "CKAN": (
        (_VIEW, HYDRA.next),
        (_VIEW, HYDRA.nextPage),
        (_PAGED, HYDRA.next),
        (_PAGED, HYDRA.nextPage),
    ),
    "piveau": ((_PAGED, HYDRA.nextPage), (_VIEW, HYDRA.next)),
    "udata": ((_VIEW, HYDRA.next), (_PAGED, HYDRA.nextPage)),
}


def next_page(graph: Graph) -> str | None:
    """The address of the next page, if any harvester finds one on this page."""
    return next((url for url in _next_pages(graph).values() if url is not None), None)


def paging_findings(graph: Graph, url: str, read: Sequence[str]) -> Iterator[Finding]:
    """What is wrong with the paging of a page.

    Args:
        graph: what the page says.
        url: its address.
        read: the addresses of all pages so far, this one included.
    """
    views = {view for kind in (_VIEW, _PAGED) for view in graph.subjects(RDF.type, kind)}
    if views and all(_total(graph, view) is None for view in views):
        yield found("total-items-missing", url)
    targets = _next_pages(graph)
    if len(set(targets.values())) > 1:
        yield found(
            "paging-forms-differ", url, value=", ".join(f"{name}: {to or 'none'}" for name, to in targets.items())
        )
    target = next_page(graph)
    if target is not None:
        yield from _target_findings(url, target, read)


def total_items(graph: Graph) -> int | None:
    """The number of datasets that the page states for the whole catalogue, as piveau reads it."""
    for kind in (_PAGED, _VIEW):
        for view in graph.subjects(RDF.type, kind):
            total = _total(graph, view)
            if total is not None:
                return total
    return None


def _target_findings(url: str, target: str, read: Sequence[str]) -> Iterator[Finding]:
    if urlsplit(target).scheme not in {"http", "https"}:
        return  # the IRI itself is a finding
    if target == read[0]:
        yield found("paging-returns", url, value=target)
    elif target in read:
        yield found("paging-loop", url, value=target)
    if urlsplit(target).netloc != urlsplit(url).netloc:
        yield found("paging-other-host", url, value=target)


def _next_pages(graph: Graph) -> dict[str, str | None]:
    """The next page as each harvester finds it."""
    return {
        harvester: next(
            (
                str(target)
                for kind, predicate in forms
                for view in sorted(graph.subjects(RDF.type, kind), key=str)
                for target in graph.objects(view, predicate)
            ),
            None,
        )
        for harvester, forms in _FORMS.items()
    }


def _total(graph: Graph, view: Node) -> int | None:
    for value in graph.objects(view, HYDRA.totalItems):
        if isinstance(value, Literal) and str(value).isdecimal():
            return int(value)
    return None
