"""Which headers of a request decide between the representations at an address, brought to a short form."""

import re
from urllib.parse import parse_qs

from intmk_kg.publication.formats import (
    CATALOG_FORMATS,
    PAGE_FORMATS,
    REPORT_FORMATS,
    THING_FORMATS,
    VOCABULARY_FORMATS,
    VOID_FORMATS,
    media_types,
)
from intmk_kg.web.language import choose_language
from intmk_kg.web.negotiation import negotiate

Variant = tuple[str | None, str | None]

_OFFERS = (
    (re.compile(r"/doc/[a-z0-9-]+"), media_types(THING_FORMATS)),
    (re.compile(r"/(?:def(?:/[0-9.]*[0-9])?|shapes)"), media_types(VOCABULARY_FORMATS)),
    (re.compile(r"/-/validation"), media_types(REPORT_FORMATS)),
    (re.compile(r"/catalog"), media_types(CATALOG_FORMATS)),
    (re.compile(r"/\.well-known/void"), media_types(VOID_FORMATS)),
    (
        re.compile(r"/(?:timeline|map|resolutions(?:/topics)?|contradictions|use|about|imprint|licence|report|things)"),
        media_types(PAGE_FORMATS),
    ),
    (re.compile(r"/|.*\.html"), media_types(PAGE_FORMATS)),
)


def variant(path: str, query: str, accept: str | None, accept_language: str | None) -> Variant:
    """What tells the representations at an address apart.

    Two requests for one address with the same variant have the same answer. Where nothing is known of an address, the
    headers stand for themselves.
    """
    for pattern, offered in _OFFERS:
        if pattern.fullmatch(path):
            media_type = negotiate(accept, offered)
            return media_type, _language(query, accept_language) if media_type in ("text/html", None) else None
    return accept, accept_language


def _language(query: str, accept_language: str | None) -> str:
    asked = parse_qs(query).get("lang", [None])[0] if "lang=" in query else None
    return choose_language(asked, accept_language)
