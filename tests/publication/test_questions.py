"""The named questions: declared in their files, answered from the real release, their values bound and never pasted."""

import re
from pathlib import Path

import pytest

from intmk_kg.engine.description import Term
from intmk_kg.engine.embedded import Engine
from intmk_kg.engine.entities import Entities
from intmk_kg.engine.refusals import EvaluationFailed
from intmk_kg.engine.requests import SparqlRequest, wanted
from intmk_kg.publication.questions import ask
from intmk_kg.publication.questions_definition import NamedQuestion, named_question, named_questions, parse_question
from intmk_kg.publication.questions_parameters import BadParameterError, ParameterReader
from intmk_kg.publication.tables import Table, tabulated
from intmk_kg.vocabulary.prefixes import PREFIXES

QUERIES = Path(__file__).parents[2] / "intmk_kg" / "engine" / "queries"
WITH_PARAMETERS = [question for question in named_questions() if question.parameters]
CSV = wanted("text/csv")


@pytest.fixture(scope="session")
def parameters(engine: Engine, entities: Entities) -> ParameterReader:
    """Reads parameters against the real release."""
    return ParameterReader(engine, entities)


def examples(question: NamedQuestion) -> dict[str, str]:
    """A value for each parameter, also for those that may be left out."""
    return {parameter.name: parameter.example for parameter in question.parameters}


def answer(name: str, engine: Engine, entities: Entities, **given: str) -> Table:
    """The answer to a question in German."""
    question = named_question(name)
    assert question is not None
    terms = ParameterReader(engine, entities).read(question, {key: [value] for key, value in given.items()})
    return tabulated(question.table, ask(engine, question.query, substitutions=terms), entities, "de")


def column(table: Table, name: str) -> list[object]:
    """The cells of a column."""
    place = [column.name for column in table.definition.columns].index(name)
    return [row[place] for row in table.rows]


@pytest.mark.parametrize("question", named_questions(), ids=lambda question: question.name)
def test_question_has_an_answer_to_its_example(
    question: NamedQuestion, engine: Engine, entities: Entities, parameters: ParameterReader
) -> None:
    """With the example of each parameter there is at least one row, and its first cell has a value."""
    terms = parameters.read(question, {name: [value] for name, value in question.example.items()})
    table = tabulated(question.table, ask(engine, question.query, substitutions=terms), entities, "en")
    assert all(row[0] not in (None, ()) for row in table.rows)
    assert table.rows


def test_columns_have_variables_that_the_query_selects() -> None:
    """Each column and each parameter names a variable between SELECT and WHERE."""
    for question in named_questions():
        head = (
            (QUERIES / f"{question.query}.rq").read_text(encoding="utf-8").partition("SELECT")[2].partition("WHERE")[0]
        )
        selected = set(re.findall(r"\?(\w+)", head))
        assert {column.variable for column in question.table.columns} <= selected
        assert {column.precision for column in question.table.columns if column.precision} <= selected
        assert {parameter.name for parameter in question.parameters} <= selected


@pytest.mark.parametrize("question", WITH_PARAMETERS, ids=lambda question: question.name)
def test_bound_value_means_what_the_written_one_means(
    question: NamedQuestion, engine: Engine, parameters: ParameterReader
) -> None:
    """The rows are those of the query in which the value stands in place of the variable."""
    terms = parameters.read(question, {name: [value] for name, value in examples(question).items()})
    query = (QUERIES / f"{question.query}.rq").read_text(encoding="utf-8")
    bound = engine.answer(SparqlRequest(query, substitutions=tuple(terms.items())), CSV, "test")
    head, _, rest = query.partition(" WHERE ")
    written, _, modifiers = rest.partition("\n}")
    for name, term in terms.items():
        written = re.sub(rf"\?{name}\b", _written(term), written)
        head = re.sub(rf"\?{name}\b", f"({_written(term)} AS ?{name})", head)
    pasted = engine.answer(SparqlRequest(f"{head} WHERE {written}\n}}{modifiers}"), CSV, "test")
    assert sorted(bound.body.splitlines()) == sorted(pasted.body.splitlines())
    assert bound.rows


def test_chair_of_a_day_is_the_person_then_in_the_chair(engine: Engine, entities: Entities) -> None:
    """On 1 May 2019 it was Elke Breitenbach; on 26 April 2023 Kai Klose."""
    assert column(answer("chair", engine, entities, date="2019-05-01"), "person") == ["Elke Breitenbach"]
    assert column(answer("chair", engine, entities, date="2023-04-26"), "person") == ["Kai Klose"]


def test_first_and_last_day_belong_to_a_presidency(engine: Engine, entities: Entities) -> None:
    """The presidency of Hesse holds on its first and last day, and on neither neighbour."""
    for day, land in (("2022-07-01", "Hessen"), ("2023-06-30", "Hessen")):
        assert column(answer("presidency", engine, entities, date=day), "land") == [(land,)]
    for day in ("2022-06-30", "2023-07-01"):
        assert ("Hessen",) not in column(answer("presidency", engine, entities, date=day), "land")


