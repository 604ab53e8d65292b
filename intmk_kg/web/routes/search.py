"""Search: a page, the same as JSON, and suggestions while somebody writes."""

import json

from flask import Blueprint, Response, request

from intmk_kg.linking.found import Found
from intmk_kg.linking.search_index import LONGEST_TEXT, SearchStoppedError
from intmk_kg.publication.formats import HTML, JSON
from intmk_kg.publication.wording import expanded_form
from intmk_kg.web.addresses import with_query
from intmk_kg.web.answers import answer, chosen_format, language, varied
from intmk_kg.web.pages import render
from intmk_kg.web.problems import Problem
from intmk_kg.web.search_view import SearchView, asked_index, stopped, suggestions_as_json

routes = Blueprint("search", __name__)

_PER_CLASS = 5
_OF_ONE_CLASS = 100
_SUGGESTIONS = 8


@routes.get("/search")
@routes.get("/search.<suffix>")
def search(suffix: str | None = None) -> Response:
    """What `?q=` finds, by class; with `?class=` only of that class."""
    format_, media_type = chosen_format((HTML, JSON), suffix)
    page_language, text = language(), _text()
    if format_ is JSON and not text:
        raise Problem(400, "`q` is what to search for.")
    return answer(
        media_type,
        lambda: _page(text, page_language) if format_ is HTML else _json(text, page_language),
        in_language=page_language,
        vary=varied(is_negotiated=suffix is None, format_=HTML),
    )


@routes.get("/search/suggest")
def suggest() -> Response:
    """The things that may be meant by what `?q=` says so far."""
    page_language, text = language(), _text()
    return answer(
        JSON.media_type,
        lambda: _suggestions(text, page_language),
        in_language=page_language,
        vary=("Accept-Language",),
    )


def _text() -> str:
    text = request.args.get("q", "")
    if len(text) > LONGEST_TEXT:
        raise Problem(400, "What is searched for is too long.", members={"limit": LONGEST_TEXT})
    return text if text.strip() else ""


def _page(text: str, page_language: str) -> str:
    class_ = request.args.get("class")
    return render("search.html", view=_view(text, page_language), class_=class_, address_of_search=_address)


def _address(path: str, text: str, class_: str | None = None) -> str:
    return with_query(path, q=text, **{"class": class_})


def _json(text: str, page_language: str) -> str:
    return _written(_view(text, page_language).as_json(request.path))


def _view(text: str, page_language: str) -> SearchView:
    return SearchView(text, _found(text, page_language) if text else Found("none"), page_language)


def _found(text: str, page_language: str) -> Found:
    class_ = request.args.get("class")
    try:
        if class_:
            return asked_index().search(text, page_language, _OF_ONE_CLASS, expanded_form(class_))
        return asked_index().search(text, page_language, _PER_CLASS)
    except SearchStoppedError as error:
        raise stopped() from error


def _suggestions(text: str, page_language: str) -> str:
    try:
        hits = asked_index().suggest(text, page_language, _SUGGESTIONS) if text else ()
    except SearchStoppedError as error:
        raise stopped() from error
    return _written(suggestions_as_json(text, hits, page_language, request.path))


def _written(values: object) -> str:
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"
