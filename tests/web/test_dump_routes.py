"""The files for download over HTTP: whole and in parts, under the release and under `latest`."""

import hashlib
import json
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from application import application
from werkzeug.test import Client

from intmk_kg import pipeline
from intmk_kg.project import open_project
from intmk_kg.publication.dumps import dump_file, last_modified
from intmk_kg.release.directory import Release
from intmk_kg.settings import Settings
from intmk_kg.web.app import with_layers

FILE = "/dumps/latest/meetings.ttl"


@pytest.fixture
def content(release: Release) -> bytes:
    """The bytes of the file that is asked for."""
    return (release.dumps / "meetings.ttl").read_bytes()


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("graph.ttl", "text/turtle"),
        ("graph.nt", "application/n-triples"),
        ("graph.rdf", "application/rdf+xml"),
        ("graph.jsonld", "application/ld+json"),
        ("graph.trig", "application/trig"),
        ("graph-rdf12.ttl", "text/turtle"),
        ("graph-semic.nt.gz", "application/gzip"),
        ("offices.trig.zst", "application/zstd"),
    ],
)
def test_file_is_what_the_release_holds(real_client: Client, release: Release, name: str, media_type: str) -> None:
    """A file has the release's bytes and its own media type, and is not decoded on the way."""
    answer = real_client.get(f"/dumps/latest/{name}")
    assert (answer.status_code, answer.mimetype) == (200, media_type)
    assert "Content-Encoding" not in answer.headers
    assert answer.data == (release.dumps / name).read_bytes()
    assert hashlib.sha256(answer.data).hexdigest() == release.manifest["files"][f"dumps/{name}"]["sha256"]


def test_latest_is_the_release_that_is_served(real_client: Client, release: Release) -> None:
    """Both addresses give the same bytes and tag; the one with the id never changes and may be kept for ever."""
    latest, fixed = real_client.get(FILE), real_client.get(f"/dumps/{release.id}/meetings.ttl")
    assert (latest.data, latest.headers["ETag"]) == (fixed.data, fixed.headers["ETag"])
    assert latest.headers["Content-Location"] == f"../{release.id}/meetings.ttl"
    assert latest.headers["Cache-Control"] == "public, max-age=60"
    assert fixed.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    ("asked", "start", "stop"), [("bytes=0-99", 0, 100), ("bytes=1000-", 1000, None), ("bytes=-50", -50, None)]
)
def test_part_is_answered_with_206(
    real_client: Client, content: bytes, asked: str, start: int, stop: int | None
) -> None:
    """A download that broke off goes on where it stopped, also after the whole file was asked for."""
    for _ in range(2):
        answer = real_client.get(FILE, headers={"Range": asked})
        assert answer.status_code == 206
        assert answer.data == content[start:stop]
        first = start % len(content)
        last = first + len(answer.data) - 1
        assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{len(content)}"
        assert real_client.get(FILE).data == content


def test_part_of_another_version_is_the_whole_file(real_client: Client, content: bytes) -> None:
    """A part is only added to the version that the client has the beginning of (If-Range)."""
    tag = real_client.head(FILE).headers["ETag"]
    for given, status in ((tag, 206), ('"another"', 200)):
        answer = real_client.get(FILE, headers={"Range": "bytes=0-9", "If-Range": given})
        assert answer.status_code == status
        assert len(answer.data) == (10 if status == 206 else len(content))


def test_part_beyond_the_end_is_416(real_client: Client, content: bytes) -> None:
    """The client is told how long the file is."""
    answer = real_client.get(FILE, headers={"Range": f"bytes={len(content)}-"})
    assert (answer.status_code, answer.mimetype) == (416, "application/problem+json")
    assert answer.headers["Content-Range"] == f"bytes */{len(content)}"


def test_head_has_no_parts(real_client: Client, content: bytes) -> None:
    """Range is defined for GET only, so that HEAD tells of the whole file (RFC 9110, 14.2)."""
    answer = real_client.head(FILE, headers={"Range": "bytes=0-9"})
    assert (answer.status_code, answer.headers["Content-Length"], answer.data) == (200, str(len(content)), b"")
    assert answer.headers["Accept-Ranges"] == "bytes"


