"""What is read and answered by the named questions, as JSON Schema (https://json-schema.org/draft/2020-12)."""

from collections.abc import Sequence
from typing import Any

from intmk_kg.publication.questions_definition import NamedQuestion, Parameter
from intmk_kg.publication.tables_definition import Column

_STRING = {"type": "string"}
_WORDS = {"type": "object", "required": ["de", "en"], "properties": {"de": _STRING, "en": _STRING}}
_PARTIAL_DATE = {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}

PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "A problem (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": _STRING,
        "title": _STRING,
        "status": {"type": "integer"},
        "detail": _STRING,
        "parameter": {"type": "string", "description": "The parameter that is to be mended."},
    },
}

QUESTION_LIST: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["name", "question", "description", "parameters", "columns", "example"],
        "properties": {
            "name": _STRING,
            "question": _WORDS,
            "description": _WORDS,
            "parameters": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["name", "type", "required", "title", "example"],
                    "properties": {
                        "name": _STRING,
                        "type": _STRING,
                        "required": {"type": "boolean"},
                        "title": _WORDS,
                        "example": _STRING,
                    },
                },
            },
            "columns": {"type": "array", "items": _STRING},
            "example": {"type": "string", "description": "The address of an answer, relative to the list."},
        },
    },
}


def listed(question: NamedQuestion, example: str) -> dict[str, Any]:
    """A question as the list has it, after QUESTION_LIST.

    Args:
        question: to list.
        example: the address of an answer.
    """
    parameters = [
        {
            "name": parameter.name,
            "type": parameter.type,
            "required": not parameter.is_optional,
            "title": dict(parameter.titles),
            "example": parameter.example,
        }
        for parameter in question.parameters
    ]
    return {
        "name": question.name,
        "question": dict(question.table.titles),
        "description": dict(question.table.descriptions),
        "parameters": parameters,
        "columns": [column.name for column in question.table.columns],
        "example": example,
    }


def parameter_schema(parameter: Parameter, values: Sequence[str]) -> dict[str, Any]:
    """The schema of a parameter.

    Args:
        parameter: to describe.
        values: what may be chosen.
    """
    match parameter.kind:
        case "date":
            return {"type": "string", "format": "date"}
        case "integer":
            return {"type": "integer", "minimum": parameter.least, "maximum": parameter.most}
        case "iri":
            return {"type": "string", "format": "uri"}
        case _:
            return {"type": "string", "enum": list(values)}


def answer_schema(question: NamedQuestion) -> dict[str, Any]:
    """The schema of an answer in JSON."""
    rows = {"type": "object", "properties": {column.name: _column(column) for column in question.table.columns}}
    parameters = {"type": "object", "properties": {parameter.name: _STRING for parameter in question.parameters}}
    return {
        "type": "object",
        "required": ["question", "parameters", "language", "release", "license", "rows"],
        "properties": {
            "question": _STRING,
            "parameters": parameters,
            "language": {"type": "string", "enum": ["de", "en"]},
            "release": _STRING,
            "license": {"type": "string", "format": "uri"},
            "rows": {"type": "array", "items": rows | {"additionalProperties": False}},
        },
    }


def _column(column: Column) -> dict[str, Any]:
    schema = _value(column) | {"description": column.titles["en"]}
    return {"type": "array", "items": schema} if column.many else schema


def _value(column: Column) -> dict[str, Any]:
    match column.kind:
        case "integer":
            return {"type": "integer"}
        case "decimal":
            return {"type": "number"}
        case "date":
            return _PARTIAL_DATE
        case "iri":
            return {"type": "string", "format": "iri"}
        case _:
            return _STRING
