"""The page of a thing, and the pages of what links to it."""

from functools import lru_cache
from pathlib import Path

from intmk_kg.publication.entity import EntityPage
from intmk_kg.publication.formats import THING_FORMATS
from intmk_kg.publication.property_order import PropertyOrder, property_order
from intmk_kg.publication.vocabulary import ONTOLOGY, SHAPES
from intmk_kg.publication.wording import compact_form, expanded_form
from intmk_kg.web.pages import render
from intmk_kg.web.problems import NotFound
from intmk_kg.web.site import site


def entity_page(iri: str, language: str, incoming_shown: int) -> str:
    """The page of a thing, with the first of the things that link to it.

    Raises:
        NotFound: nothing is said about it.
    """
    page = _page(iri, language, 0, incoming_shown)
    return render("entity.html", page=page, compact=compact_form, formats=THING_FORMATS, local_id=_local_id(iri))


def incoming_page(iri: str, language: str, predicate: str, number: int, per_page: int) -> str:
    """One page of the things that link to a thing by one predicate.

    Args:
        iri: the thing.
        language: of the page.
        predicate: in its compact form, such as `org:member`.
        number: of the page, from 1 on.
        per_page: how many things it lists.

    Raises:
        NotFound: nothing links there so, or there are fewer pages.
    """
    page = _page(iri, language, (number - 1) * per_page, per_page)
    links = next((links for links in page.incoming if links.predicate == expanded_form(predicate)), None)
    if links is None or not links.links:
        raise NotFound
    return render(
        "incoming.html",
        page=page,
        links=links,
        predicate=predicate,
        number=number,
        pages=-(-links.count // per_page),
        local_id=_local_id(iri),
    )


def _page(iri: str, language: str, offset: int, limit: int) -> EntityPage:
    description = site().entities.describe(iri, offset=offset, limit=limit)
    if description is None:
        raise NotFound
    return EntityPage(description, language, _order(site().release.path), site().entities)


def _local_id(iri: str) -> str:
    return iri.rpartition("/")[2]


@lru_cache(maxsize=4)
def _order(release: Path) -> PropertyOrder:
    return property_order((release / SHAPES).read_bytes(), (release / ONTOLOGY).read_bytes())
