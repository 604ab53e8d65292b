"""The description of the named questions: well formed, and true of every answer."""

from typing import Any

import jsonschema
import pytest

from intmk_kg.engine.embedded import Engine
from intmk_kg.engine.entities import Entities
from intmk_kg.publication.openapi import description
from intmk_kg.publication.questions_definition import named_questions
from intmk_kg.publication.questions_parameters import ParameterReader
from intmk_kg.settings import Settings


@pytest.fixture(scope="session")
def described(engine: Engine, entities: Entities, settings: Settings) -> dict[str, Any]:
    """The description for the real release."""
    return description(named_questions(), ParameterReader(engine, entities), settings)


def _references(node: object) -> set[str]:
    if isinstance(node, dict):
        own = {node["$ref"]} if isinstance(node.get("$ref"), str) else set()
        return own.union(*(_references(value) for value in node.values()))
    return set().union(*(_references(value) for value in node)) if isinstance(node, list) else set()


def test_every_question_is_described_in_json_and_csv(described: dict[str, Any]) -> None:
    """There is a path for each question and format, and one for the list."""
    expected = {f"/queries/{question.name}.{suffix}" for question in named_questions() for suffix in ("json", "csv")}
    assert set(described["paths"]) == expected | {"/queries/"}
    operations = [path["get"]["operationId"] for path in described["paths"].values()]
    assert len(operations) == len(set(operations))


def test_references_lead_somewhere(described: dict[str, Any]) -> None:
    """Each reference names a component that is there."""
    for reference in _references(described):
        _, kind, name = reference.removeprefix("#/").split("/")
        assert name in described["components"][kind]


def test_schemas_are_json_schema(described: dict[str, Any]) -> None:
    """Each schema, of components and of parameters, keeps the metaschema of JSON Schema 2020-12."""
    for schema in described["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
    for path in described["paths"].values():
        for parameter in path["get"].get("parameters", ()):
            if "schema" in parameter:
                jsonschema.Draft202012Validator.check_schema(parameter["schema"])
                jsonschema.validate(parameter["example"], parameter["schema"])


def test_choices_are_those_of_the_release(described: dict[str, Any]) -> None:
    """The codes of the Länder are listed, as the release has them."""
    parameters = described["paths"]["/queries/votes.json"]["get"]["parameters"]
    assert parameters[0]["name"] == "land"
    assert len(parameters[0]["schema"]["enum"]) == 16
    assert "he" in parameters[0]["schema"]["enum"]
