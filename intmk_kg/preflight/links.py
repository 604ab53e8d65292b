"""The links of distributions, checked as GovData checks them once a day."""

from collections.abc import Callable, Iterable, Iterator

from rdflib import DCAT, URIRef

from intmk_kg.preflight.datasets import Dataset
from intmk_kg.preflight.fetching import Unreachable, fetch
from intmk_kg.preflight.findings import Finding, found

_SECONDS = 15.0


def link_findings(datasets: Iterable[Dataset], announce: Callable[[str], None]) -> Iterator[Finding]:
    """The access and download addresses that do not answer as GovData's link checker wants.

    It asks by HEAD within 15 seconds, by GET where HEAD gives 400 or 405, takes 2xx only, and fails a redirect whose
    target contains `404`.
    """
    addresses = {
        str(address)
        for dataset in datasets
        for distribution in dataset.distributions
        for predicate in (DCAT.accessURL, DCAT.downloadURL)
        for address in dataset.graph.objects(distribution, predicate)
        if isinstance(address, URIRef)
    }
    for address in sorted(addresses):
        announce(address)
        yield from _check(address)


def _check(address: str) -> Iterator[Finding]:
    try:
        answer = fetch(address, "HEAD", _SECONDS)
        if answer.status in {400, 405}:
            answer = fetch(address, "GET", _SECONDS)
    except Unreachable as error:
        yield found("link-broken", address, value=error)
        return
    suspicious = next((target for target in answer.redirects if "404" in target), None)
    if suspicious is not None:
        yield found("link-redirect-404", address, value=suspicious)
    elif not answer.is_good:
        yield found("link-broken", address, value=answer.status)
