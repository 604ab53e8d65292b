"""Pages of things: order and names from shapes, one reading of documents, rules, sets, citation, bounded links."""

import time

import pytest

from intmk_kg.engine.entities import Entities, open_entities
from intmk_kg.publication.citation import Citation, citation, issued_on
from intmk_kg.publication.conformity import conformity, rule_of
from intmk_kg.publication.entity import EntityPage
from intmk_kg.publication.error_report import ErrorReport, reported_statement, value_key
from intmk_kg.publication.property_order import PropertyOrder, property_order
from intmk_kg.publication.statement_set import stated_things
from intmk_kg.publication.wording import Text
from intmk_kg.release.directory import Release
from intmk_kg.settings import Settings
from intmk_kg.vocabulary.prefixes import PREFIXES

R, INTMK, SCHEMA = PREFIXES["r"], PREFIXES["intmk"], PREFIXES["schema"]
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"


class CountedReader(Entities):
    """Entities that note each reading."""

    readings: list[str]

    def describe(self, iri, offset=0, limit=100):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
        """Note the description."""
        self.readings.append(f"describe {iri}")
        return super().describe(iri, offset, limit)

    def outlines(self, iris, predicates):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
        """Note the outlines."""
        self.readings.append("outlines")
        return super().outlines(iris, predicates)

    def labels(self, iris):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
        """Note the labels."""
        self.readings.append("labels")
        return super().labels(iris)


@pytest.fixture(scope="module")
def order(release: Release) -> PropertyOrder:
    """Where the shapes of the real release place properties."""
    return property_order((release.path / "shapes.ttl").read_bytes(), (release.path / "ontology.ttl").read_bytes())


def page_of(reader: Entities, order: PropertyOrder, local_id: str, language: str = "en") -> EntityPage:
    """The page of a thing, its groups read to the end."""
    description = reader.describe(R + local_id, limit=20)
    assert description is not None
    return EntityPage(description, language, order)


def test_page_reads_the_thing_and_its_documents_once(entities: Entities, order: PropertyOrder) -> None:
    """However many documents a page names, it takes one reading."""
    reader = CountedReader(entities._look_up._store)  # noqa: SLF001 - the same store, read once for all tests
    reader.readings = []
    page = page_of(reader, order, "meeting-18-haupt")
    backings = [backing for group in page.groups for p in group.properties for v in p.values for backing in v.backings]
    documents = {document.iri for backing in backings for document in backing.documents}
    assert len(documents) > 3
    assert page.title.value == "Main conference of the 18th IntMK"
    assert page.incoming is not None
    assert reader.readings == [f"describe {R}meeting-18-haupt"]


def test_documents_have_publisher_and_date(entities: Entities, order: PropertyOrder) -> None:
    """A source that the data date and attribute is shown with publisher and date in words."""
    page = page_of(entities, order, "meeting-14-haupt")
    values = [value for group in page.groups for property_ in group.properties for value in property_.values]
    documents = {d.iri: d for value in values for backing in value.backings for d in backing.documents}
    described = [document for document in documents.values() if document.publisher and document.date]
    assert described
    assert all(any(character.isdigit() for character in document.date) for document in described)


def test_groups_follow_the_shapes(entities: Entities, order: PropertyOrder) -> None:
    """Properties stand in the order of sh:order within groups in theirs, under the names of sh:name."""
    page = page_of(entities, order, "meeting-18-haupt", "de")
    places = [
        (place.group_order, place.order)
        for group in page.groups
        for property_ in group.properties
        if (place := order.placement(property_.iri, [f"{INTMK}MainConference"]))
    ]
    assert places == sorted(places)
    names = {property_.iri: property_.label.value for group in page.groups for property_ in group.properties}
    placed = order.placement(PREFIXES["schema"] + "startDate", [f"{INTMK}MainConference"])
    assert names[PREFIXES["schema"] + "startDate"] == placed.names["de"]


