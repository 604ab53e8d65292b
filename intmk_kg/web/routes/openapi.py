"""The description of the named questions for programs."""

import json

from flask import Blueprint, Response

from intmk_kg.publication.formats import JSON
from intmk_kg.publication.openapi import description
from intmk_kg.publication.questions_definition import named_questions
from intmk_kg.publication.questions_parameters import ParameterReader
from intmk_kg.web.answers import answer
from intmk_kg.web.site import site

routes = Blueprint("openapi", __name__)


@routes.get("/openapi.json")
def show_description() -> Response:
    """The named questions in OpenAPI."""
    return answer(JSON.media_type, _description)


def _description() -> str:
    here = site()
    described = description(named_questions(), ParameterReader(here.engine, here.entities), here.settings)
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"
