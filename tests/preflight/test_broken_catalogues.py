"""Preflight against deliberately broken catalogues: each fault is found by its own code, and nothing else is."""

import pytest
from broken_catalogues import BROKEN, HOST, A, B, Broken, same_but_one
from loopback import Resource, Site, catalogue, turtle

from intmk_kg.preflight import Inspection, inspect
from intmk_kg.preflight.findings import faults

ONLY_ELSEWHERE = {
    "unreachable",
    "dataset-vanished",
    "identifier-changed",
    "mass-deletion",
    "contributor-id-missing",
    "link-broken",
    "link-redirect-404",
    "shacl",
    "shacl-notice",
}


def codes(inspection: Inspection) -> set[str]:
    """The codes of all warnings."""
    return {finding.code for finding in inspection.warnings}


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_fault_is_found_by_its_own_code(broken: Broken, site: Site) -> None:
    """A broken catalogue gives exactly the warnings of its fault, in both languages, and stops whom it must."""
    broken.put(site)
    inspection = inspect(site.url + broken.path)
    assert codes(inspection) == broken.codes
    assert {plan.portal for plan in inspection.plans if plan.outcome == "stopped"} == broken.stops
    for finding in inspection.findings:
        assert finding.message("de") != finding.message("en")
        assert "{" not in finding.message("de") + finding.message("en")


def test_every_fault_has_a_broken_catalogue() -> None:
    """No code is left without a catalogue that shows it."""
    shown = {code for broken in BROKEN for code in broken.codes}
    assert shown | ONLY_ELSEWHERE == set(faults())
    assert len(BROKEN) >= 20


def test_catalogue_in_order_gives_no_finding(site: Site) -> None:
    """A catalogue without a fault gives no warning and no notice, and every portal creates all of it."""
    site.put(turtle(catalogue("a", "b")))
    inspection = inspect(site.catalogue)
    assert inspection.findings == ()
    assert [plan.creates for plan in inspection.plans] == [(A, B)] * 3


def test_missing_contributor_id_is_a_notice_only(site: Site) -> None:
    """A dataset without contributor id fails nothing: only GovData can assign one, and adds it where it is missing."""
    site.put(turtle(catalogue("a").replace("dcatde:contributorID", "dcatde:another")))
    inspection = inspect(site.catalogue)
    assert inspection.warnings == ()
    assert {finding.code for finding in inspection.notices} == {"contributor-id-missing"}


def test_server_that_is_not_there_is_a_warning() -> None:
    """Where nothing listens, nothing is harvested and nothing is deleted."""
    inspection = inspect("http://127.0.0.1:1/catalog")
    assert codes(inspection) == {"unreachable"}
    assert [plan.deletes for plan in inspection.plans] == [(), (), ()]


def test_second_run_changes_nothing(site: Site) -> None:
    """The same catalogue a second time plans 0 creates, 0 changes and 0 deletes."""
    site.put(turtle(catalogue("a", "b")))
    second = inspect(site.catalogue, inspect(site.catalogue).holdings)
    assert second.findings == ()
    assert {(plan.creates, plan.changes, plan.deletes, plan.unchanged) for plan in second.plans} == {
        ((), (), (), (A, B))
    }


def test_blank_nodes_do_not_make_a_change(site: Site) -> None:
    """A dataset whose blank nodes are only named differently counts as unchanged."""
    period = f"<{A}> dcterms:temporal _:NAME . _:NAME dcterms:description 'x' ."
    site.put(turtle(catalogue("a", further=period.replace("NAME", "p1"))))
    before = inspect(site.catalogue).holdings
    site.put(turtle(catalogue("a", further=period.replace("NAME", "other"))))
    assert [plan.changes for plan in inspect(site.catalogue, before).plans] == [(), (), ()]


def test_changed_dataset_is_planned_as_one_change(site: Site) -> None:
    """A dataset with another description is changed, and only that one."""
    site.put(turtle(catalogue("a", "b")))
    before = inspect(site.catalogue).holdings
    site.put(turtle(catalogue("a", "b").replace("Was b enthält", "Was b nun enthält")))
    after = inspect(site.catalogue, before)
    assert after.warnings == ()
    assert [plan.changes for plan in after.plans] == [(B,)] * 3


