"""The preflight itself: walk the catalogue, find faults, and say what each portal would do."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from rdflib import Graph

from intmk_kg.errors import PreflightError
from intmk_kg.preflight.datasets import Dataset, datasets_of
from intmk_kg.preflight.description import description_findings
from intmk_kg.preflight.findings import PORTALS, Finding, found
from intmk_kg.preflight.identity import identity_findings, iri_findings, is_full
from intmk_kg.preflight.links import link_findings
from intmk_kg.preflight.official_shapes import shape_findings
from intmk_kg.preflight.pages import Page, Walk, fetch_again, walk
from intmk_kg.preflight.paging import total_items
from intmk_kg.preflight.portals import Plan, comparison_findings, empty_state, plan
from intmk_kg.preflight.state import Holding

Announce = Callable[[str, str], None]

STAGES = ("Fetching", "Examining", "Validating", "Checking links")


@dataclass(frozen=True)
class Shapes:
    """The official shapes to validate with.

    Attributes:
        directory: the folder that holds them.
        profiles: the names of the profiles.
    """

    directory: Path
    profiles: tuple[str, ...]


@dataclass(frozen=True)
class Inspection:
    """What a preflight found.

    Attributes:
        url: the address of the catalogue.
        pages: the number of pages that could be read.
        datasets: the number of datasets on them.
        distributions: the number of their distributions.
        profiles: the profiles that were validated.
        findings: all findings, sorted.
        plans: what each portal would do.
        has_previous: whether it was compared with a previous run.
    """

    url: str
    pages: int
    datasets: int
    distributions: int
    profiles: tuple[str, ...]
    findings: tuple[Finding, ...]
    plans: tuple[Plan, ...] = field(default=())
    has_previous: bool = False

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings that fail the preflight."""
        return tuple(finding for finding in self.findings if not finding.fault.is_notice)

    @property
    def notices(self) -> tuple[Finding, ...]:
        """The findings that are only told."""
        return tuple(finding for finding in self.findings if finding.fault.is_notice)

    @property
    def holdings(self) -> dict[str, Holding]:
        """What each portal would hold afterwards."""
        return {item.portal: item.holding for item in self.plans}


def inspect(
    url: str,
    previous: Mapping[str, Holding] | None = None,
    *,
    shapes: Shapes | None = None,
    checks_links: bool = False,
    announce: Announce = lambda _stage, _detail: None,
) -> Inspection:
    """Play the harvesters against a catalogue.

    Args:
        url: the address of the catalogue, of http or https.
        previous: what each portal holds after the previous run; None where there was none.
        shapes: the official shapes to validate with, if any.
        checks_links: whether the links of the distributions are checked too.
        announce: told the stage, one of STAGES, and what is at work.

    Raises:
        PreflightError: the address is not one of http or https.
        DataError: the shapes cannot be read or checked.
    """
    if not url.startswith(("http://", "https://")):
        raise PreflightError(f"{url} is no address of http or https")
    walked = walk(url, lambda page: announce("Fetching", page))
    announce("Examining", url)
    datasets = [dataset for page in walked.pages for dataset in datasets_of(page.graph, page.url)]
    findings = [*walked.findings, *_catalogue_findings(walked, datasets)]
    if shapes is not None and walked.pages:
        announce("Validating", ", ".join(shapes.profiles))
        findings += shape_findings(_merged(walked.pages), shapes.directory, shapes.profiles)
    if checks_links:
        findings += link_findings(datasets, lambda address: announce("Checking links", address))
    inspection = Inspection(
        url=url,
        pages=len(walked.pages),
        datasets=len(datasets),
        distributions=sum(len(dataset.distributions) for dataset in datasets),
        profiles=shapes.profiles if shapes is not None and walked.pages else (),
        findings=tuple(sorted(set(findings))),
        has_previous=previous is not None,
    )
    return _compared(inspection, datasets, previous or empty_state(), is_complete=walked.is_complete)


def _compared(
    inspection: Inspection, datasets: Sequence[Dataset], previous: Mapping[str, Holding], *, is_complete: bool
) -> Inspection:
    plans = tuple(
        plan(portal, datasets, inspection.findings, previous[portal], is_complete=is_complete) for portal in PORTALS
    )
    findings = {*inspection.findings, *comparison_findings(plans, previous)}
    return replace(inspection, findings=tuple(sorted(findings)), plans=plans)


def _catalogue_findings(walked: Walk, datasets: Sequence[Dataset]) -> list[Finding]:
    findings: list[Finding] = []
    if walked.is_complete:
        findings += _count_findings(walked, datasets)
    for page in walked.pages:
        findings += iri_findings(page.graph, page.url)
    findings += identity_findings(datasets)
    for dataset in datasets:
        if is_full(dataset):
            findings += description_findings(dataset)
    if walked.pages:
        findings += _stability_findings(walked.pages[0], datasets)
    return findings


def _count_findings(walked: Walk, datasets: Sequence[Dataset]) -> list[Finding]:
    first = walked.pages[0]
    if not datasets:
        return [found("empty-catalogue", first.url)]
    count = len({dataset.node for dataset in datasets})
    stated = total_items(first.graph)
    if stated is not None and stated != count:
        return [found("total-items-wrong", first.url, value=stated, found=count)]
    return []


def _stability_findings(page: Page, datasets: Sequence[Dataset]) -> list[Finding]:
    again = fetch_again(page)
    digests = {dataset.node: dataset.digest for dataset in datasets if dataset.url == page.url and dataset.iri}
    return [
        found("unstable", dataset.node)
        for dataset in (datasets_of(again.graph, page.url) if again else ())
        if digests.get(dataset.node, dataset.digest) != dataset.digest
    ]


def _merged(pages: Sequence[Page]) -> Graph:
    merged = Graph(bind_namespaces="none")
    for page in pages:
        for triple in page.graph:
            merged.add(triple)
    return merged
