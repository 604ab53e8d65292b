"""The published bytes of a small release, written down: a change of any of them shows in the difference.

`python -m pytest tests/golden --update-golden` rewrites them. Where the release's own id stands in a page it is written
as RELEASE, and the digests of style sheets as HASH, so that only what a change means is seen.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from application import application
from werkzeug.test import Client

from intmk_kg import pipeline
from intmk_kg.project import open_project
from intmk_kg.publication.formats import THING_FORMATS, VOCABULARY_FORMATS
from intmk_kg.release.directory import Release
from intmk_kg.settings import Settings

EXPECTED = Path(__file__).parent / "expected"
PAGES = {
    "overview": "/",
    "presidency-1": "/doc/presidency-1.html",
    "links-to-land-he": "/doc/land-he?incoming=rdfs:isDefinedBy&page=3",
    "quality": "/-/validation.html",
    "not-found": "/doc/nobody",
}
ADDRESSES = (
    [(f"meeting-1-haupt.{f.suffix}", f"/doc/meeting-1-haupt.{f.suffix}", "de") for f in THING_FORMATS]
    + [(f"def.{f.suffix}", f"/def.{f.suffix}", "en") for f in VOCABULARY_FORMATS]
    + [(f"shapes.{f.suffix}", f"/shapes.{f.suffix}", "de") for f in VOCABULARY_FORMATS]
    + [(f"{name}.{language}.html", path, language) for name, path in PAGES.items() for language in ("de", "en")]
)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The release of the small project beside these files."""
    copy = tmp_path_factory.mktemp("golden") / "project"
    shutil.copytree(Path(__file__).parent / "project", copy)
    return pipeline.build(open_project(copy))


@pytest.fixture(scope="session")
def client(small: Release) -> Iterator[Client]:
    """A client of the application of the small release."""
    settings = Settings(public_url="http://kg.example/", workers=1, spare_workers=0)
    with application(small, settings) as app:
        yield Client(app)


@pytest.mark.parametrize(("name", "path", "language"), ADDRESSES, ids=[name for name, _, _ in ADDRESSES])
def test_published_bytes_are_as_written_down(  # noqa: PLR0913, PLR0917 - what is compared, with what
    client: Client, small: Release, name: str, path: str, language: str, request: pytest.FixtureRequest
) -> None:
    """Each representation is byte for byte the golden file."""
    response = client.get(path, headers={"Accept": "text/html", "Accept-Language": language})
    found = re.sub(r"-[0-9a-f]{16}\.(css|js|svg)", r"-HASH.\1", response.text.replace(small.id, "RELEASE"))
    golden = EXPECTED / name
    if request.config.getoption("--update-golden"):
        golden.write_text(found, encoding="utf-8", newline="")
    assert found == golden.read_text(encoding="utf-8")


def test_every_golden_file_is_compared() -> None:
    """There is no golden file that no test reads."""
    assert {path.name for path in EXPECTED.iterdir()} == {name for name, _, _ in ADDRESSES}
