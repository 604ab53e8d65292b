"""What is refused before files are merged."""

import pytest

from intmk_kg.errors import DataError
from intmk_kg.graph.merging import merge
from intmk_kg.graph.reading import read_files
from intmk_kg.project import Project

PREFIXES = "@prefix i: <https://w3id.org/intmk/def#> .\n@prefix r: <https://w3id.org/intmk/id/> .\n"
DESCRIPTION = "{name} a i:StatementSet ;\n  i:evidenceStatus i:Supported .\n"


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("r:a i:venue [ i:venue 1 ] .\n", r"data/x\.trig:3: a blank node"),
        ("GRAPH r:set-x-1 { r:a i:venue _:b }\n", r"data/x\.trig:3: a blank node"),
        (
            "\nGRAPH r:set-x-1 { r:a i:venue 1 }\n",
            r"data/x\.trig:4: the graph <\S+set-x-1> is not described in this file",
        ),
        (
            "\n\n" + DESCRIPTION.format(name="r:set-x-2"),
            r"data/x\.trig:5: the statement set <\S+set-x-2> has no statements",
        ),
        (
            DESCRIPTION.format(name="r:set-2-1") + "r:set-2-1 { r:a i:venue 1 }\n",
            r"data/x\.trig:3: the statement set <\S+set-2-1> is also in data/conferences/2\.trig:\d+;",
        ),
    ],
)
def test_broken_rule_is_named_with_file_and_line(small_project: Project, written: str, complaint: str) -> None:
    """Blank nodes, undescribed graphs, empty sets and a set in two files are refused where they stand."""
    (small_project.data / "x.trig").write_text(PREFIXES + written, encoding="utf-8")
    with pytest.raises(DataError, match=complaint):
        merge(read_files(small_project))


def test_all_complaints_come_at_once(small_project: Project) -> None:
    """An author sees every broken rule, not only the first, one a line."""
    (small_project.data / "x.trig").write_text(
        PREFIXES + "GRAPH r:set-x-1 { r:a i:venue 1 }\nGRAPH r:set-x-2 { r:a i:venue 1 }\n", encoding="utf-8"
    )
    with pytest.raises(DataError) as caught:
        merge(read_files(small_project))
    assert len(str(caught.value).splitlines()) == 2
