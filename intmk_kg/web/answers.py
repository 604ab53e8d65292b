"""An answer with its validators: entity tag, 304 before any work, Vary, Cache-Control."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from flask import Response, request

from intmk_kg.publication.formats import HTML, Format, format_of_media_type, format_with_suffix, media_types
from intmk_kg.web.language import choose_language
from intmk_kg.web.negotiation import negotiate
from intmk_kg.web.problems import NotAcceptable, NotFound
from intmk_kg.web.site import etag, site

FRESH = "public, max-age=60"


def language() -> str:
    """The language of the page that answers the current request."""
    return choose_language(request.args.get("lang"), request.headers.get("Accept-Language"))


def chosen_format(formats: tuple[Format, ...], suffix: str | None) -> tuple[Format, str]:
    """The format that the current request asks for, by the suffix of its address or else by its Accept header.

    Returns:
        The format and the media type to answer with.

    Raises:
        NotFound: there is no such suffix.
        NotAcceptable: the header accepts none of the formats.
    """
    if suffix is not None:
        named = format_with_suffix(suffix, formats)
        if named is None:
            raise NotFound
        return named, named.media_type
    media_type = negotiate(request.headers.get("Accept"), media_types(formats))
    if media_type is None:
        raise NotAcceptable([format_.media_type for format_ in formats])
    return format_of_media_type(media_type, formats), media_type


def varied(*, is_negotiated: bool, format_: Format) -> tuple[str, ...]:
    """The headers that the answer at an address depends on; the same for all representations at one address.

    Args:
        is_negotiated: whether the address leaves the format open; then it may be a page, which has a language.
        format_: the format of the answer.
    """
    if is_negotiated:
        return ("Accept", "Accept-Language")
    return ("Accept-Language",) if format_ is HTML else ()


def answer(
    media_type: str,
    produce: Callable[[], bytes | str],
    *,
    in_language: str | None = None,
    vary: Sequence[str] = (),
    location: str | None = None,
) -> Response:
    """A successful answer to the current request, or 304 where the client has it (RFC 9110, 13.1.2).

    Args:
        media_type: of the representation.
        produce: makes the representation; not called for a 304.
        in_language: the language of a page.
        vary: the request headers that the choice of representation depended on.
        location: where this very representation can be had, relative to the request's address.
    """
    tag = etag(site(), f"{request.full_path}\n{media_type}\n{in_language}")
    held = request.if_none_match.contains_weak(tag) or request.if_none_match.star_tag
    response = Response(status=304) if held else Response(produce(), content_type=_content_type(media_type))
    if held:
        response.headers.pop("Content-Type", None)
    response.set_etag(tag)
    response.headers["Cache-Control"] = FRESH
    if vary:
        response.headers["Vary"] = ", ".join(vary)
    if location:
        response.headers["Content-Location"] = location
    if in_language and not held:
        response.headers["Content-Language"] = in_language
    return response


def _content_type(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def uncached_json(values: Any, status: int = 200) -> Response:
    """An answer in JSON that holds only for the moment."""
    response = Response(
        json.dumps(values, ensure_ascii=False, indent=2) + "\n", status, content_type="application/json"
    )
    response.headers["Cache-Control"] = "no-store"
    return response
