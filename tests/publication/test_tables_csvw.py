"""The metadata of tables, read by somebody else's reader of CSV on the Web."""

import json
from pathlib import Path

import pytest
from csvw import CSVW

from intmk_kg.engine.embedded import Engine
from intmk_kg.engine.entities import Entities
from intmk_kg.publication.csvw import csvw_metadata, csvw_metadata_of_all, json_rows
from intmk_kg.publication.tables import fill
from intmk_kg.publication.tables_csv import CsvDialect, csv_text, excel
from intmk_kg.publication.tables_definition import TableDefinition, table_definitions

DEFINITIONS = table_definitions()
DIALECTS = {"plain": CsvDialect(), "german": CsvDialect("de"), "english": CsvDialect("en"), "excel": excel("de")}


def read(folder: Path, definition: TableDefinition, text: str, dialect: CsvDialect) -> CSVW:
    """The table as the other reader sees it."""
    (folder / f"{definition.name}.csv").write_text(text, encoding="utf-8", newline="")
    metadata = folder / f"{definition.name}.csv-metadata.json"
    metadata.write_text(csvw_metadata(definition, dialect, {}, "2026-11-22"), encoding="utf-8")
    return CSVW(str(metadata), validate=True)


def read_strictly(other: CSVW) -> int:
    """The number of rows of a table whose every cell is of its column's datatype."""
    return sum(1 for table in other.tables for _ in table.iterdicts(strict=True))


@pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda definition: definition.name)
def test_other_reader_finds_the_same_rows(
    definition: TableDefinition, engine: Engine, entities: Entities, tmp_path: Path
) -> None:
    """The reader finds table and metadata valid, and makes of them the same rows as our JSON."""
    filled = fill(definition, engine, entities, "de")
    other = read(tmp_path, definition, csv_text(filled, CsvDialect()), CsvDialect())
    assert other.is_valid, other.warnings
    assert read_strictly(other) == len(filled.rows)
    assert other.to_json(minimal=True) == json.loads(json_rows(filled))


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
def test_every_dialect_is_described(dialect: CsvDialect, engine: Engine, entities: Entities, tmp_path: Path) -> None:
    """With heads in any language, and as Excel wants it, the rows read are the same; numbers too."""
    definition = next(definition for definition in DEFINITIONS if definition.name == "places")
    filled = fill(definition, engine, entities, "de")
    other = read(tmp_path, definition, csv_text(filled, dialect), dialect)
    assert other.is_valid, other.warnings
    assert other.to_json(minimal=True) == json.loads(json_rows(filled))


@pytest.mark.parametrize(("cell", "wrong"), [("start", "im März"), ("number", "vier")])
def test_other_reader_notices_what_is_wrong(
    cell: str, wrong: str, engine: Engine, entities: Entities, tmp_path: Path
) -> None:
    """A cell that is not of its column's datatype makes the table invalid, so that this test can fail."""
    definition = next(definition for definition in DEFINITIONS if definition.name == "meetings")
    filled = fill(definition, engine, entities, "de")
    place = [column.name for column in definition.columns].index(cell)
    lines = csv_text(filled, CsvDialect()).split("\r\n")
    cells = lines[2].split(",")
    cells[place] = wrong
    text = "\r\n".join([*lines[:2], ",".join(cells), *lines[3:]])
    with pytest.raises(ValueError, match=cell):
        read_strictly(read(tmp_path, definition, text, CsvDialect()))


def test_metadata_name_title_licence_and_day() -> None:
    """A table tells in both languages what it holds, under which licence, and when it changed last."""
    definition = next(definition for definition in DEFINITIONS if definition.name == "meetings")
    metadata = json.loads(csvw_metadata(definition, CsvDialect(), {"lang": "de"}, "2026-11-22"))
    assert metadata["url"] == "meetings.csv?lang=de"
    assert {title["@language"] for title in metadata["dc:title"]} == {"de", "en"}
    assert metadata["dc:license"]["@id"].startswith("https://")
    assert metadata["dc:modified"]["@value"] == "2026-11-22"
    assert metadata["tableSchema"]["primaryKey"] == "iri"


def test_metadata_without_a_release_name_no_day() -> None:
    """Where no release tells when the data changed, the metadata do not say."""
    assert "dc:modified" not in json.loads(csvw_metadata(DEFINITIONS[0], CsvDialect(), {}, None))


def test_group_lists_every_table() -> None:
    """The metadata of all tables name each one's CSV."""
    group = json.loads(csvw_metadata_of_all(DEFINITIONS, None))
    assert group["@type"] == "TableGroup"
    assert [table["url"] for table in group["tables"]] == [f"{definition.name}.csv" for definition in DEFINITIONS]
