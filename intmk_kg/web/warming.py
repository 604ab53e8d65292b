"""Asking our own pages and example queries once, so that no first visitor waits for what is kept afterwards."""

import threading
from collections.abc import Iterator
from wsgiref.types import WSGIApplication

import structlog
from flask import Flask
from werkzeug.test import create_environ

from intmk_kg.engine.refusals import Refusal
from intmk_kg.engine.requests import OWN_PAGES, SOLUTIONS_MEDIA_TYPES, SparqlRequest, wanted
from intmk_kg.publication.examples import examples
from intmk_kg.web.content_coding import IDENTITY, ZSTANDARD
from intmk_kg.web.language import LANGUAGES
from intmk_kg.web.site import EXTENSION, Site
from intmk_kg.web.wsgi_answers import joined, run

# What browsers of today get, and what programs do
_CODINGS = (ZSTANDARD, IDENTITY)
_PAGE = "text/html"
_ANYTHING = "*/*"


def warm_in_background(app: Flask, layers: WSGIApplication) -> threading.Thread:
    """Begin to warm the application while it already answers; the thread that does it.

    Args:
        app: whose pages are asked for.
        layers: the application with the layers that keep its answers.
    """
    thread = threading.Thread(target=warm, args=(app, layers), name="warming", daemon=True)
    thread.start()
    return thread


def warm(app: Flask, layers: WSGIApplication) -> None:
    """Ask for every page that has an address of its own, in each language, and for the example queries."""
    site = app.extensions[EXTENSION]
    try:
        for path in _paths(app):
            for headers in _headers():
                _, _, parts = run(layers, create_environ(path, site.settings.public_url, headers=headers))
                joined(parts)
        _ask_examples(site)
    except Refusal as refusal:
        structlog.get_logger().warning("not warm", reason=refusal.problem)


def _paths(app: Flask) -> list[str]:
    """The addresses without a variable part, the first page first."""
    rules = (rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and not rule.arguments)
    return sorted({rule.rule for rule in rules})


def _headers() -> Iterator[dict[str, str]]:
    for coding in _CODINGS:
        for language in LANGUAGES:
            yield {"Accept": _PAGE, "Accept-Language": language, "Accept-Encoding": coding}
        yield {"Accept": _ANYTHING, "Accept-Encoding": coding}


def _ask_examples(site: Site) -> None:
    tables = (example for example in examples() if example.form == "SELECT")
    for example in tables:
        for media_type in SOLUTIONS_MEDIA_TYPES:
            site.engine.answer(SparqlRequest(example.query), wanted(media_type), OWN_PAGES)
