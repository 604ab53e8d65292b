"""The named questions as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1), for programs and their generators."""

from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

from intmk_kg.publication.csvw import LICENCE
from intmk_kg.publication.openapi_schemas import PROBLEM, QUESTION_LIST, answer_schema, parameter_schema
from intmk_kg.publication.questions_definition import NamedQuestion, Parameter
from intmk_kg.publication.questions_parameters import ParameterReader
from intmk_kg.settings import Settings

_JSON, _CSV, _PROBLEM = "application/json", "text/csv; charset=utf-8", "application/problem+json"
_FAILURES = {
    "400": "A parameter is missing, unknown, or has a value that it may not have.",
    "404": "Nothing is said here about the thing that a parameter names.",
    "406": "There is no such format.",
    "429": "Too many requests of this client are under way.",
    "503": "The service is busy or not ready.",
    "504": "The answer took longer than the deadline.",
}
_ALWAYS = ("429", "503", "504")
_LANGUAGE = {
    "name": "lang",
    "in": "query",
    "description": "Language of labels, words and, in CSV, column heads.",
    "schema": {"type": "string", "enum": ["de", "en"], "default": "de"},
}
_LANGUAGE_REFERENCE, _PROFILE_REFERENCE = ({"$ref": f"#/components/parameters/{name}"} for name in ("lang", "profile"))
_PROFILE = {
    "name": "profile",
    "in": "query",
    "description": "`excel` for a file that Excel opens by a double click.",
    "schema": {"type": "string", "enum": ["excel"]},
}


def description(questions: Iterable[NamedQuestion], reader: ParameterReader, settings: Settings) -> dict[str, Any]:
    """The description of all named questions.

    Args:
        questions: to describe.
        reader: knows what may be chosen.
        settings: the public address.

    Raises:
        Refusal: the engine does not answer now.
    """
    asked = tuple(questions)
    paths: dict[str, Any] = {"/queries/": {"get": _list_operation()}}
    for question in asked:
        for suffix in ("json", "csv"):
            paths[f"/queries/{question.name}.{suffix}"] = {"get": _operation(question, suffix, reader)}
    schemas = {"Problem": PROBLEM, "Question": QUESTION_LIST["items"]}
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "Named questions",
            "description": "Questions about the conference with an address each; no SPARQL is needed.",
            "version": version("intmk-kg"),
            "license": {"name": "Datenlizenz Deutschland Zero, Version 2.0", "url": LICENCE},
        },
        "servers": [{"url": settings.public_url.rstrip("/")}],
        "paths": paths,
        "components": {
            "schemas": schemas | {_schema_name(question): answer_schema(question) for question in asked},
            "parameters": {"lang": _LANGUAGE, "profile": _PROFILE},
            "responses": {status: _failure(words) for status, words in _FAILURES.items()},
        },
    }


def _list_operation() -> dict[str, Any]:
    responses = _failures(["406"])
    content = {_JSON: {"schema": QUESTION_LIST | {"items": {"$ref": "#/components/schemas/Question"}}}}
    responses["200"] = {"description": "The questions.", "content": content}
    return {"operationId": "listQuestions", "summary": "All questions", "responses": responses}


def _operation(question: NamedQuestion, suffix: str, reader: ParameterReader) -> dict[str, Any]:
    is_json = suffix == "json"
    schema = {"$ref": f"#/components/schemas/{_schema_name(question)}"} if is_json else {"type": "string"}
    content = {_JSON if is_json else _CSV: {"schema": schema}}
    names_things = any(parameter.kind == "iri" for parameter in question.parameters)
    parameters = [_parameter(parameter, reader) for parameter in question.parameters]
    return {
        "operationId": f"{_schema_name(question)[0].lower()}{_schema_name(question)[1:]}{suffix.capitalize()}",
        "summary": question.table.titles["en"],
        "description": f"{question.table.descriptions['en']}\n\n{question.table.titles['de']}",
        "parameters": [*parameters, _LANGUAGE_REFERENCE, *([] if is_json else [_PROFILE_REFERENCE])],
        "responses": {"200": {"description": "The answer.", "content": content}}
        | _failures(["400", "404"] if names_things else ["400"]),
    }


def _parameter(parameter: Parameter, reader: ParameterReader) -> dict[str, Any]:
    values = [choice.value for choice in reader.choices(parameter.type)] if parameter.kind == "choice" else []
    return {
        "name": parameter.name,
        "in": "query",
        "required": not parameter.is_optional,
        "description": f"{parameter.titles['en']} ({parameter.titles['de']})",
        "schema": parameter_schema(parameter, values),
        "example": int(parameter.example) if parameter.kind == "integer" else parameter.example,
    }


def _failure(words: str) -> dict[str, Any]:
    return {"description": words, "content": {_PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}}


def _failures(statuses: Iterable[str]) -> dict[str, Any]:
    return {status: {"$ref": f"#/components/responses/{status}"} for status in sorted({*statuses, *_ALWAYS})}


def _schema_name(question: NamedQuestion) -> str:
    return "".join(part.capitalize() for part in question.name.split("-"))
