"""Rendering a page in the language of the request, with links relative to it."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from flask import Flask, g, render_template, request
from markupsafe import Markup

from intmk_kg.publication.backing import Backing
from intmk_kg.publication.structured_data import script_text
from intmk_kg.publication.wording import Text, compact_form, in_language, number_in_figures
from intmk_kg.web.addresses import relative, with_query
from intmk_kg.web.assets import asset_path
from intmk_kg.web.language import LANGUAGES, choose_language
from intmk_kg.web.linked_words import LinkedWords
from intmk_kg.web.site import site
from intmk_kg.web.thing_sections import register_sections
from intmk_kg.web.translation import translations

_SERVICE_NAME = "intmk-kg"
# What an address keeps when the language is changed
_KEPT = ("class", "incoming", "page", "property", "q", "term", "thing", "value", "zoom")


def render(template: str, **context: Any) -> str:
    """A page of the current request from a template."""
    return render_template(template, **context)


def script(node: Mapping[str, Any]) -> Markup:
    """JSON-LD for the head of a page; a data block, so that no policy against scripts is touched."""
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(script_text(node)))  # noqa: S704


def register_pages(app: Flask) -> None:
    """Give every template its words, links and the release it speaks of."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda message: translations(g.language).gettext(message),
        lambda one, many, n: translations(g.language).ngettext(one, many, n),
        newstyle=True,
    )
    app.before_request(_read_language)
    app.context_processor(_context)
    register_sections(app)


def _read_language() -> None:
    asked = request.args.get("lang")
    g.asked_language = asked if asked in LANGUAGES else None
    g.language = choose_language(asked, request.headers.get("Accept-Language"))


def _context() -> dict[str, Any]:
    here = request.path
    linked = LinkedWords(here, g.language, g.asked_language, site().settings.base_iri)
    link = linked.link

    def link_to_incoming(local_id: str, predicate: str, page: int) -> str:
        numbered = page if page > 1 else None
        return link(with_query(f"/doc/{local_id}", incoming=compact_form(predicate), page=numbered))

    def translated(message: str, **variables: Any) -> Markup:
        return _message(message, g.language) % variables if variables else _plain(message, g.language)

    return {
        "_": translated,
        "site": site(),
        "site_name": site_name(),
        "here": here,
        "language": g.language,
        "asked_language": g.asked_language,
        "in_figures": lambda number: number_in_figures(number, g.language),
        "languages": [(code, _address_in(code)) for code in LANGUAGES],
        "link": link,
        "plain_link": lambda target: relative(target, here),
        "iri_link": linked.iri_link,
        "link_to_incoming": link_to_incoming,
        "link_to_report": lambda **about: link(with_query("/report", **about)),
        "asset": lambda name: relative(asset_path(name), here),
        "words": linked.words,
        "headline": linked.headline,
        "iri": linked.iri,
        "linked": linked.linked,
        "things": linked.things,
        "compact": compact_form,
        "lang_of": linked.language_attribute,
        "status_words": _status_words,
        "severity_words": _severity_words,
        "document_count": _document_count,
    }


@lru_cache(maxsize=1024)
def _plain(message: str, language: str) -> Markup:
    """A message without values, kept: looking each up anew costs a tenth of a page."""
    return _message(message, language) % {}


def _message(message: str, language: str) -> Markup:
    """A message of the catalogue, into which values are filled escaped, as Jinja's extension does it."""
    return Markup(translations(language).gettext(message))  # noqa: S704 - our own words


def site_name() -> Text:
    """What the graph is called, in the language of the request."""
    return in_language(site().names, g.language) or Text(_SERVICE_NAME)


def _address_in(language: str) -> str:
    others = {name: value for name, value in request.args.items() if name in _KEPT}
    return relative(with_query(request.path, **others, lang=language), request.path)


def _status_words(status: str) -> str:
    translate = translations(g.language).gettext
    words = {
        "Supported": translate("supported"),
        "Inferred": translate("inferred"),
        "Contradicted": translate("not adopted"),
    }
    return words.get(status, status)


def _severity_words(severity: str) -> str:
    translate = translations(g.language).gettext
    words = {
        "Violation": translate("Violation"),
        "Warning": translate("Warning"),
        "Info": translate("Info"),
    }
    return words.get(severity, severity)


def _document_count(backings: Iterable[Backing]) -> int:
    return len({document.iri for backing in backings for document in backing.documents})
