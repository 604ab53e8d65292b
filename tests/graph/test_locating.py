"""Where a statement is written."""

from pathlib import Path

import pytest

from intmk_kg.graph.locating import line_of, locate
from intmk_kg.vocabulary.iri import thing_iri
from intmk_kg.vocabulary.prefixes import PREFIXES

UNTIDY = """PREFIX schema: <https://schema.org/>
@prefix r: <https://w3id.org/intmk/id/> . @base <https://w3id.org/intmk/id/> .
@prefix x: <https://w3id.org/intmk/def#> . # a comment
r:a a x:Conference; schema:name "Ein \\"Name\\"
".
<b>
   schema:name 'one' , 'two',
     \"\"\"three
   lines\"\"\"@de ; a
 x:Meeting .
GRAPH r:set-1 { r:a schema:startDate "2001-01-01"^^<http://www.w3.org/2001/XMLSchema#date>
   ; schema:seats 18, +7 ; schema:open true .}
r:set-2 { r:c schema:about [ schema:name "inner" ], r:d . }
""".replace('\\"Name\\"\n"', '\\"Name\\""')


@pytest.mark.parametrize(
    ("subject", "predicate", "value", "line"),
    [
        ("a", None, None, 4),
        ("a", PREFIXES["rdf"] + "type", PREFIXES["intmk"] + "Conference", 4),
        ("a", "https://schema.org/name", 'Ein "Name"', 4),
        ("b", None, None, 5),
        ("b", "https://schema.org/name", None, 6),
        ("b", "https://schema.org/name", "two", 6),
        ("b", "https://schema.org/name", "three\n   lines", 7),
        ("b", PREFIXES["rdf"] + "type", PREFIXES["intmk"] + "Meeting", 9),
        ("a", "https://schema.org/startDate", "2001-01-01", 10),
        ("a", "https://schema.org/seats", "+7", 11),
        ("a", "https://schema.org/open", "true", 11),
        ("c", "https://schema.org/about", thing_iri("d"), 12),
        ("set-1", None, None, 10),
    ],
)
def test_statement_is_found_in_any_layout(subject: str, predicate: str | None, value: str | None, line: int) -> None:
    """The line of a subject, a predicate and a value is found whatever the layout of the file."""
    assert line_of(UNTIDY, thing_iri(subject), predicate, value) == line


@pytest.mark.parametrize(
    ("subject", "predicate", "value", "line"),
    [
        ("b", "https://schema.org/name", "four", 6),
        ("b", "https://schema.org/url", "two", 5),
        ("d", "https://schema.org/name", None, 12),
        ("nothing", None, None, 1),
    ],
)
def test_what_is_not_written_is_placed_as_near_as_can_be(
    subject: str, predicate: str | None, value: str | None, line: int
) -> None:
    """Without the value the predicate answers, without it the subject, then any mention of it, then the first line."""
    assert line_of(UNTIDY, thing_iri(subject), predicate, value) == line


def test_file_is_read_again_after_a_change(tmp_path: Path) -> None:
    """A line is that of the file as it is now."""
    path = tmp_path / "a.trig"
    path.write_text("<a:b> <a:c> 1 .\n", encoding="utf-8")
    assert locate(path, "a:b") == 1
    path.write_text("\n\n<a:b> <a:c> 1 .\n", encoding="utf-8")
    assert locate(path, "a:b") == 3
