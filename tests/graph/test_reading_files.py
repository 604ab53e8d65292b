"""Reading the authored files."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from intmk_kg.errors import DataError, DataSyntaxError
from intmk_kg.graph.reading import read_files, read_vocabulary
from intmk_kg.project import Project


def test_files_come_sorted_and_named_from_the_project(small_project: Project) -> None:
    """All TriG files under data/ are read, in the order of their paths relative to the project."""
    assert [file.path.as_posix() for file in read_files(small_project)] == [
        "data/conferences/1.trig",
        "data/conferences/2.trig",
        "data/documents/example.org.trig",
    ]


def test_vocabulary_leaves_the_examples_out(small_project: Project) -> None:
    """The vocabulary is the ontology and its schemes; the examples are no part of it."""
    subjects = {
        triple.subject.value.removeprefix("https://w3id.org/intmk/") for triple in read_vocabulary(small_project)
    }
    assert subjects == {"def", "def#Conference", "id/role-guest"}


@pytest.mark.parametrize(
    ("written", "line", "column", "expected"),
    [
        (b"<a:b> <a:c> 1 .\n<a:b> <a:c> zz:d .", 2, 13, "The prefix zz: has not been declared"),
        (b"<a:b> <a:c>\n  <d> .", 2, 3, "No scheme found in an absolute IRI"),
        (b'<a:b> <a:c>\n\n "abc', 3, 2, "Unexpected end of file"),
        (b'<a:b> <a:c> "\xff" .', 1, 14, "Invalid UTF-8: invalid utf-8 sequence of 1 bytes from index 0"),
    ],
)
def test_syntax_error_says_where_and_what(
    small_project: Project, written: bytes, line: int, column: int, expected: str
) -> None:
    """A file that does not parse is named with line, column and what was expected there."""
    (small_project.data / "broken.trig").write_bytes(written)
    with pytest.raises(DataSyntaxError) as caught:
        read_files(small_project)
    error = caught.value
    assert (error.path, error.line, error.column, error.expected) == (
        Path("data/broken.trig"),
        line,
        column,
        expected,
    )


def test_syntax_error_passes_through_context_managers(small_project: Project) -> None:
    """A context manager, of which a command line has several, can note the traceback of a syntax error."""

    @contextmanager
    def passing() -> Iterator[None]:
        yield

    (small_project.data / "broken.trig").write_bytes(b"<a:b>")
    with pytest.raises(DataSyntaxError), passing():
        read_files(small_project)


def test_blank_node_in_the_vocabulary_is_refused_with_its_line(small_project: Project) -> None:
    """The vocabulary is published too, so it holds no blank node."""
    (small_project.ontology / "more.ttl").write_text("<a:b> <a:c> 1 .\n<a:b> <a:d> [ <a:e> 1 ] .\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"^ontology/more\.ttl:2: a blank node"):
        read_vocabulary(small_project)
