"""Building a release: what is in it, and what a build leaves when it cannot end."""

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pyoxigraph as ox
import pytest
from release_states import change, files_of

from intmk_kg import pipeline
from intmk_kg.errors import DataError, DataSyntaxError, ValidationFailedError
from intmk_kg.project import Project, open_project
from intmk_kg.release.directory import Release, current_release
from intmk_kg.release.switching import lock

BUILD = "import sys; from intmk_kg.cli import main; main(['build', '--project', sys.argv[1]])"


def _build_elsewhere(project: Project, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", BUILD, str(project.root)]
    return subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=False)


def test_release_holds_all_that_is_served(built_small_project: Project) -> None:
    """A release has the graph, the store, the search index, the dumps, the report, ontology, shapes and manifest."""
    release = current_release(built_small_project)
    dumps = {
        f"dumps/graph.{form}{pack}" for form in ("jsonld", "nt", "rdf", "trig", "ttl") for pack in ("", ".gz", ".zst")
    }
    texts = {
        "contents.json",
        "graph.nq",
        "manifest.json",
        "ontology.ttl",
        "report.json",
        "report.ttl",
        "report.txt",
        "shapes.ttl",
    }
    assert set(files_of(release.path)) == dumps | texts | {"search.sqlite"}
    assert release.manifest["unhashed"] == ["search.sqlite"]
    assert set(release.manifest["files"]) == dumps | texts - {"manifest.json"}


def test_store_holds_the_graph(built_small_project: Project) -> None:
    """The store answers with exactly the quads of the canonical N-Quads."""
    release = current_release(built_small_project)
    written = set(ox.parse(path=str(release.nquads), format=ox.RdfFormat.N_QUADS))
    assert set(ox.Store.read_only(str(release.store_directory))) == written


def test_current_is_a_relative_link(built_small_project: Project) -> None:
    """The link to the current release still leads there after the project was moved."""
    release = current_release(built_small_project)
    assert built_small_project.current.readlink() == Path("releases", release.id)


def test_manifest_counts_what_is_there(built_small_project: Project) -> None:
    """The manifest counts quads, instances per class, results per rule and the expectations that were checked."""
    manifest = current_release(built_small_project).manifest
    assert manifest["quads"]["named"] == 4
    assert manifest["quads"]["sets"] == 3
    assert manifest["classes"]["https://w3id.org/intmk/def#Conference"] == 2
    assert manifest["classes"]["https://w3id.org/intmk/def#Evidence"] == 4
    assert manifest["expectations"] == [{"label": "conferences", "minimum": 2, "count": 2}]
    assert manifest["results"] == {"Q90": 0, "Q91": 1}


@pytest.mark.parametrize(("seed", "locale"), [("1", "C"), ("2", "de_DE.UTF-8")])
def test_release_has_the_same_bytes_anywhere(
    built_small_project: Project, tmp_path: Path, seed: str, locale: str
) -> None:
    """The same tree in another folder, built under another hash seed, locale and time zone, gives the same bytes."""
    copy = _copy(built_small_project, tmp_path / "another folder")
    built = _build_elsewhere(copy, PYTHONHASHSEED=seed, LC_ALL=locale, TZ="Asia/Tokyo")
    assert built.stderr == ""
    assert files_of(copy.current) == files_of(built_small_project.current)


def test_real_release_has_the_same_bytes_anywhere(release: Release, built_project: Project, tmp_path: Path) -> None:
    """The real project, built in another folder under another hash seed and locale, gives the same bytes."""
    copy = _copy(built_project, tmp_path / "another folder")
    _build_elsewhere(copy, PYTHONHASHSEED="3", LC_ALL="C")
    assert files_of(copy.current) == files_of(release.path)


def test_layout_of_the_data_does_not_matter(built_small_project: Project, served_bytes: dict[str, bytes]) -> None:
    """The same facts, written otherwise, are the same release."""
    path = built_small_project.data / "conferences" / "2.trig"
    path.write_text(path.read_text(encoding="utf-8").replace(" ;\n", " ;\n\n\n"), encoding="utf-8")
    pipeline.build(built_small_project)
    assert files_of(built_small_project.current) == served_bytes


def test_tree_that_was_built_is_only_switched_to(built_small_project: Project) -> None:
    """Going back to an earlier tree finds its release and neither validates nor writes again."""
    first = current_release(built_small_project)
    written = first.nquads.stat()
    text = (built_small_project.data / "conferences" / "2.trig").read_text(encoding="utf-8")
    change(built_small_project)
    assert pipeline.build(built_small_project).id != first.id
    (built_small_project.data / "conferences" / "2.trig").write_text(text, encoding="utf-8")
    stages: list[str] = []
    assert pipeline.build(built_small_project, stages.append).id == first.id
    assert stages == ["Waiting for other builds", "Reading and merging", "Switching"]
    assert current_release(built_small_project).nquads.stat() == written


