"""The canonical authoring layout and canonical N-Quads."""

import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intmk_kg.graph.formatting import format_text
from intmk_kg.graph.reading import parse
from intmk_kg.graph.serialization import canonical_nquads, format_trig
from intmk_kg.graph.tokens import tokens
from intmk_kg.vocabulary.prefixes import PREFIXES

FILE = Path("data/a.trig")

UNTIDY = """@prefix r: <https://w3id.org/intmk/id/> .
@prefix i: <https://w3id.org/intmk/def#> .
@prefix unused: <https://schema.org/> .
r:set-1-10 a i:StatementSet . r:set-1-10 { r:b i:venue "Haus" }
r:conference-10 i:conferenceNumber 10, 9 , "x"^^<http://www.w3.org/2001/XMLSchema#integer>; a i:Conference .
r:conference-2 <http://www.w3.org/2000/01/rdf-schema#label> "second"@EN , '''zweite
"Zeile"'''@de-AT ; a i:Conference , i:A ; i:factor 1.50 , 2e0 , true , "a\\tb\\u0085" .
r:set-1-2 a i:StatementSet . GRAPH r:set-1-2 { r:b i:venue "Raum" . r:a i:venue r:c\\,d , <r:x> }
"""

CANONICAL = """@prefix intmk: <https://w3id.org/intmk/def#> .
@prefix r: <https://w3id.org/intmk/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

r:conference-2 a intmk:A ,
    intmk:Conference ;
  rdfs:label "zweite\\n\\"Zeile\\""@de-at ,
    "second"@en ;
  intmk:factor 1.50 ,
    "2e0"^^xsd:double ,
    "a\\tb\\u0085" ,
    true .

r:conference-10 a intmk:Conference ;
  intmk:conferenceNumber 9 ,
    10 ,
    "x"^^xsd:integer .

r:set-1-2 a intmk:StatementSet .

GRAPH r:set-1-2 {
  r:a intmk:venue <https://w3id.org/intmk/id/c,d> ,
      <r:x> .
  r:b intmk:venue "Raum" .
}

r:set-1-10 a intmk:StatementSet .

GRAPH r:set-1-10 {
  r:b intmk:venue "Haus" .
}
"""

_iris = st.one_of(
    st.from_regex(r"https://w3id\.org/intmk/(id/|def#)[a-z0-9.%\-]{0,8}", fullmatch=True).filter(
        lambda s: "%" not in s
    ),
    st.from_regex(r"[a-z]{1,3}:[a-zA-Z0-9/#?äß.~_:@!$&'()*+,;=\-]{1,8}", fullmatch=True).filter(
        lambda s: s.count("#") < 2
    ),
).map(ox.NamedNode)
_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_literals = st.one_of(
    _texts.map(ox.Literal),
    st.builds(ox.Literal, _texts, language=st.sampled_from(["de", "DE", "en-GB", "de-Latn-AT"])),
    st.builds(
        ox.Literal,
        st.one_of(_texts, st.from_regex(r"[+-]?[0-9]{0,3}\.?[0-9]{0,3}|true|false", fullmatch=True)),
        datatype=st.sampled_from(["integer", "decimal", "boolean", "double", "date", "string"]).map(
            lambda name: ox.NamedNode(PREFIXES["xsd"] + name)
        ),
    ),
)
_types = st.builds(ox.NamedNode, st.sampled_from([PREFIXES["rdf"] + "type", PREFIXES["rdfs"] + "label"]))
_objects = st.one_of(_iris, _literals, st.just(ox.NamedNode(PREFIXES["intmk"] + "StatementSet")))
_graphs = st.one_of(st.just(ox.DefaultGraph()), _iris)
graphs_of_any_kind = st.lists(st.builds(ox.Quad, _iris, st.one_of(_types, _iris), _objects, _graphs), max_size=12)


def test_layout_is_the_canonical_one() -> None:
    """Prefixes that are used, natural order, type and label first, one predicate a line, sets with their graphs."""
    assert format_text(UNTIDY.encode(), FILE) == CANONICAL


@given(graphs_of_any_kind)
def test_layout_keeps_every_quad(quads: list[ox.Quad]) -> None:
    """What is written reads back as the same set of quads."""
    written = format_trig(quads, PREFIXES)
    assert set(parse(written.encode(), FILE, ox.RdfFormat.TRIG)) == set(quads)


@given(graphs_of_any_kind)
def test_layout_is_a_fixed_point(quads: list[ox.Quad]) -> None:
    """Formatting what is formatted changes nothing."""
    written = format_trig(quads, PREFIXES)
    assert format_text(written.encode(), FILE) == written


@given(graphs_of_any_kind.flatmap(lambda quads: st.tuples(st.just(quads), st.permutations(quads))))
def test_layout_does_not_depend_on_the_order(both: tuple[list[ox.Quad], list[ox.Quad]]) -> None:
    """The same quads in another order, some of them twice, give the same bytes in TriG and N-Quads."""
    quads, shuffled = both
    assert format_trig(shuffled + shuffled[:2], PREFIXES) == format_trig(quads, PREFIXES)
    assert canonical_nquads(shuffled + shuffled[:2]) == canonical_nquads(quads)


@given(graphs_of_any_kind)
def test_tokens_cover_what_is_written(quads: list[ox.Quad]) -> None:
    """The tokenizer finds neither a comment nor a stray character in a canonical file."""
    kinds = {token.kind for token in tokens(format_trig(quads, PREFIXES))}
    assert not kinds & {"comment", "stray"}


@given(graphs_of_any_kind)
def test_canonical_nquads_are_sorted_lines(quads: list[ox.Quad]) -> None:
    """Every quad is one line, the lines are sorted by code point, and they read back as the same quads."""
    written = canonical_nquads(quads)
    lines = written.decode().split("\n")[:-1]
    assert lines == sorted(lines)
    assert len(lines) == len(set(quads))
    assert set(ox.parse(written, format=ox.RdfFormat.N_QUADS)) == set(quads)


@pytest.mark.parametrize(("seed", "locale"), [("0", "C"), ("1", "de_DE.UTF-8"), ("2", "tr_TR.UTF-8")])
def test_layout_does_not_depend_on_the_machine(seed: str, locale: str) -> None:
    """Another hash seed and another locale give the same bytes."""
    script = (
        "import sys; from pathlib import Path; from intmk_kg.graph.formatting import format_text\n"
        "sys.stdout.buffer.write(format_text(sys.stdin.buffer.read(), Path('a')).encode())"
    )
    environment = os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": locale}
    written = subprocess.run(
        [sys.executable, "-c", script], input=UNTIDY.encode(), env=environment, capture_output=True, check=True
    )
    assert written.stdout.decode() == CANONICAL
