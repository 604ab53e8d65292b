"""The dates of the graph and those of the tables of facts, each as exactly as it is known, such as "2018-03"."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from intmk_kg.publication.tables import date_as_known
from intmk_kg.release.directory import Release
from intmk_kg.vocabulary.precision import precision_of
from intmk_kg.vocabulary.prefixes import PREFIXES

FACTS = Path(__file__).resolve().parents[2].parent / "shared" / "facts"

R, INTMK, SCHEMA = PREFIXES["r"], PREFIXES["intmk"], PREFIXES["schema"]

STATED = """SELECT ?thing ?name ?value ?set ?status WHERE {
  GRAPH ?set { ?thing ?property ?value } ?set intmk:evidenceStatus ?status
  FILTER(DATATYPE(?value) = xsd:date)
  BIND(STRAFTER(STR(?property), STR(schema:)) AS ?name) }"""
BESIDE = "SELECT ?set ?thing ?property ?value WHERE { GRAPH ?set { ?thing ?property ?value } }"
NODES = "SELECT ?thing ?property ?value WHERE { ?thing ?property ?value FILTER(STRSTARTS(STR(?thing), STR(r:))) }"

MONTHS = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
          "Dezember")  # fmt: skip
"""The months as the remarks of the tables write them."""


@dataclass(frozen=True)
class Dates:
    """The dates of the graph as exactly as they are known, such as "2018-03".

    Attributes:
        adopted: by thing and property.
        refused: what is stated and not adopted, by thing and property.
        stored: the days that stand for them, adopted or not.
        said: what the default graph says, by thing.
    """

    adopted: dict[tuple[str, str], set[str]]
    refused: dict[tuple[str, str], set[str]]
    stored: dict[tuple[str, str, str], str]
    said: dict[str, set[tuple[str, str]]]

    def named(self, property_: str, words: str) -> set[str]:
        """The local ids of what has these words by a property."""
        return {thing for thing, said in self.said.items() if (property_, words) in said}

    def of(self, thing: str, property_: str) -> str:
        """What is said of a thing by a property that it has once; "" for nothing."""
        return next((value for name, value in sorted(self.said[thing]) if name == property_), "")


def read_dates(release: Release) -> Dates:
    """The dates of a release."""
    store = ox.Store()
    store.bulk_load(path=str(release.nquads), format=ox.RdfFormat.N_QUADS)
    said: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for thing, property_, value in store.query(NODES, prefixes=PREFIXES):
        if not isinstance(value, ox.Triple):
            said[thing.value.removeprefix(R)].add((property_.value, value.value.removeprefix(R)))
    beside = defaultdict(set)
    for statement_set, thing, property_, value in store.query(BESIDE, prefixes=PREFIXES):
        beside[statement_set.value, thing.value].add((property_.value, value.value))
    found = Dates(defaultdict(set), defaultdict(set), {}, said)
    for thing, name, value, statement_set, status in store.query(STATED, prefixes=PREFIXES):
        local_id = thing.value.removeprefix(R)
        is_adopted = status.value != f"{INTMK}Contradicted"
        context = said[local_id] if is_adopted else beside[statement_set.value, thing.value]
        known = date_as_known(value.value, INTMK + precision_of(SCHEMA + name.value, sorted(context)))
        (found.adopted if is_adopted else found.refused)[local_id, name.value].add(known)
        found.stored[local_id, name.value, known] = value.value
    return found


def table(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table."""
    with (FACTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _persons(dates: Dates) -> dict[str, str]:
    """The person of each row."""
    foaf = PREFIXES["foaf"]
    return {
        row["person_id"]: thing
        for row in table("persons")
        for thing in dates.named(f"{foaf}familyName", row["family_name"])
        & dates.named(f"{foaf}givenName", row["given_name"])
    }


def _ministries(dates: Dates) -> dict[str, str]:
    """The ministry period of each row."""
    return {
        row["ministry_id"]: thing
        for row in table("ministries")
        for thing in dates.named(f"{INTMK}officialName", row["name_de"])
        if dates.of(thing, PREFIXES["org"] + "subOrganizationOf") == f"land-{row['land'][-2:].lower()}"
    }


def _tenures(dates: Dates) -> Iterator[tuple[str, dict[str, str]]]:
    persons, ministries = _persons(dates), _ministries(dates)
    for row in table("tenures"):
        held = dates.named(PREFIXES["org"] + "member", persons[row["person_id"]])
        (tenure,) = held & dates.named(PREFIXES["org"] + "organization", ministries[row["ministry_id"]])
        yield tenure, row


def _of_milestone(row: dict[str, str]) -> str:
    """The date of a milestone; that of which a remark gives month or year only."""
    given = re.search(r"nennt nur (?:([A-ZÄ][a-zä]+) )?(\d{4})", row["notes"])
    if row["date"] or not given:
        return row["date"]
    return f"{given[2]}-{MONTHS.index(given[1]) + 1:02d}" if given[1] else given[2]


def _named_rows(dates: Dates) -> Iterator[tuple[str, str, str]]:
    """Thing, property and date of the rows that name their thing by a label or a title."""
    label, short = PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "altLabel"
    for row in table("sister_conferences"):
        for thing in dates.named(short, row["abbreviation"]):
            yield thing, "foundingDate", row["founded_year"]
    for row in table("reports"):
        for thing in dates.named(f"{INTMK}title", row["title_de"]):
            if thing.startswith("report-"):
                yield thing, "datePublished", row["year"]
    for row in table("working_groups"):
        for thing in dates.named(label, row["name_de"]):
            if thing.startswith("group-"):
                yield thing, "startDate", row["active_from"]


def rows(dates: Dates) -> Iterator[tuple[str, str, str]]:
    """Thing, property and date, "" where there is none, of every row that may know only a year or a month."""
    for row in table("persons"):
        yield _persons(dates)[row["person_id"]], "birthDate", row["birth_year"]
    for row in table("ministries"):
        thing = _ministries(dates)[row["ministry_id"]]
        yield thing, "foundingDate", row["valid_from"]
        yield thing, "dissolutionDate", row["valid_to"]
    for tenure, row in _tenures(dates):
        yield tenure, "startDate", row["start_date"]
        yield tenure, "endDate", row["end_date"]
    for row in table("milestones"):
        for thing in dates.named(PREFIXES["rdfs"] + "label", row["label_de"]):
            yield thing, "startDate", _of_milestone(row)
    yield from _named_rows(dates)
