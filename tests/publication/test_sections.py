"""Sections on the pages of things come from files."""

import re
from pathlib import Path

import pytest

from intmk_kg.engine.embedded import Engine
from intmk_kg.engine.entities import Entities
from intmk_kg.publication.questions import ask, ask_together
from intmk_kg.publication.sections import Section, sections
from intmk_kg.publication.sections_definition import parse_section, section_definitions, sections_of

BASE = "https://w3id.org/intmk/id/"
HEADER = '#+ class = "foaf:Person"\n#+ rank = 1\n#+ title = { de = "Ä", en = "E" }\n#+ [columns]\n'


@pytest.fixture
def told(engine: Engine, entities: Entities) -> "Tell":
    """Tells the sections of a thing of the real release, by name."""
    return Tell(engine, entities)


class Tell:
    """Asks for sections."""

    def __init__(self, engine: Engine, entities: Entities) -> None:
        self.engine = engine
        self.entities = entities

    def __call__(self, local_id: str, language: str = "de") -> dict[str, Section]:
        """The sections of a thing by their names."""
        description = self.entities.describe(BASE + local_id)
        assert description is not None
        found = sections(BASE + local_id, description.types, self.engine, self.entities, language)
        return {section.name: section for section in found}


def words(section: Section, row: int, head: str) -> str:
    """What stands in a cell."""
    cell = section.rows[row][section.heads.index(head)]
    said = [link.text.value for link in cell.links] + [text.value for text in cell.texts]
    return ", ".join([*said, *([cell.span.words] if cell.span else [])])


@pytest.mark.parametrize(
    "local_id", ["conference-18", "land-he", "person-klose-kai", "presidency-2008-ni", "resolution-18-01"]
)
def test_questions_that_are_asked_together_are_answered_as_each_alone(
    local_id: str, engine: Engine, entities: Entities
) -> None:
    """One query for all sections of a thing finds for each of them the same solutions in the same order."""
    description = entities.describe(BASE + local_id)
    assert description is not None
    names = [definition.query for definition in sections_of(description.types)]
    found = ask_together(engine, names, BASE + local_id)
    assert any(found.values())
    assert found == {name: ask(engine, name, BASE + local_id) for name in names}


def test_nothing_is_asked_without_questions(engine: Engine) -> None:
    """Where a class has no sections, the engine is left alone."""
    assert ask_together(engine, [], f"{BASE}conference-18") == {}


@pytest.mark.parametrize("definition", section_definitions(), ids=lambda definition: definition.name)
def test_section_is_told_of_some_thing(definition: object, engine: Engine, entities: Entities) -> None:
    """Every section has something to tell on the page of some member of its class, in both languages."""
    name, class_ = definition.name, definition.class_  # type: ignore[attr-defined]
    described = entities.describe(class_, limit=500)
    assert described is not None
    members = next(links.subjects for links in described.incoming if links.predicate.endswith("#type"))
    found = next(
        (s for iri in members for s in sections(iri, [class_], engine, entities, "en") if s.name == name), None
    )
    assert found is not None
    assert found.heads
    assert all(len(row) == len(found.heads) for row in found.rows)


def test_conference_at_a_glance(told: Tell) -> None:
    """The page of a conference says when and where it met, and under whom."""
    (row,) = (glance := told("conference-18")["conference-glance"]).rows
    assert glance.layout == "facts"
    assert len(row) == len(glance.heads)
    assert words(glance, 0, "Tage") == "26.–27. April 2023"  # noqa: RUF001 - the dash of a period
    assert words(glance, 0, "Ort") == "Wiesbaden"
    assert words(glance, 0, "Vorsitzende Person") == "Kai Klose"


def test_ministry_is_followed_through_its_renamings(told: Tell) -> None:
    """The pages of a state and of each ministry of it show all its ministries in the order of time."""
    of_land, of_ministry = told("land-he")["land-ministries"], told("ministry-he-1")["ministry-names"]
    assert [row[0].links[0].iri for row in of_land.rows] == [f"{BASE}ministry-he-1", f"{BASE}ministry-he-2"]
    assert [row[0] for row in of_ministry.rows] == [row[0] for row in of_land.rows]
    assert words(of_land, 0, "Leitung") == "Kai Klose"
    assert words(of_land, 1, "Entstanden durch") == "Art der Veränderung unbekannt"


def test_empty_columns_and_sections_are_left_out(told: Tell) -> None:
    """A column in which no row has anything and a section without a row are not shown."""
    found = told("person-klose-kai")
    assert "person-appearances" not in found
    assert "person-chairs" in found
    meetings = told("conference-22")["conference-meetings"]
    assert "Ort" not in meetings.heads


def test_votes_of_the_states_are_told(told: Tell) -> None:
    """The page of a resolution lists the vote of each state."""
    assert len(told("resolution-19-01", "en")["resolution-votes"].rows) == 16


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (HEADER.replace('"foaf:Person"', '"foaf:Person"\n#+ layout = "pie"'), "unknown layout"),
        (HEADER + '#+ x = { as = "sum", de = "X", en = "X" }\n', "unknown kind"),
        (HEADER + '#+ x = { de = "X" }\n', "lacks 'en'"),
        ("SELECT * {}", "lacks 'columns'"),
    ],
)
def test_definition_that_is_wrong_is_refused(query: str, words: str) -> None:
    """An error says what is the matter."""
    with pytest.raises(ValueError, match=words):
        parse_section("wrong", query)


def test_queries_select_the_thing() -> None:
    """Each query of a section selects ?thing, which the page binds."""
    folder = Path(__file__).parents[2] / "intmk_kg" / "engine" / "queries" / "pages" / "sections"
    for query in folder.glob("*.rq"):
        assert re.search(r"^SELECT (DISTINCT )?\?thing ", query.read_text(encoding="utf-8"), re.MULTILINE), query.name
