"""The named questions over HTTP: list, page, JSON, CSV, errors, and the description that is true of them."""

import csv
import io
import json
from typing import Any
from urllib.parse import urlencode

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import Client

from intmk_kg.publication.questions_definition import NamedQuestion, named_questions

BROWSER = {"Accept": "text/html,*/*;q=0.8"}
CHAIR = "/queries/chair.json?date=2019-05-01"


def address(question: NamedQuestion, suffix: str, **more: str) -> str:
    """The address of the answer to the example of a question."""
    return f"/queries/{question.name}.{suffix}?{urlencode({**question.example, **more})}"


def description(client: Client) -> dict[str, Any]:
    """The OpenAPI document as it is served."""
    served = client.get("/openapi.json")
    assert served.status_code == 200
    return json.loads(served.data)


@pytest.mark.parametrize("question", named_questions(), ids=lambda question: question.name)
def test_question_is_answered_in_every_format(question: NamedQuestion, real_client: Client) -> None:
    """JSON keeps its schema, CSV has as many rows, and the page shows them."""
    answer = real_client.get(address(question, "json"))
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    document = json.loads(answer.data)
    described = description(real_client)
    reference = described["paths"][f"/queries/{question.name}.json"]["get"]["responses"]["200"]["content"]
    schema = reference["application/json"]["schema"]
    jsonschema.validate(document, {**schema, "components": described["components"]})
    assert document["parameters"] == question.example
    rows = list(csv.reader(io.StringIO(real_client.get(address(question, "csv")).text, newline="")))
    assert rows[0] == [column.name for column in question.table.columns]
    assert len(rows) == len(document["rows"]) + 1 > 1
    page = real_client.get(address(question, "html", lang="en"), headers=BROWSER)
    assert (page.status_code, page.mimetype) == (200, "text/html")
    assert page.text.count("<tr>") == len(rows)
    assert question.table.titles["en"] in page.text


def test_language_is_that_of_the_address(real_client: Client) -> None:
    """Labels are German for every reader of one address, and English where it says so; so are the heads of CSV."""
    plain = real_client.get("/queries/places.csv", headers={"Accept-Language": "en"}).text
    assert plain == real_client.get("/queries/places.csv").text
    assert plain.startswith("place,")
    assert real_client.get("/queries/places.csv?lang=de").text.startswith("Ort,")
    english = json.loads(real_client.get("/queries/presidencies.json?land=he&lang=en").data)
    assert english["rows"][0]["land"] == "Hesse"


def test_excel_gets_what_it_opens(real_client: Client) -> None:
    """The profile has a byte order mark, and semicolons in German."""
    assert real_client.get("/queries/places.csv?profile=excel").data.startswith("\ufeffOrt;".encode())


def test_address_without_suffix_is_negotiated(real_client: Client) -> None:
    """A browser gets the page, a program JSON, and who asks for CSV gets CSV; caches are told."""
    path = "/queries/chair?date=2019-05-01"
    for accept, mimetype in ((None, "application/json"), ("text/csv", "text/csv"), (BROWSER["Accept"], "text/html")):
        answer = real_client.get(path, headers={"Accept": accept} if accept else {})
        assert answer.mimetype == mimetype
        assert answer.headers["Vary"].startswith("Accept, Accept-Language")
    assert real_client.get(path, headers={"Accept": "image/png"}).status_code == 406


