"""Programs of other people that ask the endpoint, and how their rows compare with our own answer."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parents[2]
INSTALLED = ROOT / "build" / "clients"
PYTHON = INSTALLED / "python" / "bin" / "python"
NODE_PROGRAMS = INSTALLED / "node_modules" / ".bin"
PROGRAMS = Path(__file__).parent / "programs"
ABSENT = "`make test-clients` installs it"
_SECONDS = 60
_RESULTS = "{http://www.w3.org/2005/sparql-results#}"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_STRING = "http://www.w3.org/2001/XMLSchema#string"

Term = tuple[str, str, str | None, str | None]
Rows = list[dict[str, Term]]


def run(*command: str | Path) -> str:
    """What a program writes; it has to succeed."""
    ended = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=_SECONDS, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def run_node(program: str, *arguments: str | Path) -> str:
    """What a program of Node writes that `make test-clients` has installed, in the Node of that folder."""
    return run(NODE_PROGRAMS / "node", NODE_PROGRAMS / program, *arguments)


def has_roqet() -> bool:
    """Whether roqet is there, of Debian's package rasqal-utils."""
    return shutil.which("roqet") is not None


def rows_of_json(document: dict[str, Any]) -> Rows:
    """The rows of a result in SPARQL JSON (https://www.w3.org/TR/sparql11-results-json/)."""
    return [
        {
            name: _term(term["type"], term["value"], term.get("xml:lang"), term.get("datatype"))
            for name, term in row.items()
        }
        for row in document["results"]["bindings"]
    ]


def rows_of_xml(text: str) -> Rows:
    """The rows of a result in SPARQL XML (https://www.w3.org/TR/rdf-sparql-XMLres/)."""
    found: Rows = []
    for row in ET.fromstring(text).iter(f"{_RESULTS}result"):  # noqa: S314 -- written by a program that was started here
        bindings = {binding.get("name", ""): binding[0] for binding in row if len(binding)}
        found.append(
            {
                name: _term(term.tag.removeprefix(_RESULTS), term.text or "", term.get(_XML_LANG), term.get("datatype"))
                for name, term in bindings.items()
                if term.tag != f"{_RESULTS}unbound"
            }
        )
    return found


def loaded(text: str) -> Any:
    """The value of a JSON text."""
    return json.loads(text)


def _term(type_: str, value: str, language: str | None, datatype: str | None) -> Term:
    kind = "literal" if type_ == "typed-literal" else type_
    return kind, value, language, None if datatype == _STRING else datatype
