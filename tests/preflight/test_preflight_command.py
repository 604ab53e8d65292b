"""The command `intmk-kg preflight`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from loopback import HOST, Resource, Site, catalogue, turtle

from intmk_kg.cli import main


@pytest.fixture(autouse=True)
def _in_a_directory_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The default state file is of the working directory."""
    monkeypatch.chdir(tmp_path)


def run(site: Site, *arguments: str | Path) -> Result:
    """The command against the site, without shapes."""
    return CliRunner().invoke(main, ["preflight", site.catalogue, "--no-shapes", *map(str, arguments)])


def test_good_catalogue_leaves_status_0(site: Site) -> None:
    """Without a warning the status is 0, the report is German and on standard output."""
    site.put(turtle(catalogue("a", "b")))
    result = run(site)
    assert result.exit_code == 0
    assert result.stderr == ""
    assert "Erster Lauf" in result.stdout
    assert "CKAN, GovData   anlegen 2, ändern 0, unverändert 0, löschen 0, doppelt 0, auslassen 0" in result.stdout
    assert result.stdout.endswith("Keine Warnungen.\n")


def test_warning_leaves_status_1_and_is_told_in_english(site: Site) -> None:
    """One warning is enough for status 1; the report names code, portals, subject and message."""
    site.put(turtle(catalogue("a").replace('"Integration"@de', '"Flucht (Asyl)"@de')))
    result = run(site, "--language", "en")
    assert result.exit_code == 1
    assert "Warnings: 1\n  keyword-characters (CKAN, GovData)\n" in result.stdout
    assert "    Keyword Flucht (Asyl): CKAN allows" in result.stdout
    assert f"refuses the dataset.\n      {HOST}/dataset/a\n" in result.stdout


def test_long_report_is_cut(site: Site) -> None:
    """Of many subjects of one message the first are shown, and how many more there are; JSON has all."""
    site.put(turtle(catalogue(*(f"n{number}" for number in range(30))).replace("03:04:05Z", "03:04:05")))
    assert "… und 10 weitere" in run(site).stdout
    assert len(json.loads(run(site, "--format", "json").stdout)["warnings"]) == 30


def test_notice_leaves_status_0(site: Site) -> None:
    """A notice is told and fails nothing."""
    site.put(turtle(catalogue("a").replace("dcatde:contributorID", "dcatde:another")))
    result = run(site)
    assert result.exit_code == 0
    assert "Hinweise: 1" in result.stdout


def test_second_run_compares_with_the_first(site: Site) -> None:
    """What the portals hold is kept per host, and the next run compares with it."""
    site.put(turtle(catalogue("a", "b")))
    run(site)
    site.put(turtle(catalogue("a")))
    result = run(site, "--format", "json")
    told = json.loads(result.stdout)
    assert result.exit_code == 1
    assert told["compared"] is True
    assert told["portals"]["ckan"]["deletes"] == [f"{HOST}/dataset/b"]
    assert [warning["code"] for warning in told["warnings"]] == ["dataset-vanished"]
    assert {"de", "en"} == set(told["warnings"][0]["message"])
    assert run(site).exit_code == 0


def test_previous_run_can_be_kept(site: Site, tmp_path: Path) -> None:
    """With --keep-state the state file stays as it is, and is not made."""
    site.put(turtle(catalogue("a")))
    state = tmp_path / "state.json"
    run(site, "--state", state, "--keep-state")
    assert not state.exists()
    run(site, "--state", state)
    kept = state.read_bytes()
    site.put(turtle(catalogue("b")))
    run(site, "--state", state, "--keep-state")
    assert state.read_bytes() == kept


def test_failed_run_keeps_what_the_portals_hold(site: Site, tmp_path: Path) -> None:
    """A run that a portal would break off leaves what it holds, for the comparison afterwards."""
    state = tmp_path / "state.json"
    site.put(turtle(catalogue("a", "b")))
    run(site, "--state", state)
    kept = state.read_bytes()
    site.put(Resource(b"", 503))
    assert run(site, "--state", state).exit_code == 1
    assert state.read_bytes() == kept


def test_two_catalogues_of_a_host_do_not_mix(site: Site) -> None:
    """The state of another catalogue of the same host is not compared with."""
    site.put(turtle(catalogue("a")))
    site.put(turtle(catalogue("b")), "/other")
    run(site)
    result = CliRunner().invoke(main, ["preflight", f"{site.url}/other", "--no-shapes"])
    assert "Erster Lauf" in result.stdout


def test_state_file_that_is_none_is_refused(site: Site, tmp_path: Path) -> None:
    """A file that preflight did not write is named and left alone, with status 2."""
    state = tmp_path / "notes.txt"
    for content in ("notes", "[]", f'{{"{site.catalogue}": {{"ckan": []}}}}'):
        state.write_text(content, encoding="utf-8")
        result = run(site, "--state", state)
        assert result.exit_code == 2
        assert "notes.txt is no state file" in result.stderr
        assert state.read_text(encoding="utf-8") == content


@pytest.mark.parametrize("url", ["ftp://example.org/catalog", "catalog.ttl", "file:///etc/hosts"])
def test_address_that_is_not_of_the_web_is_refused(url: str) -> None:
    """Only addresses of http and https are harvested: status 2."""
    result = CliRunner().invoke(main, ["preflight", url, "--no-shapes"])
    assert result.exit_code == 2
    assert "no address of http or https" in result.stderr


def test_links_are_checked_on_demand(site: Site) -> None:
    """With --links every access address is asked, and those that do not answer well are warnings."""
    text = catalogue("a", "b", "c").replace(f"<{HOST}/a.ttl>", f"<{site.url}/a.ttl>")
    text = text.replace(f"<{HOST}/b.ttl>", f"<{site.url}/b.ttl>").replace(f"<{HOST}/c.ttl>", f"<{site.url}/c.ttl>")
    site.put(turtle(text))
    site.put(Resource(b"x", head_status=405), "/a.ttl")
    site.put(Resource(b"", 302, {"Location": "/page-404"}), "/b.ttl")
    result = run(site, "--links", "--format", "json")
    found = {(warning["code"], warning["subject"]) for warning in json.loads(result.stdout)["warnings"]}
    assert found == {("link-redirect-404", f"{site.url}/b.ttl"), ("link-broken", f"{site.url}/c.ttl")}


def test_help_says_what_it_does() -> None:
    """--help tells the exit status and shows an example."""
    text = CliRunner().invoke(main, ["preflight", "--help"]).stdout
    assert "Leaves 0 where there is no warning" in text
    assert "intmk-kg preflight --shapes" in text
