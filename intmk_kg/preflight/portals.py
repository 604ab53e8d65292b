"""What each portal would do: create, change, delete, duplicate or drop, against the previous run."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rdflib import DCTERMS

from intmk_kg.preflight.datasets import Dataset
from intmk_kg.preflight.findings import PORTALS, Finding, found
from intmk_kg.preflight.state import Held, Holding

_MANY = 3


@dataclass(frozen=True)
class Plan:
    """What a portal would do with the catalogue as it is; all members are the keys of datasets.

    Attributes:
        portal: `ckan`, `europa` or `udata`.
        outcome: `harvested`; `stopped` by a fault; `unread` where the preflight could not read on.
        creates: what it does not hold yet.
        changes: what it holds with another description.
        unchanged: what it holds just so.
        deletes: what it holds and finds no more.
        duplicates: what it refuses or overwrites, since another dataset has the same identity.
        drops: what it leaves out.
        holding: what it holds afterwards.
    """

    portal: str
    outcome: str
    holding: Holding
    creates: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    deletes: tuple[str, ...] = ()
    duplicates: tuple[str, ...] = ()
    drops: tuple[str, ...] = ()


def plan(
    portal: str, datasets: Sequence[Dataset], findings: Sequence[Finding], previous: Holding, *, is_complete: bool
) -> Plan:
    """What one portal would do.

    Args:
        portal: one of PORTALS.
        datasets: the datasets of all pages.
        findings: all that was found.
        previous: what the portal holds.
        is_complete: whether all pages could be read.
    """
    if any(portal in finding.fault.stops for finding in findings):
        return Plan(portal, "stopped", previous)
    if not is_complete:
        return Plan(portal, "unread", previous)
    dropped_subjects = {finding.subject for finding in findings if portal in finding.fault.drops}
    kept: dict[str, Held] = {}
    seen: set[str] = set()
    drops: list[str] = []
    duplicates: list[str] = []
    refused = _refused(datasets) if portal == "ckan" else set()
    for dataset in datasets:
        key = _key(portal, dataset)
        name = dataset.iri or dataset.title
        if key is not None:
            seen.add(key)
        if key is None or {name, str(dataset.node)} & dropped_subjects:
            drops.append(name)
        elif key in kept or id(dataset) in refused:
            duplicates.append(name)
        else:
            kept[key] = Held(dataset.title, dataset.digest)
    deletes = sorted(set(previous) - seen)
    held_still = {key: previous[key] for key in seen & set(previous) if key not in kept}
    return Plan(
        portal,
        "harvested",
        {**kept, **held_still},
        creates=tuple(sorted(set(kept) - set(previous))),
        changes=tuple(sorted(key for key in kept if key in previous and previous[key].digest != kept[key].digest)),
        unchanged=tuple(sorted(key for key in kept if previous.get(key) == kept[key])),
        deletes=tuple(deletes),
        duplicates=tuple(sorted(duplicates)),
        drops=tuple(sorted(drops)),
    )


def comparison_findings(plans: Sequence[Plan], previous: Mapping[str, Holding]) -> Iterator[Finding]:
    """What vanished since the previous run, or came back under another key; told once, not per portal."""
    compared = next((item for item in plans if item.deletes), None)
    if compared is None:
        return
    before = previous[compared.portal]
    created = {compared.holding[key].title: key for key in compared.creates}
    for key in compared.deletes:
        title = before[key].title
        if title in created:
            yield found("identifier-changed", created[title], value=key)
        else:
            yield found("dataset-vanished", key, value=title)
    if len(before) >= _MANY and len(compared.deletes) * 2 > len(before):
        yield found("mass-deletion", compared.portal, value=f"{len(compared.deletes)} / {len(before)}")


def _key(portal: str, dataset: Dataset) -> str | None:
    """By what a portal knows the dataset again.

    ckanext-dcat 2.4.4 rdf.py `_get_guid`; piveau-utils JenaUtils; udata dcat.py: see the order in each.
    """
    if portal == "ckan":
        return dataset.iri or dataset.identifier or f"{dataset.url.rstrip('/')}/{_ckan_name(dataset.title)}"
    if portal == "europa":
        return dataset.identifier or dataset.iri
    return dataset.identifier


def _ckan_name(title: str) -> str:
    return re.sub(r"[^a-z0-9_]+", "-", title.lower()).strip("-")


def _refused(datasets: Sequence[Dataset]) -> set[int]:
    """Those that GovData refuses: of several with one identifier the youngest wins, and none without modified."""
    sharing: dict[str, list[Dataset]] = defaultdict(list)
    for dataset in datasets:
        if dataset.identifier is not None:
            sharing[dataset.identifier].append(dataset)
    refused: set[int] = set()
    for group in sharing.values():
        youngest = max(group, key=_modified)
        refused |= {id(dataset) for dataset in group if dataset is not youngest and dataset.iri != youngest.iri}
    return refused


def _modified(dataset: Dataset) -> str:
    return max((str(value) for value in dataset.literals(DCTERMS.modified)), default="")


def empty_state() -> dict[str, Holding]:
    """Portals that hold nothing yet."""
    return {portal: {} for portal in PORTALS}
