"""Merging files into the published graph."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from intmk_kg.graph.merging import Merged, merge
from intmk_kg.graph.reading import AuthoredFile, parse, read_files, read_vocabulary
from intmk_kg.graph.serialization import canonical_nquads
from intmk_kg.project import Project
from intmk_kg.vocabulary.iri import thing_iri
from intmk_kg.vocabulary.prefixes import PREFIXES

START = ox.NamedNode(PREFIXES["schema"] + "startDate")
MEETING = ox.NamedNode(thing_iri("meeting-1-haupt"))


@pytest.fixture
def merged(small_project: Project) -> Merged:
    """The merged graph of the small project."""
    return merge(read_files(small_project), read_vocabulary(small_project))


def _days(merged: Merged, graph: str) -> list[str]:
    store = merged.store()
    name = ox.DefaultGraph() if graph == "default" else ox.NamedNode(thing_iri(graph))
    return [quad.object.value for quad in store.quads_for_pattern(MEETING, START, None, name)]


def test_supported_statement_is_adopted(merged: Merged) -> None:
    """What a set supports stands in the default graph and in the set."""
    assert _days(merged, "default") == _days(merged, "set-1-1") == ["2001-05-02"]


def test_contradicted_statement_stays_in_its_set(merged: Merged) -> None:
    """What the project does not adopt stands in its set only, with evidence."""
    assert _days(merged, "set-1-2") == ["2001-05-03"]
    assert any(
        triple.object == ox.Literal("2001-05-03", datatype=ox.NamedNode(PREFIXES["xsd"] + "date"))
        for triple in merged.evidence
    )


def test_inferred_statement_is_adopted(merged: Merged) -> None:
    """A conclusion stands in the default graph."""
    number = ox.NamedNode(PREFIXES["intmk"] + "conferenceNumber")
    assert any(triple.predicate == number and triple.object.value == "2" for triple in merged.default)


def test_vocabulary_is_published(merged: Merged) -> None:
    """The ontology and its schemes stand in the default graph."""
    assert ox.NamedNode(thing_iri("role-guest")) in {triple.subject for triple in merged.default}


def test_parts_do_not_overlap_and_make_the_whole(merged: Merged) -> None:
    """The three parts are sorted, repeat nothing, and are together what the store holds."""
    assert list(merged.default) == sorted(set(merged.default), key=str)
    assert not set(merged.default) & set(merged.evidence)
    assert len(merged.store()) == len(merged.default) + len(merged.evidence) + len(merged.named)


def test_order_of_files_does_not_matter(small_project: Project) -> None:
    """The files in another order make the same graph."""
    files = read_files(small_project)
    assert canonical_nquads(merge(reversed(files)).quads()) == canonical_nquads(merge(files).quads())


def test_statement_in_two_sets_is_adopted_once() -> None:
    """The same triple in two sets is one triple of the default graph and has two evidence nodes."""
    text = """@prefix i: <https://w3id.org/intmk/def#> . @prefix r: <https://w3id.org/intmk/id/> .
    r:set-1 a i:StatementSet ; i:evidenceStatus i:Supported . r:set-1 { r:a i:venue "Haus" }
    r:set-2 a i:StatementSet ; i:evidenceStatus i:Contradicted . r:set-2 { r:a i:venue "Haus" }"""
    path = Path("data/a.trig")
    merged = merge([AuthoredFile(path, parse(text.encode(), path, ox.RdfFormat.TRIG), text)])
    assert [str(triple) for triple in merged.default if triple.predicate.value.endswith("venue")] == [
        '<https://w3id.org/intmk/id/a> <https://w3id.org/intmk/def#venue> "Haus"'
    ]
    assert len({triple.subject for triple in merged.evidence}) == 2
