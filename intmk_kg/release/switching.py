"""Putting a finished release in its place: one at a time, by renames that leave no state in between."""

import ctypes
import fcntl
import os
import shutil
from pathlib import Path
from typing import BinaryIO

from intmk_kg.errors import ReleaseError
from intmk_kg.project import Project

_LOCK = ".lock"
_BUILDING = ".building"
_REMOVING = ".removing-"
_SWITCHING = ".current"
# renameat2(2): exchange two names in one step, https://man7.org/linux/man-pages/man2/rename.2.html
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def lock(project: Project) -> BinaryIO:
    """Hold the project's build directory alone, until the file that is returned is closed or the process ends.

    Another build waits as long.

    Raises:
        ReleaseError: the build directory cannot be written.
    """
    try:
        project.releases.mkdir(parents=True, exist_ok=True)
        file = (project.releases.parent / _LOCK).open("wb")
    except OSError as error:
        raise ReleaseError(f"cannot write to {project.releases}: {error.strerror}") from error
    fcntl.flock(file, fcntl.LOCK_EX)
    return file


def begin(project: Project) -> Path:
    """An empty directory to make a release in, on the file system of the releases. The caller holds the lock."""
    remove_leftovers(project)
    directory = project.releases / _BUILDING
    directory.mkdir()
    return directory


def remove_leftovers(project: Project) -> None:
    """Remove what builds that were killed have left. The caller holds the lock."""
    for leftover in (*project.releases.glob(f"{_REMOVING}*"), project.releases / _BUILDING):
        if leftover.exists():
            shutil.rmtree(leftover)
    (project.releases.parent / _SWITCHING).unlink(missing_ok=True)


def put_in_place(directory: Path, release: Path) -> None:
    """Give the finished directory the release's name; what bore the name before is removed."""
    flush(directory)
    if release.exists():
        _exchange(directory, release)
        shutil.rmtree(directory)
    else:
        directory.rename(release)
    _flush_entry(release.parent)


def switch(project: Project, release: Path) -> None:
    """Make `release` the current one, by one rename of a symbolic link."""
    os.utime(release)
    target = Path("releases", release.name)
    if project.current.is_symlink() and project.current.readlink() == target:
        return
    link = project.current.with_name(_SWITCHING)
    link.symlink_to(target)
    link.rename(project.current)
    _flush_entry(project.current.parent)


def remove_old_releases(project: Project, kept: int) -> tuple[str, ...]:
    """Remove all but the `kept` releases that were current last, never the current one; the ids of those removed."""
    current = project.current.readlink().name
    others = [path for path in project.releases.iterdir() if not path.name.startswith(".") and path.name != current]
    others.sort(key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)
    old = others[max(kept - 1, 0) :]
    for path in old:
        # Renamed first, so that a release which lost some of its files is never found under its id
        doomed = path.with_name(_REMOVING + path.name)
        path.rename(doomed)
        shutil.rmtree(doomed)
    return tuple(sorted(path.name for path in old))


def flush(directory: Path) -> None:
    """Have the directory with all that it holds on the disk before it is named."""
    for parent, _, names in os.walk(directory):
        for name in names:
            _flush_entry(Path(parent, name))
        _flush_entry(Path(parent))


def _flush_entry(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _exchange(one: Path, other: Path) -> None:
    library = ctypes.CDLL(None, use_errno=True)
    done = library.renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    if done != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
