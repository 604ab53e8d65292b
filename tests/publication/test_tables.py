"""Tables: their definitions, their rows, and what stands in a cell."""

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from intmk_kg.engine.embedded import Engine
from intmk_kg.engine.entities import Entities
from intmk_kg.engine.requests import SparqlRequest, wanted
from intmk_kg.publication.tables import Table, date_as_known, fill
from intmk_kg.publication.tables_definition import (
    TableDefinition,
    parse_definition,
    table_definition,
    table_definitions,
)
from intmk_kg.release.directory import Release
from intmk_kg.vocabulary.prefixes import PREFIXES

DEFINITIONS = table_definitions()
QUERIES = Path(__file__).parents[2] / "intmk_kg" / "engine" / "queries" / "tables"
# The classes that are no things of the conference but about how it is written down
WITHOUT_TABLE = {
    *("intmk:Evidence", "intmk:StatementSet", "rdf:Statement", "org:Post", "cv:PublicOrganisation", "skos:Concept"),
    *("skos:ConceptScheme", "owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty", "owl:Ontology", "dcat:Dataset"),
    *("org:OrganizationalUnit", "org:OrganizationalCollaboration", "schema:Organization", "schema:EventSeries"),
}
MEETINGS = ("intmk:Meeting", "intmk:MainConference", "intmk:PreConference", "intmk:AutumnMeeting", "intmk:Handover",
            "intmk:SpecialConference", "intmk:PressConference", "intmk:WrittenProcedure")  # fmt: skip
CLASSES = {
    "agenda-items": ("intmk:AgendaItem",),
    "ballots": ("intmk:Ballot",),
    "chairs": ("intmk:ChairTenure",),
    "conferences": ("intmk:Conference",),
    "documents": ("intmk:SourceDocument",),
    "laender": ("intmk:Land",),
    "meetings": MEETINGS,
    "milestones": ("intmk:Milestone",),
    "ministries": ("intmk:MinistryPeriod",),
    "ministry-changes": ("org:ChangeEvent",),
    "motions": ("intmk:Motion",),
    "participations": ("cv:Participation",),
    "persons": ("foaf:Person",),
    "places": ("intmk:Place",),
    "presidencies": ("intmk:Presidency",),
    "record-statements": ("intmk:RecordStatement",),
    "reports": ("intmk:Report",),
    "resolutions": ("intmk:Resolution",),
    "responsibilities": ("intmk:Responsibility",),
    "sister-conferences": ("intmk:SisterConference",),
    "tenures": ("intmk:OfficeTenure",),
    "votes": ("intmk:Vote",),
    "working-groups": ("intmk:WorkingGroup",),
}


def table(name: str, engine: Engine, entities: Entities, language: str = "de") -> Table:
    """The table of this name."""
    definition = table_definition(name)
    assert definition is not None
    return fill(definition, engine, entities, language)


def column(filled: Table, name: str) -> list[object]:
    """The cells of a column."""
    place = [column.name for column in filled.definition.columns].index(name)
    return [row[place] for row in filled.rows]


def number_of(release: Release, class_: str) -> int:
    """How many instances of a class the release has."""
    prefix, _, local_name = class_.partition(":")
    return int(release.manifest["classes"].get(PREFIXES[prefix] + local_name, 0))


def test_every_query_is_a_table() -> None:
    """Each file in the folder is published under its name."""
    assert [definition.name for definition in DEFINITIONS] == sorted(path.stem for path in QUERIES.glob("*.rq"))


@pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda definition: definition.name)
def test_definition_describes_its_query(definition: TableDefinition, engine: Engine) -> None:
    """The columns use exactly the variables that the query selects; the first names the row's thing."""
    query = (QUERIES / f"{definition.name}.rq").read_text(encoding="utf-8")
    answered = engine.answer(SparqlRequest(query), wanted("application/sparql-results+json"), "a test")
    used = {column.variable for column in definition.columns}
    used |= {column.precision for column in definition.columns if column.precision}
    assert used == set(json.loads(answered.body)["head"]["vars"])
    assert (definition.columns[0].name, definition.columns[0].kind, definition.columns[0].many) == ("iri", "iri", False)


@pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda definition: definition.name)
def test_heads_tell_columns_apart(definition: TableDefinition) -> None:
    """In each language no two columns have the same head."""
    for heads in (
        [c.name for c in definition.columns],
        *([c.titles[x] for c in definition.columns] for x in ("de", "en")),
    ):
        assert len(set(heads)) == len(heads)


@pytest.mark.parametrize(("name", "classes"), CLASSES.items(), ids=CLASSES)
def test_table_has_one_row_for_each_thing(
    name: str, classes: tuple[str, ...], release: Release, engine: Engine, entities: Entities
) -> None:
    """Every instance of the table's classes is a row, none twice."""
    iris = column(table(name, engine, entities), "iri")
    assert len(set(iris)) == len(iris) == sum(number_of(release, class_) for class_ in classes)