def test_thing_that_misses_a_rule_says_which(release: Release, order: PropertyOrder) -> None:
    """What the report says of a thing stands on its page with its message; the other rules of its class are passed."""
    classes = order.with_superclasses([f"{INTMK}MainConference"])
    found = conformity(release, f"{R}meeting-1-haupt", classes, [], "en")
    missed = {rule.rule: rule for rule in found.missed}
    assert [text.value for text in missed["Q20"].messages] == ["No presidency is recorded for this meeting."]
    assert missed["Q20"].severity == "Info"
    passed = {rule.rule for rule in found.passed}
    assert {"Q01", "Q16", "Meeting"} <= passed
    assert "MainConference" not in passed
    assert not passed & set(missed)
    german = conformity(release, f"{R}meeting-1-haupt", classes, [], "de")
    assert all(rule.label.language == "de" for rule in german.passed + german.missed)


def test_rules_on_what_a_thing_has_concern_it(release: Release) -> None:
    """A rule that targets the subjects of a property concerns whatever has the property."""
    label = PREFIXES["rdfs"] + "label"
    assert "Q03" not in {rule.rule for rule in conformity(release, f"{R}land-he", [], [], "en").passed}
    assert "Q03" in {rule.rule for rule in conformity(release, f"{R}land-he", [], [label], "en").passed}
    assert conformity(release, f"{R}nobody", [], [], "en").severity == ""


def test_shape_belongs_to_the_rule_that_its_name_begins_with() -> None:
    """`Q16-info` is part of rule Q16; the form of a class is a rule by its own name."""
    assert rule_of(f"{PREFIXES['s']}Q16-info") == "Q16"
    assert rule_of(f"{PREFIXES['s']}WorkingGroup") == "WorkingGroup"


def test_set_shows_its_statements_thing_by_thing(entities: Entities, order: PropertyOrder) -> None:
    """A statement set tells of each thing what it states, in words; what is no set states nothing."""
    stated = stated_things(entities, f"{R}set-18-19", order, "en")
    assert stated is not None
    assert stated.count == stated.shown == sum(len(thing.values) for thing in stated.things)
    (thing,) = (thing for thing in stated.things if thing.thing.iri == f"{R}meeting-18-haupt")
    assert thing.thing.text.value == "Main conference of the 18th IntMK"
    assert [value.text.value for value in thing.values] == ["26 April 2023", "27 April 2023"]
    assert stated_things(entities, f"{R}conference-18", order, "en") is None


@pytest.mark.parametrize(
    ("local_id", "property_", "shown"),
    [
        ("body-intmk", "foundingDate", {("2006", False), ("27. April 2007", False), ("10. April 2008", False),
                                        ("30. September 2008", True)}),
        ("sister-umk", "foundingDate", {("1972", True), ("1998", False)}),
        ("ministry-ni-3", "foundingDate", {("2013", False), ("März 2014", False)}),
        ("tenure-klose-kai-1", "endDate", {("17. Januar 2024", True), ("18. Januar 2024", False),
                                           ("Januar 2025", False)}),
    ],
)  # fmt: skip
def test_date_is_as_exact_as_its_set_knows_it(
    entities: Entities, order: PropertyOrder, local_id: str, property_: str, shown: set[tuple[str, bool]]
) -> None:
    """Each date of a thing is shown as exactly as it is known, adopted or not; no precision is shown."""
    properties = {p.iri: p for group in page_of(entities, order, local_id, "de").groups for p in group.properties}
    assert {(value.text.value, value.adopted) for value in properties[SCHEMA + property_].values} == shown
    assert not any(iri.endswith("Precision") for iri in properties)


@pytest.mark.parametrize(
    ("local_id", "known"),
    [("set-body-33", "2006"), ("set-ni-13", "March 2014"), ("set-sister-conferences-12", "1972"),
     ("set-klose-kai-2", "1973")],
)  # fmt: skip
def test_set_shows_dates_as_exactly_as_known(
    entities: Entities, order: PropertyOrder, local_id: str, known: str
) -> None:
    """The page of a set shows year or month, whether the precision stands in the set or with the thing."""
    stated = stated_things(entities, R + local_id, order, "en")
    assert stated is not None
    assert known in {value.text.value for thing in stated.things for value in thing.values}


def test_report_names_a_date_as_exactly_as_it_is_known(entities: Entities) -> None:
    """A report on a year tells of the year, though the statement is found by the day that is stored for it."""
    described = entities.describe(f"{R}body-intmk")
    assert described is not None
    for key, known in (("2006-01-01", "2006"), ("2008-04-10", "2008-04-10")):
        statement = reported_statement(described, "schema:foundingDate", key)
        assert statement is not None
        assert statement.value == known