def test_optional_parameter_narrows(engine: Engine, entities: Entities) -> None:
    """Without a Land all presidencies are listed; with one those of it, which are among them."""
    every, of_one = answer("presidencies", engine, entities), answer("presidencies", engine, entities, land="ni")
    assert len(every.rows) == 19
    assert set(of_one.rows) < set(every.rows)
    assert set(column(of_one, "land")) == {"Niedersachsen"}


def test_disputed_date_is_answered_as_exactly_as_known(engine: Engine, entities: Entities) -> None:
    """A year or a month that is not adopted is written as such (ISO 8601); days and other values stay whole."""
    table = answer("contradictions", engine, entities, thing=f"{PREFIXES['r']}body-intmk")
    assert column(table, "value") == ["2006", "2007-04-27", "2008-04-10"]
    table = answer("contradictions", engine, entities, thing=f"{PREFIXES['r']}ministry-ni-3")
    assert column(table, "value") == ["2013", "2014-03"]
    assert "Halle (Saale)" in column(answer("contradictions", engine, entities), "value")


def test_every_land_has_a_row_on_every_day(engine: Engine, entities: Entities) -> None:
    """Who was responsible names all sixteen Länder, also long before anything is known."""
    for day in ("1990-01-01", "2023-04-26"):
        assert len(answer("responsible", engine, entities, date=day).rows) == 16


@pytest.mark.parametrize(
    ("name", "given", "reason", "says"),
    [
        ("chair", {}, "missing", "a day, as 2019-05-01"),
        ("chair", {"date": [""]}, "wrong", "a day"),
        ("chair", {"date": ["2019-02-30"]}, "wrong", "2019-02-30"),
        ("chair", {"date": ["2019-W10-1"]}, "wrong", "a day"),
        ("chair", {"date": ["20190501"]}, "wrong", "a day"),
        ("chair", {"date": ["\uff12\uff10\uff11\uff19-05-01"]}, "wrong", "a day"),
        ("chair", {"date": ["2019-05-01\n"]}, "wrong", "a day"),
        ("chair", {"date": ["2019-05-01", "2019-05-02"]}, "repeated", "2 times"),
        ("chair", {"date": ["2019-05-01"], "day": ["1"]}, "unknown", "`date`"),
        ("conference", {"number": ["0"]}, "wrong", "from 1 to 999"),
        ("conference", {"number": ["1e2"]}, "wrong", "whole number"),
        ("conference", {"number": ["+1"]}, "wrong", "whole number"),
        ("votes", {"land": ["HE"]}, "wrong", "bb, be, bw"),
        ("votes", {"land": ["he> ; <x"]}, "wrong", "bb, be, bw"),
        ("sources", {"thing": ["no iri"]}, "wrong", "the IRI"),
        ("sources", {"thing": ["http://a.example/> } DROP ALL #"]}, "wrong", "the IRI"),
        ("sources", {"thing": ["http://a.example/nothing"]}, "nothing-there", "thing"),
    ],
)  # fmt: skip
def test_bad_value_is_told_with_what_it_may_be(
    name: str, given: dict[str, list[str]], reason: str, says: str, parameters: ParameterReader
) -> None:
    """What cannot be a value is refused before any query, and the message says what can be one."""
    question = named_question(name)
    assert question is not None
    with pytest.raises(BadParameterError, match=re.escape(says)) as refused:
        parameters.read(question, given)
    assert refused.value.reason == reason
    assert refused.value.parameter in {*given, "date"}


def test_long_value_is_not_repeated_whole(parameters: ParameterReader) -> None:
    """The message about a value of a million characters is short."""
    question = named_question("chair")
    assert question is not None
    with pytest.raises(BadParameterError) as refused:
        parameters.read(question, {"date": ["x" * 1_000_000]})
    assert len(str(refused.value)) < 200


def test_value_for_no_selected_variable_is_an_error(engine: Engine) -> None:
    """The engine says so where a query does not select the variable, and does not answer as if it had no value."""
    request = SparqlRequest("SELECT ?s WHERE { ?s ?p ?o FILTER(?o = ?v) }", substitutions=(("v", Term("iri", "x:y")),))
    with pytest.raises(EvaluationFailed, match="v"):
        engine.answer(request, CSV, "test")


def test_question_that_lacks_a_word_is_refused() -> None:
    """A parameter without an English title is an error that names it."""
    header = '#+ title = { de = "a", en = "b" }\n#+ description = { de = "a", en = "b" }\n#+ [columns]\n'
    parameter = '#+ [parameters.x]\n#+ type = "date"\n#+ de = "x"\n#+ example = "2019-01-01"\n'
    with pytest.raises(ValueError, match="'en'"):
        parse_question("mine", header + parameter)


def _written(term: Term) -> str:
    return (
        f"<{term.value}>" if term.kind == "iri" else f'"{term.value}"^^<{term.datatype or PREFIXES["xsd"] + "string"}>'
    )