def test_answer_is_validated_by_its_tag(real_client: Client) -> None:
    """The tag leads to 304, and another day has another tag."""
    first = real_client.get(CHAIR)
    held = real_client.get(CHAIR, headers={"If-None-Match": first.headers["ETag"]})
    assert (held.status_code, held.data) == (304, b"")
    assert real_client.get(CHAIR.replace("05-01", "05-02")).headers["ETag"] != first.headers["ETag"]
    assert first.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("path", "status", "parameter", "says"),
    [
        ("/queries/chair.json", 400, "date", "a day, as 2019-05-01"),
        ("/queries/chair.csv?date=yesterday", 400, "date", "a day, as 2019-05-01"),
        ("/queries/chair.json?date=2019-05-01&date=2019-05-02", 400, "date", "once"),
        ("/queries/chair.json?dat=2019-05-01", 400, "dat", "`date`"),
        ("/queries/votes.json?land=xx", 400, "land", "bb, be, bw, by, hb, he"),
        ("/queries/sources.json?thing=x", 400, "thing", "IRI of a thing"),
        ("/queries/sources.json?thing=http://a.example/", 404, "thing", "Nothing is said here"),
        ("/queries/places.json?lang=fr", 400, "lang", "de or en"),
        ("/queries/places.csv?profile=calc", 400, "profile", "excel"),
        ("/queries/places.json?profile=excel", 400, "profile", "only for CSV"),
    ],
)
def test_bad_value_is_a_problem_that_names_the_parameter(
    path: str, status: int, parameter: str, says: str, real_client: Client
) -> None:
    """The answer is a problem document with the parameter's name and what it may be, also where a tag is held."""
    for headers in ({}, {"If-None-Match": "*"}):
        answer = real_client.get(path, headers=headers)
        assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
        problem = json.loads(answer.data)
        assert problem["parameter"] == parameter
        assert says in problem["detail"]


def test_page_shows_the_form_first_and_again_where_a_value_is_wrong(real_client: Client) -> None:
    """Without a value there is the form with an example; with a wrong one the form, marked, with status 400."""
    first = real_client.get("/queries/chair.html?lang=en")
    assert first.status_code == 200
    assert 'value="2019-05-01"' in first.text
    assert "aria-invalid" not in first.text
    wrong = real_client.get("/queries/chair.html?date=1&lang=en")
    assert wrong.status_code == 400
    assert 'aria-invalid="true"' in wrong.text
    assert "“Day” cannot have this value." in wrong.text
    assert real_client.get("/queries/chair.html?date=1&lang=de").text.count("„Tag“ kann diesen Wert nicht haben.") == 1


def test_page_keeps_its_values_in_the_other_language(real_client: Client) -> None:
    """The link to the other language asks the same."""
    page = real_client.get("/queries/votes.html?land=by", headers={"Accept-Language": "de"})
    assert "../queries/votes.html?land=by&amp;lang=en" in page.text
    assert '<option value="by" selected>Bayern</option>' in page.text


def test_values_are_shown_as_text(real_client: Client) -> None:
    """Markup in a value stays a value."""
    page = real_client.get("/queries/chair.html?" + urlencode({"date": '"><script>alert(1)</script>'}))
    assert page.status_code == 400
    assert "<script>alert" not in page.text


def test_list_has_every_question_for_people_and_programs(real_client: Client) -> None:
    """The page links each question; the JSON keeps its schema, and each example in it is answered."""
    page = real_client.get("/queries/", headers={**BROWSER, "Accept-Language": "de"})
    listed = json.loads(real_client.get("/queries/").data)
    described = description(real_client)
    reference = described["paths"]["/queries/"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.validate(listed, {**reference, "components": described["components"]})
    assert len(listed) == len(named_questions()) >= 30
    for question in listed:
        assert question["question"]["de"] in page.text
        assert real_client.get(f"/queries/{question['example']}").status_code == 200


@pytest.mark.parametrize("path", ["/queries/nothing.json", "/queries/chair.xml", "/queries/.json", "/queries/choices"])
def test_other_addresses_are_not_there(path: str, real_client: Client) -> None:
    """A question or a format that does not exist is 404."""
    assert real_client.get(path).status_code == 404


ANYTHING = st.text(max_size=40) | st.dates().map(str) | st.integers().map(str) | st.sampled_from(["he", "by", "18", ""])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    question=st.sampled_from(named_questions()),
    values=st.dictionaries(st.sampled_from(["date", "number", "land", "thing", "from", "to", "least", "x"]), ANYTHING),
    suffix=st.sampled_from(["json", "csv", "html"]),
)
def test_any_value_is_answered_or_refused(
    question: NamedQuestion, values: dict[str, str], suffix: str, real_client: Client
) -> None:
    """Whatever is given, the answer is 200, 400 or 404, and never a fault of ours; a problem names its parameter."""
    answer = real_client.get(f"/queries/{question.name}.{suffix}?{urlencode(values)}")
    assert answer.status_code in (200, 400, 404)
    if answer.status_code != 200 and suffix != "html":
        problem = json.loads(answer.data)
        assert problem["parameter"] in {*values, *(parameter.name for parameter in question.parameters)}