def test_stages_are_announced_in_order(small_project: Project) -> None:
    """A whole build announces every stage once, in the order that is promised."""
    stages: list[str] = []
    pipeline.build(small_project, stages.append)
    assert tuple(stages) == pipeline.STAGES


def test_damaged_release_is_made_again(built_small_project: Project, served_bytes: dict[str, bytes]) -> None:
    """A release whose file was changed is not switched to: the build replaces it."""
    dump = built_small_project.current.resolve() / "dumps" / "graph.ttl"
    dump.write_bytes(dump.read_bytes().replace(b"conference", b"conferance", 1))
    pipeline.build(built_small_project)
    assert files_of(built_small_project.current) == served_bytes


def test_other_expectations_are_checked_again(built_small_project: Project) -> None:
    """Expectations that were raised over the same data stop the build, though the release is there."""
    path = built_small_project.expectations
    path.write_text(path.read_text(encoding="utf-8").replace("minimum = 2", "minimum = 3"), encoding="utf-8")
    with pytest.raises(DataError, match="conferences: 2 instead of at least 3"):
        pipeline.build(built_small_project)
    assert current_release(built_small_project).manifest["expectations"][0]["minimum"] == 2


def _break_a_rule(text: str) -> str:
    return text.replace("r:conference-2 intmk:conferenceNumber 2 .", "r:conference-2 intmk:motto 2 .")


def _break_the_syntax(text: str) -> str:
    return text.replace("GRAPH", "GRAPHS")


def _break_the_authoring(text: str) -> str:
    return text.replace("a intmk:StatementSet", "a intmk:Set")


@pytest.mark.parametrize(
    ("breaking", "error"),
    [
        (_break_a_rule, ValidationFailedError),
        (_break_the_syntax, DataSyntaxError),
        (_break_the_authoring, DataError),
    ],
)
def test_broken_data_leaves_the_release(
    built_small_project: Project, served_bytes: dict[str, bytes], breaking: object, error: type[Exception]
) -> None:
    """A violation, a syntax error or a broken rule of authoring stops the build; what was served still is."""
    path = built_small_project.data / "conferences" / "2.trig"
    path.write_text(breaking(path.read_text(encoding="utf-8")), encoding="utf-8")  # type: ignore[operator]
    with pytest.raises(error, match=r"data/conferences/2\.trig:\d+"):
        pipeline.build(built_small_project)
    assert files_of(built_small_project.current) == served_bytes
    assert len(list(built_small_project.releases.iterdir())) == 1


def test_old_releases_go_and_the_current_one_stays(built_small_project: Project) -> None:
    """Of all releases the last ones that were current are kept, as many as asked for."""
    first = current_release(built_small_project).id
    built = [first]
    for number in range(3):
        change(built_small_project, f"{number}")
        text = (built_small_project.data / "conferences" / "2.trig").read_text(encoding="utf-8")
        built.append(pipeline.build(built_small_project, kept=2).id)
        (built_small_project.data / "conferences" / "2.trig").write_text(
            text.replace(f", {number}", ""), encoding="utf-8"
        )
    assert {path.name for path in built_small_project.releases.iterdir()} == set(built[-2:])
    assert current_release(built_small_project).id == built[-1]


def test_build_directory_may_lie_elsewhere(small_project: Project, tmp_path: Path) -> None:
    """Where build/ is a symbolic link to another disk, the current release is found and kept all the same."""
    (tmp_path / "elsewhere").mkdir()
    (small_project.root / "build").symlink_to(tmp_path / "elsewhere")
    pipeline.build(small_project, kept=1)
    change(small_project)
    release = pipeline.build(small_project, kept=1)
    assert current_release(small_project).id == release.id
    assert [path.name for path in small_project.releases.iterdir()] == [release.id]


def test_builds_wait_for_one_another(built_small_project: Project) -> None:
    """While one build holds the lock another does nothing, and goes on when the lock is free."""
    change(built_small_project)
    before = built_small_project.current.readlink()
    stages: list[str] = []
    other = threading.Thread(target=pipeline.build, args=(built_small_project, stages.append))
    with lock(built_small_project):
        other.start()
        other.join(timeout=0.5)
        assert stages == ["Waiting for other builds"]
        assert built_small_project.current.readlink() == before
    other.join()
    assert built_small_project.current.readlink() != before


def _copy(project: Project, directory: Path) -> Project:
    for authored in (project.ontology, project.data, project.shapes):
        shutil.copytree(authored, directory / authored.name)
    return open_project(directory)
