"""The manifest of a release: what it holds, with a hash of every file. It names no clock and no machine."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from intmk_kg.errors import ReleaseError

MANIFEST = "manifest.json"
_CHUNK = 1 << 20


def describe_files(directory: Path, names: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Size and SHA-256 of each of these files of a directory, by name."""
    return {
        name: {"bytes": (directory / name).stat().st_size, "sha256": file_digest(directory / name)}
        for name in sorted(names)
    }


def file_digest(path: Path) -> str:
    """The SHA-256 of a file, as hex digits."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def manifest_bytes(manifest: dict[str, Any]) -> bytes:
    """The manifest as JSON, keys sorted, UTF-8."""
    return (json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def read_manifest(path: Path) -> dict[str, Any]:
    """The manifest in the file at `path`.

    Raises:
        ReleaseError: the file is not a manifest.
    """
    try:
        manifest = json.loads(path.read_bytes())
    except ValueError as error:
        raise ReleaseError(f"{path} is not JSON: {error}") from error
    missing = {"id", "files", "made_by"} - set(manifest) if isinstance(manifest, dict) else {"an object"}
    if missing:
        raise ReleaseError(f"{path} is not a release's manifest: it lacks {', '.join(sorted(missing))}")
    return dict(manifest)


def verify_files(directory: Path, manifest: dict[str, Any]) -> None:
    """Compare each file of the release with what the manifest says of it.

    Raises:
        ReleaseError: a file is missing, or its size or hash is another.
    """
    for name in manifest.get("unhashed", ()):
        if not (directory / name).is_file():
            raise ReleaseError(f"{directory / name} is missing; build the release again")
    for name, expected in manifest["files"].items():
        path = directory / name
        if not path.is_file():
            raise ReleaseError(f"{path} is missing; build the release again")
        size = path.stat().st_size
        if size != expected["bytes"]:
            raise ReleaseError(f"{path} has {size} bytes instead of {expected['bytes']}; build the release again")
        if file_digest(path) != expected["sha256"]:
            raise ReleaseError(f"{path} was changed: its SHA-256 is not the manifest's; build the release again")
