"""The page of a named question: its form, its answer, and where the answer can be had as data."""

from collections.abc import Mapping, Sequence

from flask import request

from intmk_kg.publication.questions_definition import NamedQuestion
from intmk_kg.publication.questions_parameters import BadParameterError, ParameterReader
from intmk_kg.publication.tables import Table
from intmk_kg.web.addresses import relative, with_query
from intmk_kg.web.answers import language
from intmk_kg.web.language import LANGUAGES
from intmk_kg.web.pages import render

_NO_VALUES: Mapping[str, Sequence[str]] = {}


def question_page(
    question: NamedQuestion,
    reader: ParameterReader,
    given: Mapping[str, Sequence[str]] = _NO_VALUES,
    table: Table | None = None,
    error: BadParameterError | None = None,
) -> str:
    """The page of a question in the language of the request.

    Args:
        question: what is asked.
        reader: knows what may be chosen.
        given: the values in the address.
        table: the answer; None where it is not asked yet.
        error: what is wrong with a parameter, or None.
    """
    spoken = language()
    kinds = {parameter.type for parameter in question.parameters if parameter.kind == "choice"}
    values = {name: found[0] for name, found in given.items() if found and found[0]}
    path = f"/queries/{question.name}"
    return render(
        "question.html",
        question=question,
        choices={type_: reader.labelled_choices(type_, spoken) for type_ in kinds},
        values=values,
        table=table,
        error=error,
        address=lambda suffix, **more: relative(with_query(f"{path}.{suffix}", **{**values, **more}), request.path),
        languages=[
            (code, relative(with_query(request.path, **{**values, "lang": code}), request.path)) for code in LANGUAGES
        ],
    )
