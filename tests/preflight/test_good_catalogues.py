"""Preflight against catalogues in order: every format and every form of paging that the harvesters read."""

import pyoxigraph as ox
import pytest
from loopback import HOST, Resource, Site, catalogue, turtle, view

from intmk_kg.preflight import inspect

PAGED = '<{page}> a hydra:PagedCollection ; hydra:totalItems 2 ; hydra:lastPage "{last}" .\n'


@pytest.mark.parametrize(
    "form",
    [
        ox.RdfFormat.TURTLE,
        ox.RdfFormat.RDF_XML,
        ox.RdfFormat.JSON_LD,
        ox.RdfFormat.N_TRIPLES,
        ox.RdfFormat.TRIG,
        ox.RdfFormat.N3,
    ],
    ids=str,
)
def test_catalogue_is_read_in_every_format(form: ox.RdfFormat, site: Site) -> None:
    """The same catalogue in each format of the harvesters gives no finding, and the same description."""
    text = catalogue("a", "b", further=f"<{HOST}/dataset/a> dcterms:temporal [ a dcterms:PeriodOfTime ] .")
    site.put(turtle(text), "/turtle")
    triples = [quad.triple for quad in ox.parse(text, ox.RdfFormat.TURTLE)]
    body = ox.serialize(triples, format=form)
    assert body is not None
    site.put(Resource(body, headers={"Content-Type": form.media_type}))
    inspection = inspect(site.catalogue, inspect(f"{site.url}/turtle").holdings)
    assert inspection.findings == ()
    assert [len(plan.unchanged) for plan in inspection.plans] == [2, 2, 2]


def test_pages_are_followed_to_the_last(site: Site) -> None:
    """A catalogue on three pages is read whole, in the paging form that all harvesters read."""
    pages = {name: f"{site.url}/catalog?page={number}" for number, name in enumerate("abc", start=1)}
    following = {"a": pages["b"], "b": pages["c"], "c": None}
    for name, url in pages.items():
        text = catalogue(name, further=view(url, 3, following[name]))
        site.put(turtle(text), url.removeprefix(site.url))
    inspection = inspect(pages["a"])
    assert inspection.findings == ()
    assert inspection.pages == 3
    assert [len(plan.creates) for plan in inspection.plans] == [3, 3, 3]


def test_paging_of_ckan_is_followed(site: Site) -> None:
    """CKAN's own form, a PagedCollection with literals under old and new names, is read by all."""
    first, second = site.catalogue, f"{site.url}/catalog?page=2"
    following = f'<{first}> hydra:next "{second}" ; hydra:nextPage "{second}" .\n'
    site.put(turtle(catalogue("a", further=PAGED.format(page=first, last=second) + following)))
    site.put(turtle(catalogue("b", further=PAGED.format(page=second, last=second))), "/catalog?page=2")
    inspection = inspect(site.catalogue)
    assert inspection.findings == ()
    assert inspection.pages == 2


def test_redirect_is_followed(site: Site) -> None:
    """A catalogue that has moved is harvested where it is now."""
    site.put(Resource(b"", 301, {"Location": "/moved"}))
    site.put(turtle(catalogue("a")), "/moved")
    assert inspect(site.catalogue).findings == ()


def test_redirects_without_end_are_given_up(site: Site) -> None:
    """An address that redirects to itself counts as not answering."""
    site.put(Resource(b"", 302, {"Location": "/catalog"}))
    assert {finding.code for finding in inspect(site.catalogue).warnings} == {"unreachable"}
