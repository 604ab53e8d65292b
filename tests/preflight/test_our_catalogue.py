"""Preflight against the catalogue that we publish ourselves."""

from pathlib import Path

import pytest

from intmk_kg.preflight import inspect
from intmk_kg.preflight.inspection import Shapes
from intmk_kg.preflight.official_shapes import PROFILES

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "dcat-shapes"


def test_our_catalogue_gives_no_warning(our_catalogue: str) -> None:
    """No harvester stumbles over anything in our catalogue, and each creates all of it."""
    inspection = inspect(our_catalogue)
    assert inspection.warnings == ()
    assert {len(plan.creates) for plan in inspection.plans} == {inspection.datasets}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the official shapes are not in ../shared/dcat-shapes")
def test_our_catalogue_conforms_to_all_profiles(our_catalogue: str) -> None:
    """Nor do the official shapes of any profile find anything but the contributor id that only GovData can assign."""
    inspection = inspect(our_catalogue, shapes=Shapes(SHARED, tuple(PROFILES)))
    assert inspection.warnings == ()
    assert {dict(finding.details).get("property") for finding in inspection.notices} <= {
        None,
        "http://dcat-ap.de/def/dcatde/contributorID",
    }


def test_second_run_on_our_catalogue_changes_nothing(our_catalogue: str) -> None:
    """Nothing of our catalogue depends on the time or the request."""
    second = inspect(our_catalogue, inspect(our_catalogue).holdings)
    assert second.warnings == ()
    for plan in second.plans:
        assert (plan.creates, plan.changes, plan.deletes) == ((), (), ())
        assert len(plan.unchanged) == second.datasets
