"""Reading matter: how to use the data, who runs this, licences, reports of errors, and who uses a term."""

import re
from collections.abc import Callable

from flask import Blueprint, Response, request

from intmk_kg.publication.citation import citation
from intmk_kg.publication.error_report import ErrorReport, reported_statement
from intmk_kg.publication.formats import PAGE_FORMATS
from intmk_kg.publication.usage import SNIPPETS, snippet
from intmk_kg.publication.users_of_terms import USERS_PER_PAGE, users
from intmk_kg.publication.wording import label_of
from intmk_kg.vocabulary.iri import is_local_id
from intmk_kg.web.answers import answer, chosen_format, language
from intmk_kg.web.error_report import page_report, thing_report
from intmk_kg.web.page_number import page_number
from intmk_kg.web.pages import render, site_name
from intmk_kg.web.problems import NotFound
from intmk_kg.web.site import site

routes = Blueprint("reading", __name__)

_PATH = re.compile(r"/[A-Za-z0-9/._-]{0,200}")
_TERM = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,99}")


@routes.get("/use")
def show_use() -> Response:
    """How to use the data, for people who work with Python, R, JavaScript, spreadsheets or calendars."""
    return _shown(lambda: render("use.html", snippets={name: snippet(name, site().settings) for name in SNIPPETS}))


@routes.get("/about")
def show_about() -> Response:
    """What this is, how the data are made, how to cite them and how to correct them."""
    return _shown(lambda: render("about.html", citation=_citation_of_all()))


@routes.get("/imprint")
def show_imprint() -> Response:
    """Who runs this service, as the settings say."""
    return _shown(lambda: render("imprint.html"))


@routes.get("/licence")
def show_licence() -> Response:
    """Under which licences data, software and outlines may be used."""
    return _shown(lambda: render("licence.html", citation=_citation_of_all()))


@routes.get("/report")
def show_report() -> Response:
    """A report of an error, prefilled with the thing, the statement and the release."""
    return _shown(_report_page)


@routes.get("/things")
def show_users_of_term() -> Response:
    """The things that use a term of the vocabulary."""
    return _shown(_users_page)


def _report_page() -> str:
    report = _thing_report() if "thing" in request.args else page_report(_page_address())
    return render("report.html", report=report, address=report.address(site().settings))


def _thing_report() -> ErrorReport:
    local_id = request.args["thing"]
    iri = f"{site().settings.base_iri}id/{local_id}"
    description = site().entities.describe(iri, limit=0) if is_local_id(local_id) else None
    if description is None:
        raise NotFound
    title = label_of(iri, description.labels, language()).value
    if "property" not in request.args:
        return thing_report(iri, title, None)
    statement = reported_statement(description, request.args["property"], request.args.get("value", ""))
    if statement is None:
        raise NotFound
    return thing_report(iri, title, statement)


def _page_address() -> str:
    page = request.args.get("page", "/")
    if _PATH.fullmatch(page) is None:
        raise NotFound
    return f"{site().settings.public_url.rstrip('/')}{page}"


def _users_page() -> str:
    name, number = request.args.get("term", ""), page_number()
    if _TERM.fullmatch(name) is None:
        raise NotFound
    found = users(site().entities, [name], language(), (number - 1) * USERS_PER_PAGE)[name]
    if not found.links:
        raise NotFound
    return render("users.html", users=found, name=name, number=number, pages=-(-found.count // USERS_PER_PAGE))


def _citation_of_all() -> object:
    iri = f"{site().settings.base_iri}id/dataset"
    return citation(site().release, site().settings, iri, site_name(), site_name())


def _shown(page: Callable[[], str]) -> Response:
    _, media_type = chosen_format(PAGE_FORMATS, None)
    return answer(media_type, page, in_language=language(), vary=("Accept", "Accept-Language"))
