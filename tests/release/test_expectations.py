"""Expectations of the data."""

import pytest

from intmk_kg import pipeline
from intmk_kg.errors import DataError
from intmk_kg.project import Project
from intmk_kg.release.expectations import Expectations, read_expectations

COUNT = '[[count]]\nlabel = "things"\nminimum = 1\nquery = """{query}"""\n'


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("[[count]", r"^data/expectations\.toml: "),
        ('[[count]]\nlabel = "things"\nquery = ""\n', "lacks minimum: things"),
        (COUNT.format(query="SELECT ?count {"), "'things' does not parse"),
        (COUNT.format(query="ASK {}"), "'things' must answer with one row"),
        (COUNT.format(query="SELECT ?number { VALUES ?number { 1 } }"), "'things' must answer with one row"),
        (COUNT.format(query="SELECT ?count { VALUES ?count { 1 2 } }"), "'things' must answer with one row"),
        (COUNT.format(query="SELECT ?count { VALUES ?count { 0 } }"), "\n  things: 0 instead of at least 1$"),
        ("[validation]\nQ90 = 3\n", "\n  Q91: 1 warnings or infos instead of 0$"),
    ],
)
def test_build_stops_at_what_is_not_as_expected(small_project: Project, written: str, complaint: str) -> None:
    """A file that is not understood, a number below its minimum and an unknown warning stop the build."""
    small_project.expectations.write_text(written, encoding="utf-8")
    with pytest.raises(DataError, match=complaint):
        pipeline.build(small_project)
    assert not small_project.current.exists()


def test_project_without_expectations_expects_nothing(small_project: Project) -> None:
    """Without the file nothing is counted, and the project builds."""
    small_project.expectations.unlink()
    assert read_expectations(small_project.expectations) == Expectations()
    assert pipeline.build(small_project).manifest["expectations"] == []


def test_fewer_warnings_than_known_are_welcome(small_project: Project) -> None:
    """A rule with fewer results than are known does not stop the build."""
    small_project.expectations.write_text("[validation]\nQ91 = 5\n", encoding="utf-8")
    assert pipeline.build(small_project).manifest["results"]["Q91"] == 1
