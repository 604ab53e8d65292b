"""What cannot be brought into the canonical layout."""

from pathlib import Path

import pytest

from intmk_kg.errors import DataError, DataSyntaxError
from intmk_kg.graph.formatting import format_text
from intmk_kg.graph.reading import read_files
from intmk_kg.project import Project

FILE = Path("data/a.trig")


def test_comment_is_refused_with_its_line() -> None:
    """A # comment, which the layout would lose, is refused; a # in a string or an IRI is not."""
    with pytest.raises(DataError, match=r"^data/a\.trig:3: a # comment"):
        format_text(b'<a:b#c> <a:c> "# no" ;\n  <a:d> """\n# no""" . # yes\n', FILE)


@pytest.mark.parametrize("value", ["_:b", "[]", "( 1 2 )"])
def test_blank_node_is_refused_with_its_line(value: str) -> None:
    """A blank node has no stable name, so there is no canonical layout with it."""
    with pytest.raises(DataError, match=r"^data/a\.trig:2: a blank node"):
        format_text(f"<a:b> <a:c> '[' .\n<a:b> <a:c> {value} .".encode(), FILE)


def test_syntax_error_is_refused() -> None:
    """A file that does not parse is not written anew."""
    with pytest.raises(DataSyntaxError, match=r"^data/a\.trig:1:8: "):
        format_text(b"<a:b> a", FILE)


def test_data_is_laid_out_canonically(project: Project) -> None:
    """Every data file of the project has the canonical layout."""
    files = read_files(project)
    assert [file.path for file in files if format_text(file.text.encode(), file.path) != file.text] == []