def test_every_class_of_things_has_a_table(release: Release) -> None:
    """A class with instances is in a table, or is named here as one that is not about the conference."""
    listed = WITHOUT_TABLE | {class_ for classes in CLASSES.values() for class_ in classes}
    namespaces = {namespace: prefix for prefix, namespace in PREFIXES.items()}
    found = set()
    for iri in release.manifest["classes"]:
        namespace = max((n for n in namespaces if iri.startswith(n)), key=len)
        found.add(f"{namespaces[namespace]}:{iri.removeprefix(namespace)}")
    assert found <= listed


def test_topics_are_those_of_the_scheme(engine: Engine, entities: Entities) -> None:
    """The table of topics lists the concepts of the scheme of topics, each once."""
    iris = column(table("topics", engine, entities), "iri")
    assert len(set(iris)) == len(iris) > 40
    assert all(str(iri).startswith(PREFIXES["r"] + "topic-") for iri in iris)


@pytest.mark.parametrize(
    ("precision", "known"), [("Day", "2018-03-01"), ("Month", "2018-03"), ("Year", "2018"), ("", "2018-03-01")]
)
def test_date_is_as_exact_as_known(precision: str, known: str) -> None:
    """A month or year that stands for an unknown day is written without the day."""
    assert date_as_known("2018-03-01", f"{PREFIXES['intmk']}{precision}" if precision else "") == known


def test_partial_dates_stay_partial(release: Release, engine: Engine, entities: Entities) -> None:
    """A tenure of which only the month of its start is known has that month in its row."""
    store = ox.Store.read_only(str(release.store_directory))
    asked = "SELECT ?t ?d { ?t a intmk:OfficeTenure ; intmk:startPrecision intmk:Month ; schema:startDate ?d }"
    months = {row["t"].value: row["d"].value[:7] for row in store.query(asked, prefixes=PREFIXES)}
    filled = table("tenures", engine, entities)
    starts = dict(zip(column(filled, "iri"), column(filled, "start"), strict=True))
    assert months
    assert {iri: starts[iri] for iri in months} == months


def test_sources_are_those_of_adopted_statements(release: Release, engine: Engine, entities: Entities) -> None:
    """The sources of a meeting are the documents of its supported and inferred statements, by their addresses."""
    store = ox.Store.read_only(str(release.store_directory))
    asked = """SELECT ?m ?source { ?m a intmk:MainConference . ?e rdf:subject ?m ; prov:hadPrimarySource ?d ;
      intmk:evidenceStatus ?status . FILTER(?status IN (intmk:Supported, intmk:Inferred))
      OPTIONAL { ?d schema:url ?u } BIND(COALESCE(?u, ?d) AS ?source) }"""
    expected: dict[str, set[str]] = {}
    for row in store.query(asked, prefixes=PREFIXES):
        expected.setdefault(row["m"].value, set()).add(row["source"].value)
    filled = table("meetings", engine, entities)
    found = dict(zip(column(filled, "iri"), column(filled, "sources"), strict=True))
    assert {iri: tuple(sorted(sources)) for iri, sources in expected.items()} == {iri: found[iri] for iri in expected}


def test_words_are_in_the_language_of_the_table(engine: Engine, entities: Entities) -> None:
    """Labels and remarks follow the language; names that have one language only stay as they are."""
    german, english = (table("meetings", engine, entities, language) for language in ("de", "en"))
    assert {"Hauptkonferenz", "Vorkonferenz"} <= set(column(german, "kind"))
    assert {"Main conference", "Preparatory conference"} <= set(column(english, "kind"))
    assert column(german, "venue") == column(english, "venue")
    remarks = column(table("milestones", engine, entities, "en"), "remarks")
    assert remarks != column(table("milestones", engine, entities, "de"), "remarks")


def test_several_values_are_one_row(engine: Engine, entities: Entities) -> None:
    """A resolution of several Länder has one row, which names them all in order."""
    proposers = [
        cell for cell in column(table("resolutions", engine, entities), "proposers") if isinstance(cell, tuple)
    ]
    several = [cell for cell in proposers if len(cell) > 1]
    assert several
    assert all(list(cell) == sorted(cell) for cell in several)


NAMED = "#+ title = { de = 'a', en = 'b' }\n#+ description = { de = 'a', en = 'b' }\n#+ [columns]\n"


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        ("#+ description = { de = 'a', en = 'b' }\n#+ [columns]", "title"),
        ("#+ title = { de = 'a' }\n#+ description = { de = 'a', en = 'b' }\n#+ [columns]", "en"),
        (f"{NAMED}#+ iri = {{ as = 'link', de = 'a', en = 'b' }}", "link"),
        ("#+ title =", "Invalid value"),
    ],
)
def test_incomplete_definition_is_refused(lines: str, complaint: str) -> None:
    """A definition without title, heads in both languages or a known kind is an error that names what is wrong."""
    with pytest.raises(ValueError, match=complaint):
        parse_definition("broken", lines)
