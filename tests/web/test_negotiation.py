"""Negotiation by RFC 9110, 12.5.1, with the requests that are known to break other publishers."""

import pytest

from intmk_kg.publication.formats import THING_FORMATS, media_types
from intmk_kg.web.language import choose_language
from intmk_kg.web.negotiation import negotiate

OFFERED = media_types(THING_FORMATS)

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
RAPPER = "application/n-triples, text/turtle;q=0.9, application/rdf+xml, application/json;q=0.5, */*;q=0.1"
COMUNICA = "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,text/turtle;q=0.6,*/*;q=0.1"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "text/turtle"),
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        (BROWSER, "text/html"),
        ("text/html, */*", "text/html"),
        (RAPPER, "application/rdf+xml"),
        (COMUNICA, "application/trig"),
        ("text/turtle;q=0.5, application/ld+json", "application/ld+json"),
        ("text/html, text/turtle;q=0.1", "text/html"),
        ("text/turtle;q=0, */*", "application/ld+json"),
        ("text/turtle;charset=utf-8", "text/turtle"),
        ("text/turtle; charset=UTF-8", "text/turtle"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "application/ld+json"),
        ('application/ld+json;profile="a,b;q=0", text/html;q=0.1', "application/ld+json"),
        ("text/*", "text/turtle"),
        ("text/*;q=0.3, text/html;q=0.7, text/turtle;q=0.2", "text/html"),
        ("application/*;q=0.9, text/turtle;q=0.5", "application/ld+json"),
        ("TEXT/TURTLE", "text/turtle"),
        ("application/json", "application/json"),
        ("image/png", None),
        ("image/png, text/turtle;q=0", None),
        ("*/*;q=0", None),
        ("text/html;q=0.0", None),
        ("nonsense", "text/turtle"),
        ("text/turtle;q=5, text/html;q=0.5", "text/html"),
        ("*/turtle, text/html", "text/html"),
    ],
)
def test_negotiation_follows_the_header(accept: str | None, expected: str | None) -> None:
    """Weights, specificity, parameters, wildcards and refusals decide as the RFC says."""
    assert negotiate(accept, OFFERED) == expected


@pytest.mark.parametrize(
    ("media_type", "quality_winner"),
    [
        (("text/html;level=3", "text/plain"), "text/html;level=3"),
        (("text/html;level=1", "text/html;level=2"), "text/html;level=1"),
        (("text/plain", "text/html;level=2"), "text/html;level=2"),
        (("image/jpeg", "text/plain"), "image/jpeg"),
    ],
)
def test_negotiation_agrees_with_the_example_of_the_rfc(media_type: tuple[str, ...], quality_winner: str) -> None:
    """The weights of the table in RFC 9110, 12.5.1 decide: level=1 1, level=3 0.7, jpeg 0.5, level=2 0.4, plain 0.3."""
    accept = "text/*;q=0.3, text/plain;q=0.3, text/html;q=0.7, text/html;level=1, text/html;level=2;q=0.4, */*;q=0.5"
    assert negotiate(accept, media_type) == quality_winner


@pytest.mark.parametrize(
    ("asked", "header", "expected"),
    [
        (None, None, "de"),
        ("en", "de", "en"),
        ("de", "en", "de"),
        ("fr", "en", "en"),
        (None, "en-GB,en;q=0.9,de;q=0.5", "en"),
        (None, "de-AT", "de"),
        (None, "fr, en;q=0.5", "en"),
        (None, "fr", "de"),
        (None, "*", "de"),
        (None, "de;q=0, *;q=0.5", "en"),
        (None, "de;q=0, en;q=0", "de"),
        (None, "???", "de"),
    ],
)
def test_language_follows_the_address_then_the_header(asked: str | None, header: str | None, expected: str) -> None:
    """`?lang=` wins over Accept-Language, and German is the answer where neither names a language of ours."""
    assert choose_language(asked, header) == expected
