"""The named questions: their list, and the answer to each as a page, JSON or CSV."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from flask import Blueprint, Response, request

from intmk_kg.engine.description import Term
from intmk_kg.engine.refusals import Refusal
from intmk_kg.publication.formats import CSV, HTML, JSON, Format
from intmk_kg.publication.openapi_schemas import listed
from intmk_kg.publication.questions import ask
from intmk_kg.publication.questions_answering import json_answer
from intmk_kg.publication.questions_definition import NamedQuestion, named_question, named_questions
from intmk_kg.publication.questions_parameters import BadParameterError, ParameterReader
from intmk_kg.publication.tables import DEFAULT_LANGUAGE, Table, tabulated
from intmk_kg.publication.tables_csv import CsvDialect, csv_text, excel
from intmk_kg.web.addresses import with_query
from intmk_kg.web.answers import answer, chosen_format, language, varied
from intmk_kg.web.language import LANGUAGES
from intmk_kg.web.pages import render
from intmk_kg.web.problems import NotFound, Problem
from intmk_kg.web.question_page import question_page
from intmk_kg.web.site import site
from intmk_kg.web.sparql_problems import as_problem

routes = Blueprint("questions", __name__)

_LIST_FORMATS = (JSON, HTML)
_FORMATS = (JSON, CSV, HTML)
# Parameters of every question, beside its own
_OF_PRESENTATION = {"lang": LANGUAGES, "profile": ("excel",)}


@routes.get("/queries/")
def list_questions() -> Response:
    """All named questions."""
    format_, media_type = chosen_format(_LIST_FORMATS, None)
    vary = varied(is_negotiated=True, format_=format_)
    if format_ is HTML:
        return answer(media_type, _list_page, in_language=language(), vary=vary)
    return answer(media_type, _list, vary=vary)


@routes.get("/queries/<file>")
def show_answer(file: str) -> Response:
    """The answer to a question: `<name>.json`, `<name>.csv`, `<name>.html`, or `<name>` by negotiation."""
    name, _, suffix = file.partition(".")
    question = named_question(name)
    if question is None:
        raise NotFound
    format_, media_type = chosen_format(_FORMATS, suffix or None)
    vary = varied(is_negotiated=not suffix, format_=format_)
    if format_ is HTML:
        return _page(question, media_type, vary)
    _check_presentation(format_)
    try:
        terms = _reader().read(question, _given())
    except BadParameterError as error:
        raise _as_problem(error) from error
    produce = (lambda: _json(question, terms)) if format_ is JSON else (lambda: _csv(question, terms))
    return answer(media_type, produce, vary=vary)


def _page(question: NamedQuestion, media_type: str, vary: Sequence[str]) -> Response:
    """The form of a question with its answer, or with what is wrong with a parameter."""
    # The empty field of a form says that there is no value
    given = {name: values for name, values in _given().items() if values != [""]}
    reader = _reader()
    if question.needs_parameters and not given:
        return answer(media_type, lambda: question_page(question, reader), in_language=language(), vary=vary)
    try:
        terms = reader.read(question, given)
    except BadParameterError as error:
        response = Response(
            question_page(question, reader, given, error=error), content_type="text/html; charset=utf-8"
        )
        response.status_code = _status(error)
        response.headers.update({"Content-Language": language(), "Vary": ", ".join(vary), "Cache-Control": "no-store"})
        return response
    return answer(
        media_type,
        lambda: question_page(question, reader, given, _answered(question, terms, language())),
        in_language=language(),
        vary=vary,
    )


def _list_page() -> str:
    return render("questions.html", questions=named_questions(), with_query=with_query)


def _list() -> str:
    questions = [
        listed(question, with_query(f"{question.name}.json", **question.example)) for question in named_questions()
    ]
    return json.dumps(questions, ensure_ascii=False, indent=2) + "\n"


def _json(question: NamedQuestion, terms: Mapping[str, Term]) -> str:
    given = {name: values[0] for name, values in _given().items() if name in terms}
    return json_answer(question, given, _answered(question, terms, _asked_language()), site().release.id)


def _csv(question: NamedQuestion, terms: Mapping[str, Term]) -> str:
    asked = request.args.get("lang")
    dialect = excel(asked) if request.args.get("profile") else CsvDialect(asked)
    return csv_text(_answered(question, terms, _asked_language()), dialect)


def _answered(question: NamedQuestion, terms: Mapping[str, Term], in_language: str) -> Table:
    here = site()
    try:
        solutions = ask(here.engine, question.query, substitutions=terms, client=request.remote_addr or "")
    except Refusal as refusal:
        raise as_problem(refusal) from refusal
    return tabulated(question.table, solutions, here.entities, in_language)


def _asked_language() -> str:
    """The language of `?lang=`; not of the header, so that all who share an address see the same."""
    return request.args.get("lang", DEFAULT_LANGUAGE)


def _given() -> dict[str, list[str]]:
    return {name: values for name, values in request.args.lists() if name not in _OF_PRESENTATION}


def _reader() -> ParameterReader:
    return ParameterReader(site().engine, site().entities)


def _check_presentation(format_: Format) -> None:
    """Refuse another language or profile than there is, so that nobody waits for what does not come.

    Raises:
        Problem: there is no such language or profile, or not in this format.
    """
    for name, allowed in _OF_PRESENTATION.items():
        values = request.args.getlist(name)
        fits = (
            len(values) <= 1 and set(values) <= set(allowed) and not (values and name == "profile" and format_ is JSON)
        )
        if not fits:
            words = "is only for CSV" if format_ is JSON and name == "profile" else f"is {' or '.join(allowed)}, once"
            raise Problem(400, f"`{name}` {words}, or left out.", members={"parameter": name})


def _status(error: BadParameterError) -> int:
    return HTTPStatus.NOT_FOUND if error.reason == "nothing-there" else HTTPStatus.BAD_REQUEST


def _as_problem(error: BadParameterError) -> Problem:
    return Problem(_status(error), str(error), members={"parameter": error.parameter})