def test_file_is_dated_by_the_ledger(real_client: Client, release: Release) -> None:
    """Last-Modified is the moment in the ledger, never a file's own time; without one there is none."""
    file = dump_file(release, "meetings.ttl")
    assert file is not None
    moment = last_modified(release, file)
    answer = real_client.get(FILE)
    if moment is None:
        assert "Last-Modified" not in answer.headers
        return
    assert parsedate_to_datetime(answer.headers["Last-Modified"]) == datetime.fromisoformat(moment).astimezone(UTC)
    again = real_client.get(FILE, headers={"If-Modified-Since": answer.headers["Last-Modified"]})
    assert (again.status_code, again.data) == (304, b"")


def test_file_that_is_held_is_304(real_client: Client) -> None:
    """A client that has the file gets no second copy."""
    tag = real_client.get(FILE).headers["ETag"]
    answer = real_client.get(FILE, headers={"If-None-Match": tag})
    assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", tag)


def test_every_origin_may_read_parts(real_client: Client) -> None:
    """A script of any page may ask for parts and see what it got."""
    preflight = real_client.options(FILE)
    assert "Range" in preflight.headers["Access-Control-Allow-Headers"]
    answer = real_client.get(FILE, headers={"Range": "bytes=0-9"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert {"Accept-Ranges", "Content-Range"} <= set(answer.headers["Access-Control-Expose-Headers"].split(", "))


def test_checksums_are_for_sha256sum(real_client: Client, release: Release, content: bytes) -> None:
    """The digests of all files are one text."""
    answer = real_client.get("/dumps/latest/SHA256SUMS")
    assert answer.mimetype == "text/plain"
    assert f"{hashlib.sha256(content).hexdigest()}  meetings.ttl\n" in answer.text
    assert answer.text.count("\n") == sum(name.startswith("dumps/") for name in release.manifest["files"])


def test_list_is_a_page_or_data(real_client: Client, release: Release) -> None:
    """People get a table with sizes and digests, programs distributions; `/dumps/` leads there."""
    assert real_client.get("/dumps/").headers["Location"] == "latest/"
    page = real_client.get("/dumps/latest/", headers={"Accept": "text/html", "Accept-Language": "de"})
    facts = release.manifest["files"]["dumps/meetings.ttl"]
    assert page.mimetype == "text/html"
    assert all(text in page.text for text in ("<h1>Dateien</h1>", "meetings.ttl", str(facts["bytes"]), facts["sha256"]))
    data = real_client.get("/dumps/latest/", headers={"Accept": "application/ld+json"})
    assert len(json.loads(data.data)["@graph"]) == 2 * page.text.count("<td><code>")


@pytest.mark.parametrize(
    "address",
    [
        "/dumps/latest/nothing.ttl",
        "/dumps/latest/manifest.json",
        "/dumps/latest/..%2Fmanifest.json",
        "/dumps/latest/%2e%2e/manifest.json",
        "/dumps/0123456789abcdef/graph.ttl",
        "/dumps/..%2F..%2F/graph.ttl",
        "/dumps/nothing/",
    ],
)
def test_nothing_else_of_the_disk_is_served(real_client: Client, address: str) -> None:
    """Only files that the manifest names are there, under the ids of releases."""
    assert real_client.get(address).status_code == 404


def test_earlier_release_is_served_as_long_as_it_is_kept(
    small_release: Release, settings: Settings, tmp_path: Path
) -> None:
    """Its files keep their address beside the current release's; once removed they are gone for good."""
    project = open_project(small_release.path.parents[2])
    copy = open_project(_copied(project.root, tmp_path / "project"))
    first = pipeline.release(copy, "2026-01-01T00:00:00Z", {})
    path = copy.data / "places.trig"
    path.write_text(path.read_text(encoding="utf-8").replace('"@en', ' (changed)"@en', 1), encoding="utf-8")
    second = pipeline.release(copy, "2026-02-01T00:00:00Z", {})
    assert first.id != second.id
    with application(second, settings) as app:
        client = Client(with_layers(app, settings))
        address = f"/dumps/{first.id}/graph.ttl"
        assert client.get(address).data == (first.dumps / "graph.ttl").read_bytes()
        assert b"(changed)" not in client.get(address).data
        assert b"(changed)" in client.get("/dumps/latest/graph.ttl").data
        first.path.rename(tmp_path / "elsewhere")
        assert client.get(address).status_code == 410


def _copied(source: Path, target: Path) -> Path:
    for name in ("data", "ontology", "shapes"):
        for path in (source / name).rglob("*"):
            if path.is_file():
                copy = target / path.relative_to(source)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(path.read_bytes())
    return target
