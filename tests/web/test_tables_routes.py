"""The tables over HTTP: list, CSV, JSON, metadata."""

import csv
import io
import json
from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from intmk_kg.publication.tables_definition import table_definitions

Get = Callable[..., TestResponse]

BROWSER = "text/html,*/*;q=0.8"
ADDRESSES = (
    *("/tables/csv-metadata.json", "/tables/conferences.csv", "/tables/conferences.csv?lang=de"),
    *("/tables/conferences.csv?profile=excel", "/tables/conferences.json", "/tables/conferences.csv-metadata.json"),
)


@pytest.mark.parametrize("path", ADDRESSES)
def test_table_is_answered_as_harvesters_test_it(get: Get, path: str) -> None:
    """HEAD is GET without a body, the length is stated, the tag leads to 304, and every origin may read."""
    answer, head = get(path), get(path, method="HEAD")
    assert answer.status_code == head.status_code == 200
    assert dict(answer.headers) == dict(head.headers)
    assert head.data == b""
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Vary"] == "Accept-Encoding"
    held = get(path, If_None_Match=answer.headers["ETag"])
    assert (held.status_code, held.data) == (304, b"")


@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [("csv", "text/csv"), ("json", "application/json"), ("csv-metadata.json", "application/csvm+json")],
)
def test_suffix_decides_the_media_type(get: Get, suffix: str, media_type: str) -> None:
    """Each address has its own media type for every Accept header; text says that it is UTF-8."""
    for accept in (None, BROWSER, "application/json", "image/png"):
        answer = get(f"/tables/conferences.{suffix}", accept)
        assert answer.mimetype == media_type
    assert get("/tables/conferences.csv").headers["Content-Type"] == "text/csv; charset=utf-8"


def test_csv_and_json_hold_the_same_rows(get: Get) -> None:
    """The CSV's rows are those of the JSON."""
    rows = list(csv.DictReader(io.StringIO(get("/tables/conferences.csv").text, newline="")))
    objects = json.loads(get("/tables/conferences.json").data)
    assert [row["iri"] for row in rows] == [found["iri"] for found in objects]
    assert [row["number"] for row in rows] == [str(found["number"]) for found in objects] == ["1"]
    assert objects[0]["start"] == "2018-04-26"


def test_language_is_that_of_the_address_only(get: Get) -> None:
    """Heads and labels follow `?lang=`, never the header, so that all who share an address see the same."""
    assert get("/tables/presidencies.csv?lang=de").text.startswith("Kennung (IRI),")
    assert get("/tables/presidencies.csv?lang=en").text.startswith("Identifier (IRI),")
    plain = get("/tables/presidencies.csv", language="en").data
    assert plain == get("/tables/presidencies.csv", language="de").data == get("/tables/presidencies.csv?lang=fr").data
    assert plain.startswith(b"iri,")


def test_partial_dates_stay_partial(get: Get) -> None:
    """A start of which only the month is known has no day, in CSV and in JSON."""
    [row] = csv.DictReader(io.StringIO(get("/tables/presidencies.csv").text, newline=""))
    assert (row["start"], row["end"]) == ("2018-04", "2019")
    assert json.loads(get("/tables/presidencies.json").data)[0]["start"] == "2018-04"


def test_excel_profile_is_for_excel(get: Get) -> None:
    """The profile begins with a byte order mark, and its metadata describe it."""
    assert get("/tables/presidencies.csv?profile=excel").data.startswith("\ufeffKennung (IRI);".encode())
    metadata = json.loads(get("/tables/presidencies.csv-metadata.json?profile=excel").data)
    assert metadata["url"] == "presidencies.csv?profile=excel"
    assert metadata["dialect"]["delimiter"] == ";"


def test_table_links_to_its_metadata(get: Get) -> None:
    """The CSV says where its metadata, the list of tables and the licence are, for the language that was asked for."""
    link = get("/tables/presidencies.csv?lang=de").headers["Link"]
    described = '<http://kg.example/tables/presidencies.csv-metadata.json?lang=de>; rel="describedby"'
    assert described in link
    assert 'rel="license"' in link
    assert '<http://kg.example/tables/>; rel="collection"' in link


@pytest.mark.parametrize(
    "path", ["/tables/nothing.csv", "/tables/presidencies.xlsx", "/tables/presidencies", "/tables/.csv"]
)
def test_other_addresses_are_not_there(get: Get, path: str) -> None:
    """A table or a suffix that does not exist is 404."""
    assert get(path).status_code == 404


def test_unknown_profile_is_refused(get: Get) -> None:
    """A profile that does not exist is 400, and the answer says which there is."""
    answer = get("/tables/presidencies.csv?profile=calc")
    assert answer.status_code == 400
    assert "excel" in json.loads(answer.data)["detail"]


@pytest.mark.parametrize(("language", "word"), [("de", "Vorsitze"), ("en", "Presidencies")])
def test_list_names_every_table(get: Get, language: str, word: str) -> None:
    """The page has each table with its files, in the language of the reader."""
    page = get("/tables/", BROWSER, language)
    assert page.headers["Content-Language"] == language
    assert word in page.text
    for definition in table_definitions():
        assert f"../tables/{definition.name}.csv?profile=excel&amp;lang={language}" in page.text


def test_list_is_a_group_of_tables_for_machines(get: Get) -> None:
    """Who does not ask for a page gets the metadata of all tables, which have an address of their own."""
    listed = get("/tables/")
    assert listed.mimetype == "application/csvm+json"
    assert listed.data == get("/tables/csv-metadata.json").data
    assert listed.headers["Content-Location"] == "csv-metadata.json"
    assert listed.headers["Vary"] == "Accept, Accept-Language, Accept-Encoding"


def test_every_table_of_the_list_is_there(get: Get) -> None:
    """Each address in the group is answered, also where the release has no such thing: then with heads only."""
    for table in json.loads(get("/tables/csv-metadata.json").data)["tables"]:
        answer = get(f"/tables/{table['url']}")
        assert answer.status_code == 200
        assert answer.text.startswith("iri,")
