"""What each portal holds after the previous run: a file of JSON per host."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from intmk_kg.errors import PreflightError
from intmk_kg.preflight.findings import PORTALS

DIRECTORY = Path("build", "preflight")


@dataclass(frozen=True)
class Held:
    """A dataset that a portal holds.

    Attributes:
        title: its title.
        digest: the hash of its description.
    """

    title: str
    digest: str


Holding = dict[str, Held]


def default_state_file(url: str) -> Path:
    """Where the state of a catalogue is kept by default."""
    host = re.sub(r"[^A-Za-z0-9.-]", "-", urlsplit(url).netloc)
    return DIRECTORY / f"{host}.json"


def read_state(path: Path, url: str) -> dict[str, Holding] | None:
    """What each portal holds of the catalogue at this address, or nothing where there was no run yet.

    Raises:
        PreflightError: the file is not one that preflight wrote.
    """
    catalogues = _read(path)
    if url not in catalogues:
        return None
    try:
        return {
            portal: {key: Held(held["title"], held["digest"]) for key, held in catalogues[url].get(portal, {}).items()}
            for portal in PORTALS
        }
    except (AttributeError, KeyError, TypeError) as error:
        raise PreflightError(f"{path} is no state file of preflight; remove it or name another by --state") from error


def write_state(path: Path, url: str, holdings: dict[str, Holding]) -> None:
    """Keep what each portal holds after this run; other catalogues in the file stay.

    Raises:
        PreflightError: the file cannot be written, or is not one that preflight wrote.
    """
    catalogues = _read(path)
    catalogues[url] = {
        portal: {key: {"title": held.title, "digest": held.digest} for key, held in sorted(holding.items())}
        for portal, holding in holdings.items()
    }
    beside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(catalogues, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise PreflightError(f"{path} cannot be written: {error.strerror}") from error


def _read(path: Path) -> dict[str, dict[str, dict[str, dict[str, str]]]]:
    try:
        catalogues = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise PreflightError(f"{path} is no state file of preflight; remove it or name another by --state") from error
    if not isinstance(catalogues, dict):
        raise PreflightError(f"{path} is no state file of preflight; remove it or name another by --state")
    return catalogues