def test_citation_names_thing_whole_and_release(release: Release) -> None:
    """A citation has title, whole, publisher, release and the stable address; the day only where it is recorded."""
    whole = Text("Wissensgraph", "de")
    cited = citation(release, Settings(publisher_name="Amt"), f"{R}conference-18", Text("18. IntMK", "de"), whole)
    assert cited == Citation(Text("18. IntMK", "de"), whole, "Amt", release.id, issued_on(release), f"{R}conference-18")
    assert cited.bibtex.startswith(f"@misc{{conference-18-{release.id},")
    assert f"url = {{{R}conference-18}}" in cited.bibtex
    dated = Citation(Text("100 % {A}_B"), whole, "", "0123", "2026-01-02", R)
    assert r"title = {{100 \% \{A\}\_B}}" in dated.bibtex
    assert "publisher" not in dated.bibtex
    assert (dated.day("de"), dated.day("en")) == ("2. Januar 2026", "2 January 2026")


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Entities:
    """A body that ten thousand meetings link to."""
    directory = tmp_path_factory.mktemp("crowded")
    lines = [f'<{R}body-x> {LABEL} "Gremium"@de .']
    for number in range(10_000):
        meeting = f"<{R}meeting-{number}-haupt>"
        lines += [f"{meeting} <{INTMK}meetingOf> <{R}body-x> .", f'{meeting} {LABEL} "Sitzung {number}"@de .']
    (directory / "graph.nq").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return open_entities(directory)


def test_ten_thousand_links_are_counted_and_a_few_shown(crowded: Entities) -> None:
    """Of ten thousand inverse links the exact count is known and only the first are named, in a tenth of a second."""
    order = PropertyOrder({}, {}, {})
    spent = []
    for _ in range(5):
        began = time.thread_time()
        (links,) = page_of(crowded, order, "body-x").incoming
        spent.append(time.thread_time() - began)
    assert (links.count, len(links.links)) == (10_000, 20)
    assert [link.text.value for link in links.links[:3]] == ["Sitzung 0", "Sitzung 1", "Sitzung 2"]
    assert links.links[0].text.language == "de"
    assert min(spent) < 0.1


def test_label_falls_back_to_another_language_and_says_so(crowded: Entities) -> None:
    """A label that is missing in the page's language is shown in another with that language's tag."""
    page = page_of(crowded, PropertyOrder({}, {}, {}), "body-x", "en")
    assert page.title == Text("Gremium", "de")


def test_thing_without_a_label_is_named_by_class_and_id(entities: Entities, order: PropertyOrder) -> None:
    """A statement set, which has no label, is called by what it is and its local id."""
    assert page_of(entities, order, "set-18-19", "de").title == Text("Aussagensatz set-18-19", "de")
    assert page_of(entities, order, "set-18-19", "en").title == Text("Statement set set-18-19", "en")


def test_report_goes_to_the_form_else_to_the_mailbox_else_nowhere() -> None:
    """A form gets title and body in its address; else an e-mail is written; without both there is no address."""
    report = ErrorReport("Error in: 18. IntMK & more", "first line\nsecond")
    form = Settings(report_url="https://forge.example/new?title={title}&body={body}", contact_email="a@b.example")
    assert report.address(form) == (
        "https://forge.example/new?title=Error%20in%3A%2018.%20IntMK%20%26%20more&body=first%20line%0Asecond"
    )
    assert report.address(Settings(contact_email="mailto:a@b.example")) == (
        "mailto:a@b.example?subject=Error%20in%3A%2018.%20IntMK%20%26%20more&body=first%20line%0D%0Asecond"
    )
    assert not report.address(Settings())


def test_long_values_are_named_by_their_digest(entities: Entities) -> None:
    """The address of a report stays short however long the value is, and still finds the statement."""
    description = entities.describe(f"{R}conference-18")
    assert description is not None
    remark = next(s for s in description.outgoing if s.predicate.endswith("#comment") and s.object.language == "de")
    assert len(remark.object.value) > 100
    assert value_key(remark).startswith("sha256-")
    found = reported_statement(description, "rdfs:comment", value_key(remark))
    assert found is not None
    assert found.value == remark.object.value
