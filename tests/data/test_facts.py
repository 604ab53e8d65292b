"""The sourced facts, row by row: what a document states stands in a statement set that names the document.

The tables lie beside the project and are not part of it; where they are absent these tests are skipped. The comparison
goes by words (labels, notations, literals), not by the code that once read the tables.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest

from intmk_kg.release.directory import Release
from intmk_kg.vocabulary.prefixes import PREFIXES

FACTS = Path(__file__).resolve().parents[2].parent / "shared" / "facts"
pytestmark = pytest.mark.skipif(not FACTS.is_dir(), reason="the folder ../shared/facts is not there")

STATUS = {"states": "Supported", "implies": "Inferred", "contradicts": "Contradicted"}
CODED = {
    "Ministerebene": "MinisterialLevel",
    "Arbeitsebene": "WorkingLevel",
    "in_person": "OfflineEventAttendanceMode",
    "video": "OnlineEventAttendanceMode",
    "Hauptkonferenz": "MainConference",
    "Vorkonferenz": "PreConference",
    "Herbsttreffen": "AutumnMeeting",
    "Staffelübergabe": "Handover",
}


@dataclass(frozen=True)
class Graph:
    """The published graph, indexed for the comparison.

    Attributes:
        names: the labels and notations of each IRI.
        sets: for each document's address the sets that rest on it, with their status.
        statements: the values of each set, in words.
    """

    names: dict[str, set[str]]
    sets: dict[str, set[tuple[str, str]]]
    statements: dict[str, set[str]]


ADDRESSES = """SELECT ?set ?status ?address WHERE {
  ?set prov:hadPrimarySource/(schema:url|dct:bibliographicCitation) ?address ; intmk:evidenceStatus ?status }"""
NAMES = "SELECT ?thing ?name WHERE { ?thing rdfs:label|skos:notation ?name }"
STATEMENTS = "SELECT ?set ?value WHERE { GRAPH ?set { ?subject ?predicate ?value } }"


@pytest.fixture(scope="session")
def graph(release: Release) -> Graph:
    """The release as words."""
    store = ox.Store()
    store.bulk_load(path=str(release.nquads), format=ox.RdfFormat.N_QUADS)
    names, sets, statements = defaultdict(set), defaultdict(set), defaultdict(set)
    for thing, name in store.query(NAMES, prefixes=PREFIXES):
        names[str(thing)].add(name.value)
    for statement_set, status, address in store.query(ADDRESSES, prefixes=PREFIXES):
        sets[address.value].add((str(statement_set), status.value.rsplit("#")[1]))
    for statement_set, value in store.query(STATEMENTS, prefixes=PREFIXES):
        last_part = value.value if isinstance(value, ox.Literal) else value.value.rsplit("#")[-1].rsplit("/")[-1]
        statements[str(statement_set)] |= names[str(value)] | {last_part}
    return Graph(names, sets, statements)


def _table(name: str) -> Iterator[dict[str, str]]:
    with (FACTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _address(source: str) -> str:
    return source.replace("%3Bart", ";art") if "suedkurier" in source else source


def _stands(graph: Graph, source: str, status: str, value: str) -> bool:
    return any(
        value in graph.statements[statement_set]
        for statement_set, actual in graph.sets[_address(source)] | graph.sets[source]
        if actual == status
    )


@pytest.mark.parametrize("table", ["statements_events", "statements_presidencies"])
def test_each_stated_value_rests_on_its_document(table: str, graph: Graph) -> None:
    """A value that a document states, implies or contradicts stands in a set of that status that names the document."""
    missing = []
    for row in _table(table):
        if row["relation"] == "unseen" or not row["source_url"].startswith("http"):
            continue
        value = row["stated_value"] if row["relation"] == "contradicts" else row["value"]
        candidates = {value, value.replace("(Manne) ", ""), CODED.get(value, value), f"conference-{value}"}
        if row["field"] == "type" and value == "Sonstiges":
            continue
        if not any(_stands(graph, row["source_url"], STATUS[row["relation"]], word) for word in candidates):
            missing.append((row["subject"], row["field"], value, row["relation"], row["source_url"]))
    assert missing == []


def test_each_resolution_has_its_title_and_key(graph: Graph) -> None:
    """Every row of the resolutions and motions is found by its key and, where it has one, its title."""
    literals = set().union(*graph.statements.values())
    known = set().union(*graph.names.values())
    for table in ("resolutions", "motions_unconfirmed"):
        for row in _table(table):
            assert row["resolution_id"] in known
            title = row["title_de"]
            assert not title or title in literals, title


@pytest.mark.parametrize(
    ("table", "column"),
    [("ministries", "name_de"), ("tenures", "office_title_de"), ("presidencies", "motto_de"), ("reports", "title_de")],
)
def test_each_name_and_title_is_stated(table: str, column: str, graph: Graph) -> None:
    """Every official name, office title and motto of the tables stands in a statement set."""
    literals = set().union(*graph.statements.values())
    assert [row[column] for row in _table(table) if row[column] and row[column] not in literals] == []


def test_no_identifier_of_others_is_added(release: Release) -> None:
    """Every Wikidata, GND and GeoNames identifier of a thing comes from the tables."""
    text = "".join(path.read_text(encoding="utf-8") for path in FACTS.glob("*.csv"))
    prefix = PREFIXES["r"]
    for quad in ox.parse(path=str(release.nquads), format=ox.RdfFormat.N_QUADS):
        value = quad.object
        if isinstance(value, ox.NamedNode) and str(quad.subject).startswith(f"<{prefix}"):
            for place in ("wikidata.org/entity/", "d-nb.info/gnd/", "sws.geonames.org/"):
                if place in value.value:
                    assert value.value.split(place)[1].strip("/") in text, value
