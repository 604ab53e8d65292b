"""Style sheets and pictures under names that change with their content, so that they may be kept for ever."""

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# What lies in the source tree, and what `make assets` builds of packages of npm
_FOLDERS = ("static", "built")
_MEDIA_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
}


@dataclass(frozen=True)
class Asset:
    """A file that pages need.

    Attributes:
        path: its address from the root, with a digest of its content.
        media_type: of its content.
        content: its bytes.
    """

    path: str
    media_type: str
    content: bytes


def asset_path(name: str) -> str:
    """The address of the file of this name.

    Raises:
        KeyError: there is no such file.
    """
    return _assets()[name].path


def has_asset(name: str) -> bool:
    """Whether there is a file of this name; what has to be built may be missing."""
    return name in _assets()


def asset_at(path: str) -> Asset | None:
    """The asset with this address, or None."""
    return next((asset for asset in _assets().values() if asset.path == path), None)


@cache
def _assets() -> dict[str, Asset]:
    return {
        entry.name: _asset(entry.name, entry.read_bytes())
        for folder in _FOLDERS
        if (files("intmk_kg.web") / folder).is_dir()
        for entry in (files("intmk_kg.web") / folder).iterdir()
        if entry.is_file()
    }


def _asset(name: str, content: bytes) -> Asset:
    stem, _, suffix = name.rpartition(".")
    digest = hashlib.sha256(content).hexdigest()[:16]
    return Asset(f"/static/{stem}-{digest}.{suffix}", _MEDIA_TYPES[suffix], content)
