"""The page of a thing, and the pages of what links to it."""

from functools import lru_cache
from pathlib import Path

from flask import g

from intmk_kg.engine.description import Description
from intmk_kg.publication.citation import citation
from intmk_kg.publication.conformity import conformity
from intmk_kg.publication.entity import EntityPage
from intmk_kg.publication.formats import THING_FORMATS
from intmk_kg.publication.property_order import PropertyOrder, property_order
from intmk_kg.publication.signposting import header, links_of_page, links_to_downloads
from intmk_kg.publication.statement_set import stated_things
from intmk_kg.publication.structured_data import Node, StructuredData
from intmk_kg.publication.vocabulary import ONTOLOGY, SHAPES
from intmk_kg.publication.wording import compact_form, expanded_form
from intmk_kg.web.gone import missing
from intmk_kg.web.pages import render, script, site_name
from intmk_kg.web.problems import NotFound
from intmk_kg.web.site import site


def entity_page(iri: str, language: str, incoming_shown: int) -> str:
    """The page of a thing, with the first of the things that link to it.

    Raises:
        Problem: 404, nothing was ever said about it; or 410, an earlier release had it.
    """
    description = _described(iri, 0, incoming_shown)
    page = _page(description, language)
    return render(
        "entity.html",
        page=page,
        compact=compact_form,
        formats=THING_FORMATS,
        local_id=_local_id(iri),
        structured_data=script(_node(description, language)),
        conformity=conformity(site().release, iri, page.all_classes, page.predicates, language),
        stated=stated_things(site().entities, iri, _order(site().release.path), language),
        citation=citation(site().release, site().settings, iri, page.title, site_name()),
    )


def entity_links(iri: str, language: str, incoming_shown: int) -> str:
    """The header Link of a thing's page.

    Raises:
        Problem: 404, nothing was ever said about it; or 410, an earlier release had it.
    """
    description = _described(iri, 0, incoming_shown)
    node = _node(description, language)
    return header((*links_of_page(description, node["@type"], site().settings), *links_to_downloads(node)))


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
    page = _page(_described(iri, (number - 1) * per_page, per_page), language)
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


def _described(iri: str, offset: int, limit: int) -> Description:
    """The description of a thing, read once for each request: its page and its headers tell of the same.

    Raises:
        Problem: 404, nothing was ever said about it; or 410, an earlier release had it.
    """
    read: dict[tuple[str, int, int], Description | None] = g.setdefault("descriptions", {})
    if (iri, offset, limit) not in read:
        read[iri, offset, limit] = site().entities.describe(iri, offset=offset, limit=limit)
    description = read[iri, offset, limit]
    if description is None:
        raise missing(iri)
    return description


def _page(description: Description, language: str) -> EntityPage:
    return EntityPage(description, language, _order(site().release.path))


def _node(description: Description, language: str) -> Node:
    """The thing in the words of schema.org, made once for each request; a dataset as the catalogue describes it."""
    made: dict[tuple[str, str], Node] = g.setdefault("structured_data", {})
    if (description.iri, language) not in made:
        made[description.iri, language] = _made_node(description, language)
    return made[description.iri, language]


def _made_node(description: Description, language: str) -> Node:
    superclasses = _order(site().release.path).superclasses
    node = StructuredData(site().entities, site().settings, superclasses, language).node(description)
    if node["@type"] != "Dataset":
        return node
    return node | (site().dataset_node(description.iri, language) or {})


def _local_id(iri: str) -> str:
    return iri.rpartition("/")[2]


@lru_cache(maxsize=4)
def _order(release: Path) -> PropertyOrder:
    return property_order((release / SHAPES).read_bytes(), (release / ONTOLOGY).read_bytes())
