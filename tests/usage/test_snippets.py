"""The programs of "how to use this data" run as they stand, and find what the release holds."""

import csv
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest
from icalendar import Calendar

from intmk_kg.publication.usage import SNIPPETS, snippet
from intmk_kg.settings import Settings

MOST_PRESIDENCIES = ("Niedersachsen", "Nordrhein-Westfalen", "Rheinland-Pfalz")
CONFERENCES = [("1. IntMK", "2007-04-27", "Düsseldorf"), ("18. IntMK", "2023-04-26", "Wiesbaden")]
LAENDER = [(land, "2") for land in MOST_PRESIDENCIES]
# What each program prints at least: words that stand on one line
PRINTED = {
    "shell-table": [("iri", "number", "name"), ("conference-1", "Düsseldorf")],
    "python-table": CONFERENCES,
    "python-sparql": LAENDER,
    "python-graph": [("2023-04-26", "Hauptkonferenz der 18. IntMK"), ("id/doc-", "https://")],
    "r-table": CONFERENCES,
    "r-sparql": LAENDER,
    "javascript-table": CONFERENCES,
    "javascript-sparql": LAENDER,
}


def interpreter(name: str) -> str:
    """The interpreter of a program; skips the test where this machine has none."""
    if name == "python":
        return sys.executable
    found = shutil.which(name)
    if found is None or (name == "sh" and shutil.which("curl") is None):
        pytest.skip(
            f"{'curl' if name == 'sh' else name} is not installed; `make system-packages` installs R, Node and curl"
        )
    return found


@pytest.mark.parametrize("name", SNIPPETS)
def test_program_prints_what_the_release_holds(name: str, settings: Settings, tmp_path: Path) -> None:
    """A program of the page runs without change, ends well, writes no warning and prints what is known."""
    command = interpreter(SNIPPETS[name].interpreter)
    program = tmp_path / SNIPPETS[name].file
    program.write_text(snippet(name, settings), encoding="utf-8")
    environment = {"PATH": "/usr/bin:/bin:/usr/local/bin", "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    ran = subprocess.run(
        [command, str(program)], capture_output=True, text=True, cwd=tmp_path, env=environment, timeout=60, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == ""
    lines = ran.stdout.splitlines()
    for words in PRINTED[name]:
        assert any(all(word in line for word in words) for line in lines), f"{words} in\n{ran.stdout}"


def test_every_program_is_named_and_every_file_is_a_program() -> None:
    """There is no file beside the programs that no page shows, and none is run without a check."""
    folder = Path(__file__).parents[2] / "intmk_kg" / "publication" / "usage"
    files = {path.name for path in folder.iterdir() if path.is_file() and path.name != "__init__.py"}
    assert files == {program.file for program in SNIPPETS.values()}
    assert set(PRINTED) == set(SNIPPETS)


def test_spreadsheets_open_the_addresses_of_the_page(settings: Settings) -> None:
    """The tables for Excel have its byte order mark and separator, and as many rows as the table in JSON."""
    for table in ("conferences", "resolutions"):
        with urlopen(f"{settings.public_url}tables/{table}.csv?profile=excel") as answer:
            content = answer.read()
        assert content.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
        with urlopen(f"{settings.public_url}tables/{table}.json") as answer:
            assert len(rows) == len(json.load(answer)) + 1
        assert len({len(row) for row in rows}) == 1


@pytest.mark.parametrize("language", ["de", "en"])
def test_calendars_read_the_address_of_the_page(settings: Settings, language: str) -> None:
    """The calendar of the page is read by a calendar library and has the 18th conference on its days."""
    with urlopen(f"{settings.public_url}calendar.ics?lang={language}") as answer:
        calendar = Calendar.from_ical(answer.read())
    days = [event.decoded("DTSTART").isoformat() for event in calendar.walk("VEVENT")]
    assert any(day.startswith("2023-04-26") for day in days)
