"""The file of the index: the same for the same entries, whole or refused."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from small_indexes import MakeIndex, entry

from intmk_kg import pipeline
from intmk_kg.errors import ReleaseError
from intmk_kg.linking.entries import SEARCH_INDEX
from intmk_kg.linking.index_file import write_index
from intmk_kg.linking.search_index import SearchIndex
from intmk_kg.project import Project
from intmk_kg.release.directory import Release

WRITE = (
    "import sys; sys.path.insert(0, sys.argv[2]); from pathlib import Path; from small_indexes import entry;"
    "from intmk_kg.linking.index_file import write_index;"
    "write_index(Path(sys.argv[1]), [entry(f'thing-{n}', f'Sache {n} in Göttingen') for n in range(50)])"
)


def test_same_entries_give_the_same_bytes(tmp_path: Path) -> None:
    """With one version of SQLite the file is the same, whatever the hash seed and the locale."""
    written = []
    for seed in ("1", "2"):
        path = tmp_path / f"{seed}.sqlite"
        environment = os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": "C"}
        subprocess.run(
            [sys.executable, "-c", WRITE, str(path), str(Path(__file__).parent)], env=environment, check=True
        )
        written.append(path.read_bytes())
    assert written[0] == written[1]


def test_every_thing_with_a_name_is_found(small_project: Project) -> None:
    """A project with other classes and no word of this one is searched the same way."""
    index = SearchIndex(pipeline.build(small_project).path / SEARCH_INDEX.name)
    found = index.search("2. Konferenz", "de", 5)
    assert found.manner == "all"
    assert found.groups[0].hits[0].iri.endswith("conference-2")


def test_search_does_not_write(release: Release, index: SearchIndex) -> None:
    """Searching leaves the file and its directory as they are."""
    path = release.path / SEARCH_INDEX.name
    before, names = path.stat(), sorted(path.parent.iterdir())
    index.search("Hesssen Vorsitz", "de", 5)
    assert (path.stat().st_mtime_ns, sorted(path.parent.iterdir())) == (before.st_mtime_ns, names)


def test_index_is_read_from_a_directory_that_may_not_be_written(release: Release, tmp_path: Path) -> None:
    """An index on a read-only disk is opened all the same."""
    directory = tmp_path / "read only#?%"
    directory.mkdir()
    path = Path(shutil.copy(release.path / SEARCH_INDEX.name, directory))
    path.chmod(0o400)
    directory.chmod(0o500)
    try:
        assert SearchIndex(path).search("Hessen", "de", 1).count
    finally:
        directory.chmod(0o700)


def test_removed_index_is_still_read(make_index: MakeIndex, tmp_path: Path) -> None:
    """What serves a release goes on when a later build has removed it."""
    index = make_index([("thing-1", "Göttingen")])
    (tmp_path / "search.sqlite").unlink()
    assert index.search("Goettingen", "de", 1).count == 1


@pytest.mark.parametrize("content", [b"", b"no database at all, but long enough for a header of one" * 4])
def test_other_file_is_refused(tmp_path: Path, content: bytes) -> None:
    """A file that is no index of this version is refused with its name."""
    path = tmp_path / "search.sqlite"
    path.write_bytes(content)
    with pytest.raises(ReleaseError, match=r"search\.sqlite is not a search index"):
        SearchIndex(path)


def test_damaged_index_is_refused(release: Release, tmp_path: Path) -> None:
    """An index that lost its end or a page in the middle is refused."""
    whole = (release.path / SEARCH_INDEX.name).read_bytes()
    middle = len(whole) // 8192 * 4096
    for n, damaged in enumerate((whole[: len(whole) // 2], whole[:middle] + b"\xff" * 4096 + whole[middle + 4096 :])):
        path = tmp_path / f"{n}.sqlite"
        path.write_bytes(damaged)
        with pytest.raises(ReleaseError, match="build the release again"):
            SearchIndex(path)


def test_missing_index_says_what_to_do(tmp_path: Path) -> None:
    """Where there is no index the message says how to get one."""
    with pytest.raises(ReleaseError, match="is missing; build the release again"):
        SearchIndex(tmp_path / "search.sqlite")


def test_index_that_cannot_be_written_is_an_error_of_the_disk(tmp_path: Path) -> None:
    """Where the file cannot be written the error is the same as for other files of a release."""
    with pytest.raises(OSError, match="unable to open"):
        write_index(tmp_path / "no" / "such" / "directory.sqlite", [entry("thing-1", "Name")])
