"""The tables: their list, each as CSV and JSON, and what their columns mean."""

from http import HTTPStatus

from flask import Blueprint, Response, request

from intmk_kg.publication.csvw import csvw_metadata, csvw_metadata_of_all, json_rows
from intmk_kg.publication.formats import CSV, CSVW, HTML, JSON, TABLE_FORMATS, TABLE_LIST_FORMATS, format_with_suffix
from intmk_kg.publication.signposting import header, links_of_table
from intmk_kg.publication.tables import DEFAULT_LANGUAGE, Table, fill
from intmk_kg.publication.tables_csv import CsvDialect, csv_text, excel
from intmk_kg.publication.tables_definition import TableDefinition, table_definition, table_definitions
from intmk_kg.web.answers import answer, chosen_format, language, varied
from intmk_kg.web.dating import dated, day_of_release
from intmk_kg.web.language import LANGUAGES
from intmk_kg.web.pages import render
from intmk_kg.web.problems import NotFound, Problem
from intmk_kg.web.site import site
from intmk_kg.web.whole_release import require_whole_release

routes = Blueprint("tables", __name__)
routes.before_request(require_whole_release)


@routes.get("/tables/")
def list_tables() -> Response:
    """All tables: a page, or the metadata of all as a group of tables."""
    format_, media_type = chosen_format(TABLE_LIST_FORMATS, None)
    if format_ is HTML:
        return answer(media_type, _page, in_language=language(), vary=varied(is_negotiated=True, format_=HTML))
    return answer(media_type, _group, vary=varied(is_negotiated=True, format_=CSVW), location="csv-metadata.json")


@routes.get("/tables/csv-metadata.json")
def show_group() -> Response:
    """The metadata of all tables as a group of tables."""
    return answer(CSVW.media_type, _group)


@routes.get("/tables/<file>")
def show_table(file: str) -> Response:
    """A table: `<name>.csv`, `<name>.json` or `<name>.csv-metadata.json`."""
    name, _, suffix = file.partition(".")
    definition, format_ = table_definition(name), format_with_suffix(suffix, TABLE_FORMATS)
    if definition is None or format_ is None:
        raise NotFound
    dialect = _dialect()
    produce = {
        CSV: lambda: csv_text(_filled(definition), dialect),
        JSON: lambda: json_rows(_filled(definition)),
        CSVW: lambda: csvw_metadata(definition, dialect, _parameters(), day_of_release()),
    }
    response = dated(answer(format_.media_type, produce[format_]))
    if response.status_code == HTTPStatus.OK and format_ is not CSVW:
        response.headers["Link"] = header(links_of_table(definition.name, _parameters(), site().settings))
    return response


def _page() -> str:
    return render("tables.html", tables=table_definitions())


def _group() -> str:
    return csvw_metadata_of_all(table_definitions(), day_of_release())


def _filled(definition: TableDefinition) -> Table:
    return fill(definition, site().engine, site().entities, _asked_language() or DEFAULT_LANGUAGE)


def _asked_language() -> str | None:
    """The language of `?lang=`; not of the header, so that all who share the address of a table see the same."""
    asked = request.args.get("lang")
    return asked if asked in LANGUAGES else None


def _dialect() -> CsvDialect:
    """How to write CSV.

    Raises:
        Problem: there is no such profile.
    """
    profile = request.args.get("profile")
    if profile not in (None, "excel"):
        raise Problem(400, "`profile` is `excel` or left out.")
    return excel(_asked_language()) if profile else CsvDialect(_asked_language())


def _parameters() -> dict[str, str]:
    """The parameters of the request that the table depends on."""
    given = {"lang": _asked_language(), "profile": request.args.get("profile")}
    return {name: value for name, value in given.items() if value}