def test_vanished_dataset_is_planned_as_one_delete(site: Site) -> None:
    """A dataset that was there at the previous run and is gone is a warning and exactly one delete."""
    site.put(turtle(catalogue("a", "b", "c")))
    before = inspect(site.catalogue).holdings
    site.put(turtle(catalogue("a", "c")))
    after = inspect(site.catalogue, before)
    assert [(finding.code, finding.subject) for finding in after.warnings] == [("dataset-vanished", B)]
    assert [plan.deletes for plan in after.plans] == [(B,)] * 3


def test_catalogue_that_shrinks_by_half_is_told(site: Site) -> None:
    """More deletes than half of what was there give a warning of their own."""
    site.put(turtle(catalogue("a", "b", "c")))
    before = inspect(site.catalogue).holdings
    site.put(turtle(catalogue("a")))
    assert codes(inspect(site.catalogue, before)) == {"dataset-vanished", "mass-deletion"}


def test_changed_identifier_is_told_as_such(site: Site) -> None:
    """A dataset that comes back under another IRI is one delete and one create, told as one warning."""
    site.put(turtle(catalogue("a", "b")))
    before = inspect(site.catalogue).holdings
    site.put(turtle(same_but_one("renamed")))
    after = inspect(site.catalogue, before)
    assert [(finding.code, finding.subject) for finding in after.warnings] == [
        ("identifier-changed", f"{HOST}/dataset/renamed")
    ]
    assert [(plan.creates, plan.deletes) for plan in after.plans] == [((f"{HOST}/dataset/renamed",), (B,))] * 3


@pytest.mark.parametrize("status", [500, 503, 404])
def test_failing_catalogue_deletes_nothing(site: Site, status: int) -> None:
    """An error answer after a good run leaves every portal with what it has."""
    site.put(turtle(catalogue("a", "b")))
    before = inspect(site.catalogue).holdings
    site.put(Resource(b"", status))
    after = inspect(site.catalogue, before)
    assert after.holdings == before
    assert [(plan.outcome, plan.deletes) for plan in after.plans] == [("stopped", ())] * 3


def test_empty_catalogue_deletes_everything(site: Site) -> None:
    """A good answer without datasets is what makes the portals delete all."""
    site.put(turtle(catalogue("a", "b")))
    before = inspect(site.catalogue).holdings
    site.put(turtle(catalogue()))
    assert [plan.deletes for plan in inspect(site.catalogue, before).plans] == [(A, B)] * 3


def test_refused_keyword_drops_the_dataset_in_ckan_only(site: Site) -> None:
    """A keyword that CKAN refuses keeps its dataset out of CKAN, and in the others."""
    site.put(turtle(catalogue("a", "b").replace('"Integration"@de', '"Flucht (Asyl)"@de', 1)))
    drops = {plan.portal: plan.drops for plan in inspect(site.catalogue).plans}
    assert drops == {"ckan": (A,), "europa": (), "udata": ()}


def test_of_two_with_one_identifier_the_younger_stays(site: Site) -> None:
    """GovData refuses the older of two datasets with the same identifier."""
    text = catalogue("a", "b").replace(f'identifier "{B}"', f'identifier "{A}"')
    site.put(turtle(text.replace("2026-01-02", "2026-05-05", 1)))
    plans = {plan.portal: plan for plan in inspect(site.catalogue).plans}
    assert plans["ckan"].duplicates == (B,)
    assert plans["ckan"].creates == (A,)


def test_requests_are_those_of_the_harvesters(site: Site) -> None:
    """Each page is asked for by HEAD and by GET, without an Accept header and without conditions."""
    site.put(turtle(catalogue("a")))
    inspect(site.catalogue)
    assert [method for method, _, _ in site.asked] == ["HEAD", "GET", "GET"]
    for _, _, headers in site.asked:
        assert not {"accept", "if-none-match", "if-modified-since"} & {name.lower() for name in headers}
