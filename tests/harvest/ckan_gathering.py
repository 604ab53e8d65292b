"""Drives the real harvester of ckanext-dcat, without a database; run by the Python of CKAN's environment.

Each line that it reads is a JSON list of jobs, with url, held (the guids that the portal holds from this source),
profile and language; for each it prints a line, a JSON list of what the gather stage planned, logged and complained of.

Only the model layer is replaced: what is held, the harvest objects, and the names that are taken. Fetching, paging,
parsing, the profiles, the keys and the plan of deletions are those of production, and so are the rules for tags.
"""

import json
import logging
import sys
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, ClassVar

from ckan.common import config
from ckan.lib.navl.dictization_functions import Invalid
from ckan.logic.validators import tag_length_validator, tag_name_validator
from ckanext.dcat.harvesters import rdf
from ckanext.harvest.harvesters import base


class Record:
    """A harvest object or one of its extras, kept in memory."""

    guid = package_id = current = harvest_source_id = None
    saved: ClassVar[list["Record"]] = []

    def __init__(self, **members: object) -> None:
        self.__dict__.update(members)
        self.id = members.get("guid")

    def save(self) -> None:
        """Keep it."""
        Record.saved.append(self)


class Query:
    """A query whose filters are of no account, since there is one source only."""

    def __init__(self, rows: list[tuple[str, str]]) -> None:
        self._rows = rows

    def filter_by(self, *_criteria: object, **_values: object) -> "Query":
        """The same rows."""
        return self

    filter = filter_by

    def all(self) -> list[tuple[str, str]]:
        """The rows."""
        return self._rows

    def update(self, *_values: object) -> None:
        """Change nothing."""

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._rows)


class Listening(logging.Handler):
    """Keeps every line from the level of warnings on."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line."""
        self.lines.append(f"{record.name}: {record.getMessage()}")


def gather(url: str, held: list[str], profile: str, language: str) -> dict[str, Any]:
    """What the gather stage does with the catalogue at this address."""
    config["ckan.locale_default"] = language
    config["ckanext.dcat.rdf.profiles"] = profile
    rows = [(guid, guid) for guid in held]
    rdf.model = SimpleNamespace(
        Session=SimpleNamespace(query=lambda *_columns: Query(rows)),
        Package=SimpleNamespace(get=lambda _id: SimpleNamespace(owner_org=None, url=url)),
    )
    rdf.HarvestObject = rdf.HarvestObjectExtra = Record
    base.Session = SimpleNamespace(query=lambda *_columns: Query([]))
    Record.saved = []
    errors: list[str] = []
    listening = Listening()
    logging.getLogger().addHandler(listening)
    harvester = rdf.DCATRDFHarvester()
    harvester._save_gather_error = lambda message, _job: errors.append(message)  # noqa: SLF001
    job = SimpleNamespace(source=SimpleNamespace(id="source", url=url, config=None))
    try:
        planned = harvester.gather_stage(job)
    except Exception as error:  # noqa: BLE001 - CKAN's queue takes a job for failed then, too
        errors.append(repr(error))
        planned = []
    finally:
        logging.getLogger().removeHandler(listening)
    deletes = [record.guid for record in Record.saved if getattr(record, "extras", None)]
    datasets = {record.guid: json.loads(record.content) for record in Record.saved if hasattr(record, "content")}
    return {
        "deletes": deletes if planned else [],
        "datasets": datasets if planned else {},
        "errors": errors,
        "warnings": listening.lines,
        "refused": [complaint for dataset in datasets.values() for complaint in _refusals(dataset)],
    }


def _refusals(dataset: dict[str, Any]) -> Iterator[str]:
    """What CKAN's own rules for tags would refuse in the import stage."""
    for tag in dataset["tags"]:
        for rule in (tag_length_validator, tag_name_validator):
            try:
                rule(tag["name"], {})
            except Invalid as error:
                yield error.error


def main() -> None:
    """Do the jobs of each line, and print what came of them."""
    logging.basicConfig(handlers=[logging.NullHandler()])
    for line in sys.stdin:
        print(json.dumps([gather(**job) for job in json.loads(line)]), flush=True)  # noqa: T201 - its only output


if __name__ == "__main__":
    main()
