"""Where a page's links lead: relative to the page, so that they hold under every host and prefix."""

from urllib.parse import quote, urlencode

from intmk_kg.vocabulary.iri import is_local_id


def relative(target: str, page: str) -> str:
    """The link from one address of this service to another.

    Args:
        target: an address from the root, such as `/doc/conference-18?lang=en#sources`.
        page: the path of the page that the link stands on.

    Returns:
        A relative reference (RFC 3986, 4.2, https://www.rfc-editor.org/rfc/rfc3986#section-4.2).
    """
    depth = page.count("/") - 1
    return ("../" * depth + target.lstrip("/")) or "./"


def with_query(path: str, **query: str | int | None) -> str:
    """A path with the parameters of `query` that are not None."""
    given = {name: value for name, value in query.items() if value is not None}
    return f"{path}?{urlencode(given)}" if given else path


def local_path(iri: str, base_iri: str) -> str | None:
    """The address at which this service shows what `iri` names, or None for an IRI of somebody else.

    Things lead to their description at once, `…/def#Term` and `…/shapes#Rule` to the place on that page.
    """
    if not iri.startswith(base_iri):
        return None
    rest = iri.removeprefix(base_iri)
    if rest.startswith("id/") and is_local_id(rest.removeprefix("id/")):
        return f"/doc/{rest.removeprefix('id/')}"
    document, hash_, fragment = rest.partition("#")
    if document in ("def", "shapes") or document.startswith("def/"):
        return f"/{quote(document)}{hash_}{quote(fragment)}"
    return None
