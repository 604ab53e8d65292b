"""The official shapes of the profiles: in a folder, or fetched once from their publisher and pinned by checksum."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from rdflib import Graph, URIRef

from intmk_kg.errors import PreflightError
from intmk_kg.preflight.fetching import Unreachable, fetch
from intmk_kg.preflight.findings import Finding, found
from intmk_kg.preflight.vocabularies import DCATDE
from intmk_kg.validation.foreign_shapes import (
    ForeignResult,
    read_background,
    read_foreign_shapes,
    validate_foreign,
)

FETCHED_DIRECTORY = Path("build", "preflight", "shapes")

PROFILES: dict[str, tuple[str, ...]] = {
    "dcat-ap-3.0.1": ("dcat-ap/3.0.1/dcat-ap-SHACL.ttl",),
    "dcat-ap.de-3.0": (
        "dcat-ap/3.0.0/dcat-ap-SHACL.ttl",
        "dcat-ap.de/3.0/dcat-ap-SHACL-DE.ttl",
        "dcat-ap.de/3.0/dcat-ap-de-deprecated.ttl",
        "dcat-ap.de/3.0/dcat-ap-spec-german-additions.ttl",
        "dcat-ap.de/3.0/dcat-ap-de-controlledvocabularies.ttl",
    ),
    "govdata-mqa": ("govdata-mqa/db-shapes.ttl",),
    "dcat-ap-2.1.1": (
        "dcat-ap/2.1.1/dcat-ap_2.1.1_shacl_shapes.ttl",
        "dcat-ap/2.1.1/dcat-ap_2.1.1_shacl_shapes_recommended.ttl",
    ),
    "dcat-ap.de-2.0-konventionen": (
        "dcat-ap/2.1.1/dcat-ap_2.1.1_shacl_shapes.ttl",
        "dcat-ap.de/2.0/dcat-ap-spec-german-messages.ttl",
        "dcat-ap.de/2.0/dcat-ap-spec-german-additions.ttl",
        "dcat-ap.de/2.0/dcat-ap-de-deprecated.ttl",
        "dcat-ap.de/2.0/dcat-ap-konventionen.ttl",
    ),
}
DEFAULT_PROFILES = ("dcat-ap-3.0.1", "dcat-ap.de-3.0", "govdata-mqa")
_BACKGROUND = "vocab/vocab-closure.ttl"
# GovData's dashboard counts distributions by shapes that always fail
_COUNTERS = {"count_Distributions", "count_Distributions_Licenses"}
_LONGEST_MESSAGE = 300


@dataclass(frozen=True)
class Pin:
    """A file at its publisher's, as it was when it was pinned.

    Attributes:
        url: its address, at one commit.
        sha256: its checksum, in hex digits.
    """

    url: str
    sha256: str


def _semic(commit: str, path: str) -> str:
    return f"https://raw.githubusercontent.com/SEMICeu/DCAT-AP/{commit}/{path}"


def _govdata(name: str) -> str:
    commit = "38cc84773f7451db56d3b38950cf8e4ad07512f2"
    path = quote(f"Releases/DCAT-AP.de V3.0/shacl/{name}")
    return f"https://raw.githubusercontent.com/GovDataOfficial/DCAT-AP.de/{commit}/{path}"


PINS: dict[str, Pin] = {
    "dcat-ap/3.0.1/dcat-ap-SHACL.ttl": Pin(
        _semic("07617929252ed57f98ebdf87c8f87a7a63e7bd59", "releases/3.0.1/shacl/dcat-ap-SHACL.ttl"),
        "990d3e42721de6a4be8cc338a7171559f195e62dea89c0b56531356b78cc026f",
    ),
    "dcat-ap/3.0.0/dcat-ap-SHACL.ttl": Pin(
        _semic("7c531da", "releases/3.0.0/shacl/dcat-ap-SHACL.ttl"),
        "92f76609d78d257123e75bc6b7155df5cc0a63f14c29fbc12b0ac95c56af2059",
    ),
    "dcat-ap.de/3.0/dcat-ap-SHACL-DE.ttl": Pin(
        _govdata("dcat-ap-SHACL-DE.ttl"), "f37caba134234963a0555b05ae84c26163b5493a366b154a2b5688320d67f7a0"
    ),
    "dcat-ap.de/3.0/dcat-ap-de-deprecated.ttl": Pin(
        _govdata("dcat-ap-de-deprecated.ttl"), "236c038de933af7b3fe7fff0e58d483b44f42ec2b74ede5d56775ac5f324d61c"
    ),
    "dcat-ap.de/3.0/dcat-ap-spec-german-additions.ttl": Pin(
        _govdata("dcat-ap-spec-german-additions.ttl"),
        "86a51b5eef5df4e6ea80e2cf33e4375ee61af2bb955fb80808975d90088765f6",
    ),
    "dcat-ap.de/3.0/dcat-ap-de-controlledvocabularies.ttl": Pin(
        _govdata("dcat-ap-de-controlledvocabularies.ttl"),
        "5a83bf7d17f60598f8959062c74c536b7659972eee370e425817bd063efe49e8",
    ),
}


def fetch_shapes(directory: Path, announce: Callable[[str], None], pins: Mapping[str, Pin] | None = None) -> Path:
    """The folder with all pinned files, each fetched from its publisher where it is not there yet.

    Raises:
        PreflightError: a publisher does not answer, or answers with other bytes than were pinned.
    """
    for name, pin in (PINS if pins is None else pins).items():
        path = directory / name
        if path.is_file() and _checksum(path.read_bytes()) == pin.sha256:
            continue
        announce(pin.url)
        body = _fetch_pinned(pin)
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.new")
        beside.write_bytes(body)
        beside.replace(path)
    return directory


def available_profiles(directory: Path) -> tuple[str, ...]:
    """The profiles that are validated by default and whose files are in the folder.

    Raises:
        PreflightError: there is none.
    """
    names = tuple(name for name in DEFAULT_PROFILES if all((directory / file).is_file() for file in PROFILES[name]))
    if not names:
        raise PreflightError(
            f"{directory} holds none of the shapes {', '.join(DEFAULT_PROFILES)}; name their folder by --shapes DIR"
        )
    return names


def shape_findings(graph: Graph, directory: Path, profiles: Sequence[str]) -> Iterator[Finding]:
    """The results of the profiles' shapes over a catalogue.

    Raises:
        DataError: a file of the shapes is missing or does not parse.
    """
    path = directory / _BACKGROUND
    background = read_background(path) if path.is_file() else None
    for profile in profiles:
        shapes = read_foreign_shapes(directory / file for file in PROFILES[profile])
        for result in validate_foreign(graph, shapes, background):
            if result.severity not in _COUNTERS:
                yield _finding(result, profile, graph)


def _finding(result: ForeignResult, profile: str, graph: Graph) -> Finding:
    # GovData adds the contributor's id that its source configuration holds, so that one may be missing
    is_added = (
        result.path == str(DCATDE.contributorID)
        and (URIRef(result.focus_node), DCATDE.contributorID, None) not in graph
    )
    return found(
        "shacl-notice" if is_added or result.severity == "Info" else "shacl",
        result.focus_node,
        profile=profile,
        property=result.path,
        value=result.value,
        message_de=result.message("de")[:_LONGEST_MESSAGE],
        message_en=result.message("en")[:_LONGEST_MESSAGE],
    )


def _fetch_pinned(pin: Pin) -> bytes:
    hint = "name a folder that holds the shapes by --shapes DIR, or leave them out by --no-shapes"
    try:
        answer = fetch(pin.url)
    except Unreachable as error:
        raise PreflightError(f"{pin.url} does not answer ({error}): {hint}") from error
    if not answer.is_good:
        raise PreflightError(f"{pin.url} answers with status {answer.status}: {hint}")
    if _checksum(answer.body) != pin.sha256:
        raise PreflightError(f"{pin.url} is not what was pinned (SHA-256 {_checksum(answer.body)}): {hint}")
    return answer.body


def _checksum(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
