"""Validation by the official shapes: from a folder, or fetched once and pinned."""

import hashlib
from pathlib import Path

import pytest
from click.testing import CliRunner
from loopback import Resource, Site, catalogue, turtle

from intmk_kg.cli import main
from intmk_kg.errors import PreflightError
from intmk_kg.preflight import inspect
from intmk_kg.preflight.inspection import Shapes
from intmk_kg.preflight.official_shapes import PINS, PROFILES, Pin, available_profiles, fetch_shapes

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "dcat-shapes"

needs_shapes = pytest.mark.skipif(not SHARED.is_dir(), reason="the official shapes are not in ../shared/dcat-shapes")


def silent(_url: str) -> None:
    """Show nothing."""


@needs_shapes
def test_example_catalogue_gives_no_warning_in_any_profile(site: Site) -> None:
    """The catalogue that is made to be right in all profiles gives nothing, in each of them."""
    site.put(Resource((SHARED / "examples" / "intmk-standalone-catalog.ttl").read_bytes()))
    inspection = inspect(site.catalogue, shapes=Shapes(SHARED, tuple(PROFILES)))
    assert inspection.findings == ()
    assert inspection.profiles == tuple(PROFILES)
    assert [len(plan.creates) for plan in inspection.plans] == [1, 1, 1]


@needs_shapes
def test_example_catalogue_is_good_without_background(site: Site, tmp_path: Path) -> None:
    """Only the files that are fetched are enough: what the catalogue points to is then not judged."""
    for name in PINS:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes((SHARED / name).read_bytes())
    example = (SHARED / "examples" / "intmk-standalone-catalog.ttl").read_text(encoding="utf-8")
    site.put(turtle(example.partition("# --- stubs")[0]))
    inspection = inspect(site.catalogue, shapes=Shapes(tmp_path, available_profiles(tmp_path)))
    assert inspection.profiles == ("dcat-ap-3.0.1", "dcat-ap.de-3.0")
    assert inspection.findings == ()


@needs_shapes
def test_missing_mandatory_property_is_a_result_of_the_shapes(site: Site) -> None:
    """A catalogue without publisher breaks the shapes, told with profile and property in both languages."""
    site.put(turtle(catalogue("a")))
    inspection = inspect(site.catalogue, shapes=Shapes(SHARED, ("dcat-ap.de-3.0",)))
    publisher = [
        finding
        for finding in inspection.warnings
        if dict(finding.details).get("property") == "http://purl.org/dc/terms/publisher"
        and finding.subject.endswith("/catalog")
    ]
    assert {finding.code for finding in inspection.warnings} == {"shacl"}
    assert publisher
    for language in ("de", "en"):
        assert publisher[0].message(language).startswith("dcat-ap.de-3.0: http://purl.org/dc/terms/publisher ")


@needs_shapes
def test_missing_contributor_id_is_a_notice_of_the_dashboard(site: Site) -> None:
    """GovData's dashboard wants a contributor id that GovData itself adds: a notice."""
    example = (SHARED / "examples" / "intmk-standalone-catalog.ttl").read_text(encoding="utf-8")
    line = "  dcatde:contributorID <http://dcat-ap.de/def/contributors/govData> ;\n"
    site.put(turtle(example.replace(line, "")))
    inspection = inspect(site.catalogue, shapes=Shapes(SHARED, tuple(PROFILES)))
    assert inspection.warnings == ()
    assert {finding.code for finding in inspection.notices} == {"contributor-id-missing", "shacl-notice"}


@needs_shapes
def test_pins_are_those_of_the_known_files() -> None:
    """Every checksum is that of the file that the profiles were tried with."""
    for name, pin in PINS.items():
        assert hashlib.sha256((SHARED / name).read_bytes()).hexdigest() == pin.sha256, name


@needs_shapes
def test_command_validates_from_a_folder(site: Site, tmp_path: Path) -> None:
    """--shapes takes the folder, --profile a profile of it."""
    site.put(Resource((SHARED / "examples" / "intmk-standalone-catalog.ttl").read_bytes()))
    arguments = ["--shapes", str(SHARED), "--profile", "dcat-ap-3.0.1", "--state", str(tmp_path / "state.json")]
    result = CliRunner().invoke(main, ["preflight", site.catalogue, *arguments])
    assert result.exit_code == 0
    assert "Geprüft nach dcat-ap-3.0.1\n" in result.stdout


def test_shapes_are_fetched_once(site: Site, tmp_path: Path) -> None:
    """A pinned file is fetched where it is missing or changed, and not again."""
    body = b"# shapes\n"
    site.put(Resource(body), "/shapes.ttl")
    pins = {"a/shapes.ttl": Pin(f"{site.url}/shapes.ttl", hashlib.sha256(body).hexdigest())}
    for _ in range(2):
        fetch_shapes(tmp_path, silent, pins)
    assert (tmp_path / "a" / "shapes.ttl").read_bytes() == body
    assert len(site.asked) == 1
    (tmp_path / "a" / "shapes.ttl").write_bytes(b"changed")
    fetch_shapes(tmp_path, silent, pins)
    assert (tmp_path / "a" / "shapes.ttl").read_bytes() == body


def test_other_bytes_than_pinned_are_refused(site: Site, tmp_path: Path) -> None:
    """A publisher's file that is not the pinned one is not kept, and the message says what to do."""
    site.put(Resource(b"# other shapes\n"), "/shapes.ttl")
    with pytest.raises(PreflightError, match=r"not what was pinned .* --shapes DIR"):
        fetch_shapes(tmp_path, silent, {"shapes.ttl": Pin(f"{site.url}/shapes.ttl", "0" * 64)})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", ["/missing.ttl", None])
def test_publisher_that_does_not_answer_is_told(site: Site, tmp_path: Path, path: str | None) -> None:
    """Where the shapes cannot be fetched the message names the address and the ways out."""
    url = f"{site.url}{path}" if path else "http://127.0.0.1:1/shapes.ttl"
    with pytest.raises(PreflightError, match=r"--no-shapes"):
        fetch_shapes(tmp_path, silent, {"shapes.ttl": Pin(url, "0" * 64)})


def test_every_default_profile_without_list_of_portals_is_pinned() -> None:
    """What is fetched is enough for DCAT-AP and DCAT-AP.de; every address names one commit over https."""
    assert set(PROFILES["dcat-ap-3.0.1"]) | set(PROFILES["dcat-ap.de-3.0"]) == set(PINS)
    assert all(pin.url.startswith("https://raw.githubusercontent.com/") for pin in PINS.values())


def test_folder_without_shapes_is_refused(tmp_path: Path) -> None:
    """A folder that holds none of the profiles is a mistake in the call."""
    with pytest.raises(PreflightError, match="holds none of the shapes"):
        available_profiles(tmp_path)
