"""The releases beside the one that is served, as long as they are kept."""

import re
from functools import lru_cache
from pathlib import Path

from intmk_kg.errors import ReleaseError
from intmk_kg.release.contents import ledger
from intmk_kg.release.directory import Release, open_release

_ID = re.compile(r"[0-9a-f]{16}")


def kept_release(current: Release, release_id: str) -> tuple[Release | None, bool]:
    """An earlier release that lies beside the current one, if it is whole, and whether there was one with this id."""
    if not _ID.fullmatch(release_id):
        return None, False
    path = current.path.parent / release_id
    was_released = ledger(current).entry(release_id) is not None
    if not path.is_dir():
        return None, was_released
    try:
        return _opened(path, path.stat().st_ino), True
    except (ReleaseError, OSError):
        return None, was_released


@lru_cache(maxsize=8)
def _opened(path: Path, _inode: int) -> Release:
    """The release at a path; one that was made again there is another directory."""
    return open_release(path)
