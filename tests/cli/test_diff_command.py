"""`intmk-kg diff`."""

import json

import pytest
from command_line import Run

from intmk_kg import pipeline
from intmk_kg.project import Project
from intmk_kg.release.directory import current_release

TEXT = """r:conference-2
  - rdfs:label "2nd conference"@en
  + rdfs:label "Second conference"@en
"""


@pytest.fixture
def changed(built: Project) -> Project:
    """A built project whose data has changed since."""
    path = built.data / "conferences" / "2.trig"
    path.write_text(path.read_text(encoding="utf-8").replace("2nd", "Second"), encoding="utf-8")
    return built


def test_same_states_differ_in_nothing(built: Project, run: Run) -> None:
    """A tree and the release that was built from it do not differ: no output, and 0 is left."""
    compared = run("diff", "current", built.root, "--project", built.root)
    assert (compared.returncode, compared.stdout, compared.stderr) == (0, "", "")


def test_release_is_compared_with_a_tree(changed: Project, run: Run) -> None:
    """What was removed and added is shown per thing, and 1 is left."""
    compared = run("diff", "current", changed.root, "--project", changed.root)
    assert (compared.returncode, compared.stdout) == (1, TEXT)


def test_releases_are_compared_by_id_and_directory(changed: Project, run: Run) -> None:
    """A release may be named by its id, by its directory or as the current one."""
    old = current_release(changed)
    new = pipeline.build(changed)
    for named in ((old.id, "current"), (old.path, new.path), (old.path, new.id)):
        assert run("diff", *named, "--project", changed.root).stdout == TEXT


def test_difference_comes_as_json(changed: Project, run: Run) -> None:
    """JSON lists added and removed statements with their terms as in N-Triples."""
    found = json.loads(run("diff", "current", changed.root, "--project", changed.root, "--format", "json").stdout)
    statement = {
        "subject": "<https://w3id.org/intmk/id/conference-2>",
        "predicate": "<http://www.w3.org/2000/01/rdf-schema#label>",
        "graph": "",
    }
    assert found == {
        "added": [statement | {"object": '"Second conference"@en'}],
        "removed": [statement | {"object": '"2nd conference"@en'}],
    }


def test_difference_comes_as_nquads(changed: Project, run: Run) -> None:
    """N-Quads are marked as removed or added; a change in a set shows in the default graph and the evidence too."""
    path = changed.data / "conferences" / "2.trig"
    path.write_text(path.read_text(encoding="utf-8").replace("Number 2 .", "Number 3 ."), encoding="utf-8")
    lines = run("diff", "current", changed.root, "--project", changed.root, "--format", "nquads").stdout.splitlines()
    number = "<https://w3id.org/intmk/id/conference-2> <https://w3id.org/intmk/def#conferenceNumber>"
    value = '"{}"^^<http://www.w3.org/2001/XMLSchema#integer>'
    assert f"D {number} {value.format(2)} ." in lines
    assert f"A {number} {value.format(3)} <https://w3id.org/intmk/id/set-2-1> ." in lines
    assert {line[0] for line in lines} == {"A", "D"}


def test_unknown_state_is_told(built: Project, run: Run) -> None:
    """A name that is neither a directory nor a release leaves 1 with a message."""
    compared = run("diff", "yesterday", "current", "--project", built.root)
    assert compared.returncode == 1
    assert compared.stderr.startswith("Error: yesterday is neither a directory nor the id of a release")
