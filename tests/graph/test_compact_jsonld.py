"""JSON-LD in short names: the same triples for every reader, and readable without knowing RDF."""

import json

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.compare import to_isomorphic

from intmk_kg.graph.compact_jsonld import compact_jsonld
from intmk_kg.vocabulary.context import json_ld_context
from intmk_kg.vocabulary.prefixes import PREFIXES

R, INTMK, SCHEMA, XSD, RDFS = (PREFIXES[prefix] for prefix in ("r", "intmk", "schema", "xsd", "rdfs"))


def triple(predicate: str, value: ox.NamedNode | ox.Literal, subject: str = f"{R}conference-18") -> ox.Triple:
    """A triple of the conference, unless told otherwise."""
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), value)


def typed(value: str, datatype: str) -> ox.Literal:
    """A literal with a datatype of XML Schema."""
    return ox.Literal(value, datatype=ox.NamedNode(XSD + datatype))


def read(content: bytes) -> set[ox.Triple]:
    """The triples as pyoxigraph reads them."""
    return {quad.triple for quad in ox.parse(content, format=ox.RdfFormat.JSON_LD)}


def test_document_reads_like_json() -> None:
    """Dates, numbers, labels and links are plain values under plain names, and the context holds nothing else."""
    document = json.loads(
        compact_jsonld(
            [
                triple(PREFIXES["rdf"] + "type", ox.NamedNode(INTMK + "Conference")),
                triple(RDFS + "label", ox.Literal("18. Konferenz", language="de")),
                triple(RDFS + "label", ox.Literal("18th conference", language="en")),
                triple(INTMK + "conferenceNumber", typed("18", "integer")),
                triple(INTMK + "underPresidency", ox.NamedNode(f"{R}presidency-2022-he")),
                triple(SCHEMA + "startDate", typed("2023-04-26", "date")),
            ]
        )
    )
    assert document["@graph"] == [
        {
            "id": "r:conference-18",
            "type": "Conference",
            "label": {"de": "18. Konferenz", "en": "18th conference"},
            "conferenceNumber": 18,
            "underPresidency": "r:presidency-2022-he",
            "startDate": "2023-04-26",
        }
    ]
    assert set(document["@context"]) == {
        "@version", "id", "type", "r", "rdfs", "intmk", "schema", "xsd",
        "Conference", "label", "conferenceNumber", "underPresidency", "startDate",
    }  # fmt: skip


PREDICATES = sorted(
    {
        *(PREFIXES[entry["@id"].partition(":")[0]] + entry["@id"].partition(":")[2]
          for entry in json_ld_context().values() if isinstance(entry, dict)),
        PREFIXES["rdf"] + "type", SCHEMA + "unlisted", "http://example.org/p", "urn:x:p",
    }
)  # fmt: skip
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12) | st.sampled_from(
    ["18", "-0", "018", "+1", "true", "2023-04-26", "1.0", "r:x", "@id", "", "_:b", "٣"]
)
VALUES = st.one_of(
    st.sampled_from([f"{R}land-he", R, f"{R}//x", "http://example.org/a", "mailto:a@example.org", f"{INTMK}Adopted"])
    .map(ox.NamedNode),
    TEXTS.map(ox.Literal),
    st.builds(lambda text, tag: ox.Literal(text, language=tag), TEXTS, st.sampled_from(["de", "en", "de-at"])),
    st.builds(typed, TEXTS, st.sampled_from(["date", "integer", "decimal", "boolean", "anyURI", "gYear", "string"])),
)  # fmt: skip
TRIPLES = st.lists(
    st.builds(triple, st.sampled_from(PREDICATES), VALUES, st.sampled_from([f"{R}conference-18", f"{R}land-he"])),
    max_size=12,
    unique_by=str,
)


@given(TRIPLES)
def test_every_reader_gets_the_same_triples(triples: list[ox.Triple]) -> None:
    """Whatever is stated by whatever predicate, it is read again as it was, and written alike each time."""
    content = compact_jsonld(triples)
    assert read(content) == set(triples)
    assert compact_jsonld(triples) == content


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own use of it
@pytest.mark.parametrize("text", ["18", "018", "x"])
def test_rdflib_reads_the_same(text: str) -> None:
    """Another implementation of JSON-LD reads the same triples, coerced or not."""
    triples = [
        triple(predicate, value)
        for predicate in PREDICATES
        if predicate != PREFIXES["rdf"] + "type"
        for value in (
            ox.NamedNode(f"{R}land-he"),
            ox.Literal(text),
            ox.Literal(text, language="de"),
            typed(text, "token"),
            typed("2023-04-26", "date"),
            typed("18", "integer"),
        )
    ]
    found = rdflib.Graph().parse(data=compact_jsonld(triples), format="json-ld")
    expected = rdflib.Graph().parse(data="\n".join(f"{stated} ." for stated in triples), format="nt")
    assert to_isomorphic(found) == to_isomorphic(expected)
