"""The vocabulary and the rules, to load and to read."""

from flask import Blueprint, Response

from intmk_kg.publication.formats import HTML, VOCABULARY_FORMATS
from intmk_kg.publication.report import reported_things
from intmk_kg.publication.users_of_terms import users
from intmk_kg.publication.vocabulary import ONTOLOGY, SHAPES, document, heading, rules, terms, version
from intmk_kg.web.answers import answer, chosen_format, language, varied
from intmk_kg.web.pages import render
from intmk_kg.web.problems import NotFound
from intmk_kg.web.site import site

routes = Blueprint("vocabulary", __name__)


@routes.get("/def")
@routes.get("/def.<suffix>")
def show_vocabulary(suffix: str | None = None) -> Response:
    """The vocabulary of the release."""
    return _document(ONTOLOGY, "def", suffix)


@routes.get("/def/<name>")
def show_version(name: str) -> Response:
    """The vocabulary in a version: there is the one of the release."""
    current = version(site().release)
    if name == current:
        return _document(ONTOLOGY, current, None)
    if name.startswith(f"{current}."):
        return _document(ONTOLOGY, current, name.removeprefix(f"{current}."))
    raise NotFound


@routes.get("/shapes")
@routes.get("/shapes.<suffix>")
def show_shapes(suffix: str | None = None) -> Response:
    """The rules of the release."""
    return _document(SHAPES, "shapes", suffix)


def _document(name: str, address: str, suffix: str | None) -> Response:
    format_, media_type = chosen_format(VOCABULARY_FORMATS, suffix)
    page_language = language() if format_ is HTML else None
    return answer(
        media_type,
        lambda: _page(name, page_language) if page_language else document(site().release, name, format_.media_type),
        in_language=page_language,
        vary=varied(is_negotiated=suffix is None, format_=format_),
        location=f"{address}.{format_.suffix}",
    )


def _page(name: str, page_language: str) -> str:
    release = site().release
    if name == SHAPES:
        listed = rules(release, page_language)
        return render("shapes.html", rules=listed, reported=reported_things(release), formats=VOCABULARY_FORMATS)
    title, description = heading(release, page_language)
    defined = terms(release, page_language)
    names = [term.name for kind in defined.values() for term in kind]
    return render(
        "vocabulary.html",
        heading=title,
        description=description,
        version=version(release),
        terms=defined,
        users=users(site().entities, names, page_language, limit=1),
        formats=VOCABULARY_FORMATS,
    )
