"""What a release tells of itself beyond the manifest: its datasets, its numbers, its things, its ledger."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from intmk_kg.graph.merging import Merged
from intmk_kg.graph.syntaxes import PlainTriple, plain_triples
from intmk_kg.graph.terms import RDF_TYPE, STATEMENT_SET
from intmk_kg.release.directory import Release
from intmk_kg.release.ledger import LEDGER_FILES, Ledger, parse_ledger
from intmk_kg.vocabulary.prefixes import PREFIXES

CONTENTS = "contents.json"
_DIGITS = 16


def contents(release: Release) -> Mapping[str, Any]:
    """The release's datasets, statistics, links and things, as `contents_bytes` wrote them; not to be changed."""
    return _contents(release.path / CONTENTS, _digest(release, CONTENTS))


def ledger(release: Release) -> Ledger:
    """The ledger as it was when the release was made."""
    return _ledger(release.path, tuple(_digest(release, name) for name in LEDGER_FILES))


def authored(release: Release, name: str) -> tuple[PlainTriple, ...]:
    """What a Turtle file says that the release holds as the project wrote it, such as catalog.ttl, if it is there."""
    return _authored(release.path / name, _digest(release, name))


def thing_digests(merged: Merged) -> dict[str, str]:
    """The first 16 hex digits of the SHA-256 over all that is stated of each thing, by local id.

    Statement sets and evidence nodes are no things of their own: a change in them shows in what they are about.
    """
    namespace = PREFIXES["r"]
    sets = {
        triple.subject for triple in merged.default if triple.predicate == RDF_TYPE and triple.object == STATEMENT_SET
    }
    stated: dict[str, set[str]] = {}
    statements: tuple[ox.Triple | ox.Quad, ...] = (*merged.default, *merged.named)
    for statement in statements:
        subject = statement.subject
        if isinstance(subject, ox.NamedNode) and subject.value.startswith(namespace) and subject not in sets:
            stated.setdefault(subject.value.removeprefix(namespace), set()).add(str(statement))
    return {name: _digest_of(lines) for name, lines in sorted(stated.items())}


def contents_bytes(values: Mapping[str, Any]) -> bytes:
    """The contents as JSON, keys sorted, UTF-8."""
    return (json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _digest_of(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()[:_DIGITS]


def _digest(release: Release, name: str) -> str:
    return str(release.manifest["files"].get(name, {}).get("sha256", ""))


# A file of a release never changes; its digest tells apart releases that were made again at the same place


@lru_cache(maxsize=8)
def _contents(path: Path, digest: str) -> Mapping[str, Any]:
    return dict(json.loads(path.read_bytes())) if digest else {"datasets": [], "things": {}}


@lru_cache(maxsize=8)
def _ledger(directory: Path, digests: tuple[str, ...]) -> Ledger:
    present = (name for name, digest in zip(LEDGER_FILES, digests, strict=True) if digest)
    return parse_ledger({name: (directory / name).read_bytes() for name in present})


@lru_cache(maxsize=16)
def _authored(path: Path, digest: str) -> tuple[PlainTriple, ...]:
    return plain_triples(path.read_bytes()) if digest else ()
