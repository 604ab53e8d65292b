"""A build that is killed or finds the disk full leaves the release before it, and the next build cleans up."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from release_states import change, files_of

from intmk_kg import pipeline
from intmk_kg.errors import ReleaseError
from intmk_kg.project import Project, open_project
from intmk_kg.release.directory import current_release

BUILD = "import sys; from intmk_kg.cli import main; main(['build', '--project', sys.argv[1]])"
LIMITED = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])));"
KILLS = 12


def _start(project: Project) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", BUILD, str(project.root)], stdout=subprocess.PIPE)


def test_kill_at_any_moment_leaves_a_whole_release(built_small_project: Project) -> None:
    """After kill -9 at any moment of a build a whole release is current, and the next build leaves no scraps."""
    change(built_small_project, "timed")
    begun = time.monotonic()
    with _start(built_small_project) as build:
        assert build.wait() == 0
    duration = time.monotonic() - begun
    for number in range(KILLS):
        before = current_release(built_small_project).id
        change(built_small_project, f"kill {number}")
        moment = duration * (number + random.random()) / KILLS  # noqa: S311 - a moment, no secret
        with _start(built_small_project) as build:
            time.sleep(moment)
            build.send_signal(signal.SIGKILL)
        served = current_release(built_small_project)
        expected = pipeline.build(built_small_project)
        assert served.id in {before, expected.id}
        scraps = [path.name for path in built_small_project.releases.parent.rglob(".*") if path.name != ".lock"]
        assert scraps == []


@pytest.mark.parametrize("limit", [1_000, 20_000, 60_000])
def test_file_size_limit_leaves_the_release(
    built_small_project: Project, served_bytes: dict[str, bytes], limit: int
) -> None:
    """A file that cannot be written whole stops the build with one line; what was served still is."""
    change(built_small_project)
    command = [sys.executable, "-c", BUILD.replace(";", f"; {LIMITED}", 1), str(built_small_project.root), str(limit)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 1
    assert built.stderr.startswith("Error: the release cannot be written")
    assert built.stderr.count("\n") == 1
    assert files_of(built_small_project.current) == served_bytes
    assert [path.name for path in built_small_project.releases.iterdir()] == [current_release(built_small_project).id]


@contextlib.contextmanager
def _small_disk(directory: Path, size: str) -> Iterator[Path]:
    directory.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(directory)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("this user cannot mount a small file system")
    try:
        yield directory
    finally:
        subprocess.run(["umount", str(directory)], check=True)


def test_full_disk_leaves_the_release(small_project: Project, tmp_path: Path) -> None:
    """A disk that is full at any stage of the build stops it; what was served still is."""
    with _small_disk(tmp_path / "disk", "16m") as disk:
        project = _copy(small_project, disk)
        pipeline.build(project)
        served = files_of(project.current)
        change(project)
        for free in (0, 4_096, 20_000, 60_000, 200_000):
            filler = _fill(disk, free)
            with pytest.raises(ReleaseError, match="the release cannot be written"):
                pipeline.build(project)
            filler.unlink()
            assert files_of(project.current) == served
        pipeline.build(project)
        assert files_of(project.current) != served


def _copy(project: Project, disk: Path) -> Project:
    subprocess.run(["cp", "-r", str(project.root), str(disk)], check=True)
    return open_project(disk / project.root.name)


def _fill(disk: Path, free: int) -> Path:
    filler = disk / "filler"
    statistics = os.statvfs(disk)
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(statistics.f_bavail * statistics.f_frsize - free, 1))
    return filler


def test_leftovers_go_even_if_nothing_is_to_be_built(built_small_project: Project) -> None:
    """What a killed build left is removed by the next one, also where that finds its release already there."""
    releases = built_small_project.releases
    for leftover in (releases / ".building", releases / ".removing-0123456789abcdef"):
        (leftover / "store").mkdir(parents=True)
    (releases.parent / ".current").symlink_to("releases/0123456789abcdef")
    release = pipeline.build(built_small_project)
    assert [path.name for path in releases.iterdir()] == [release.id]
    assert sorted(path.name for path in releases.parent.iterdir()) == [".lock", "current", "releases"]
