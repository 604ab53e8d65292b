"""The answer to a named question: a table, and how it is written as JSON."""

import json
from collections.abc import Mapping

from intmk_kg.engine.description import Term
from intmk_kg.engine.interface import EntityReader, SparqlEngine
from intmk_kg.publication.csvw import LICENCE, plain_rows
from intmk_kg.publication.questions import ask
from intmk_kg.publication.questions_definition import NamedQuestion
from intmk_kg.publication.tables import Table, tabulated


def answered(
    question: NamedQuestion,
    terms: Mapping[str, Term],
    engine: SparqlEngine,
    reader: EntityReader,
    language: str,
    client: str,
) -> Table:
    """The answer to a question.

    Args:
        question: what is asked.
        terms: of its parameters.
        engine: is asked.
        reader: knows labels.
        language: of labels and words.
        client: who asks.

    Raises:
        Refusal: the engine does not answer now.
    """
    solutions = ask(engine, question.query, substitutions=terms, client=client)
    return tabulated(question.table, solutions, reader, language)


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
