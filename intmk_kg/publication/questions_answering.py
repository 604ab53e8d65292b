"""The answer to a named question as JSON."""

import json
from collections.abc import Mapping

from intmk_kg.publication.csvw import LICENCE, plain_rows
from intmk_kg.publication.questions_definition import NamedQuestion
from intmk_kg.publication.tables import Table


def json_answer(question: NamedQuestion, parameters: Mapping[str, str], table: Table, release_id: str) -> str:
    """An answer in JSON: the question, the parameters, the licence, the release, and the rows as objects.

    What has no value in a row is missing there. The layout is described by `openapi.description`.
    """
    document = {
        "question": question.table.titles[table.language],
        "parameters": dict(parameters),
        "language": table.language,
        "release": release_id,
        "license": LICENCE,
        "rows": plain_rows(table),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
