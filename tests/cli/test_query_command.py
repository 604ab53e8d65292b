"""`intmk-kg query`."""

import json

import pytest
from command_line import Run

from intmk_kg.project import Project

NUMBERS = "SELECT ?c ?n WHERE { ?c intmk:conferenceNumber ?n } ORDER BY ?n"
CSV = "c,n\nhttps://w3id.org/intmk/id/conference-1,1\nhttps://w3id.org/intmk/id/conference-2,2\n"


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("csv", CSV),
        (
            "tsv",
            "?c\t?n\n<https://w3id.org/intmk/id/conference-1>\t1\n<https://w3id.org/intmk/id/conference-2>\t2\n",
        ),
        ("table", " c                n\n────────────────────\n r:conference-1   1 \n r:conference-2   2 \n"),
    ],
)
def test_solutions_come_in_every_format(built: Project, run: Run, form: str, expected: str) -> None:
    """SELECT is answered as CSV, TSV and as a table with short names; the project's prefixes need no declaration."""
    answered = run("query", "--project", built.root, "--format", form, NUMBERS)
    assert (answered.returncode, answered.stderr) == (0, "")
    assert [line.rstrip() for line in answered.stdout.splitlines()] == [line.rstrip() for line in expected.splitlines()]


def test_solutions_come_as_json_and_xml(built: Project, run: Run) -> None:
    """SELECT is answered in the JSON and XML formats of SPARQL 1.1."""
    found = json.loads(run("query", "--project", built.root, "--format", "json", NUMBERS).stdout)
    assert [row["n"]["value"] for row in found["results"]["bindings"]] == ["1", "2"]
    assert "<sparql" in run("query", "--project", built.root, "--format", "xml", NUMBERS).stdout


def test_pipe_gets_csv(built: Project, run: Run) -> None:
    """Without --format a pipe gets CSV; `-` reads the query from standard input."""
    answered = run("query", "--project", built.root, "-", stdin=NUMBERS)
    assert answered.stdout.replace("\r\n", "\n") == CSV


def test_graph_comes_as_turtle_and_ntriples(built: Project, run: Run) -> None:
    """CONSTRUCT and DESCRIBE are answered in Turtle, or in N-Triples where that is asked for."""
    query = "CONSTRUCT { ?c intmk:conferenceNumber ?n } WHERE { ?c intmk:conferenceNumber ?n FILTER (?n = 2) }"
    assert run("query", "--project", built.root, query).stdout.endswith("r:conference-2 intmk:conferenceNumber 2 .\n")
    assert run("query", "--project", built.root, "--format", "nt", query).stdout == (
        "<https://w3id.org/intmk/id/conference-2> <https://w3id.org/intmk/def#conferenceNumber> "
        '"2"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
    )


def test_ask_is_answered(built: Project, run: Run) -> None:
    """ASK is answered with true or false, in a table too."""
    assert run("query", "--project", built.root, "ASK { r:conference-1 a intmk:Conference }").stdout == "true\n"
    assert "false" in run("query", "--project", built.root, "--format", "table", "ASK { r:x a r:y }").stdout


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ("SELCT ?x {}", "Error: the query does not parse: error at 1:"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "Error: the query cannot be answered: "),
    ],
)
def test_query_that_cannot_be_answered_leaves_2(built: Project, run: Run, query: str, complaint: str) -> None:
    """A query that does not parse or fails is told in one line and leaves 2."""
    answered = run("query", "--project", built.root, query)
    assert answered.returncode == 2
    assert answered.stderr.startswith(complaint)
    assert answered.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("form", "query"), [("ttl", NUMBERS), ("csv", "DESCRIBE r:conference-1"), ("table", "DESCRIBE r:x")]
)
def test_format_that_does_not_fit_leaves_2(built: Project, run: Run, form: str, query: str) -> None:
    """A format that the form of the query cannot have is refused with those that it can."""
    answered = run("query", "--project", built.root, "--format", form, query)
    assert answered.returncode == 2
    assert f"cannot be written as {form}; take " in answered.stderr


def test_project_without_a_release_leaves_1(small_project: Project, run: Run) -> None:
    """Before the first build the command that makes a release is named."""
    answered = run("query", "--project", small_project.root, "ASK {}")
    assert answered.returncode == 1
    assert "`intmk-kg build` makes one" in answered.stderr
