"""Evidence nodes."""

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from intmk_kg.graph.evidence import describe_evidence
from intmk_kg.graph.merging import merge
from intmk_kg.graph.reading import read_files
from intmk_kg.graph.serialization import format_trig
from intmk_kg.project import Project
from intmk_kg.vocabulary.iri import evidence_iri, thing_iri
from intmk_kg.vocabulary.prefixes import PREFIXES

EVIDENCE = """r:evidence-{digits} a rdf:Statement ,
    intmk:Evidence ;
  rdf:object 1 ;
  rdf:predicate intmk:conferenceNumber ;
  rdf:subject r:conference-1 ;
  prov:hadPrimarySource r:doc-example-org-1 ,
    r:doc-example-org-2 ;
  intmk:evidenceStatus intmk:Supported ;
  intmk:inSet r:set-1-1 ;
  intmk:locator "Zeile 1"@de ;
  intmk:quote "Die 1. Konferenz"@de .
"""


def test_evidence_says_what_its_set_says(small_project: Project) -> None:
    """An evidence node holds the statement, its set, and the set's status, documents, quote and locator."""
    iri = evidence_iri(
        f"<{thing_iri('conference-1')}>",
        f"<{PREFIXES['intmk']}conferenceNumber>",
        f'"1"^^<{PREFIXES["xsd"]}integer>',
        f"<{thing_iri('set-1-1')}>",
    )
    merged = merge(read_files(small_project))
    quads = [
        ox.Quad(triple.subject, triple.predicate, triple.object)
        for triple in merged.evidence
        if triple.subject.value == iri
    ]
    assert EVIDENCE.format(digits=iri[-16:]) in format_trig(quads, PREFIXES)


def test_every_statement_of_a_set_has_one_evidence_node(small_project: Project) -> None:
    """There are as many evidence nodes as statements in sets."""
    merged = merge(read_files(small_project))
    assert len({triple.subject for triple in merged.evidence}) == len(merged.named) == 4


@given(st.lists(st.tuples(st.text("abc", min_size=1), st.text("abc\n\"'ü"), st.text("ab", min_size=1)), unique=True))
def test_different_statements_have_different_evidence(parts: list[tuple[str, str, str]]) -> None:
    """No two statements share an evidence node."""
    quads = [
        ox.Quad(ox.NamedNode(f"a:{s}"), ox.NamedNode("a:p"), ox.Literal(o), ox.NamedNode(f"g:{g}")) for s, o, g in parts
    ]
    assert len({triple.subject for triple in describe_evidence(quads, [])}) == len(quads)
