"""`intmk-kg release`: build, and write down in the ledger what changed and when."""

import json
from datetime import UTC, datetime

import click

from intmk_kg import pipeline
from intmk_kg.cli.options import example, project_option
from intmk_kg.cli.progress import StageProgress
from intmk_kg.project import Project
from intmk_kg.release.contents import ledger
from intmk_kg.release.ledger_recording import moment


def _moment(_context: click.Context, _parameter: click.Parameter, text: str | None) -> str:
    return moment(text or datetime.now(UTC).isoformat())


@click.command(
    "release",
    epilog=example(
        "intmk-kg release",
        "intmk-kg release --date 2026-11-22 --successor place-hanover place-hannover",
    ),
)
@project_option
@click.option(
    "--date",
    "issued",
    metavar="DATE",
    callback=_moment,
    help="Day, or date with time and zone, of the release; by default now. Nothing else reads the clock.",
)
@click.option(
    "--successor",
    "successors",
    nargs=2,
    multiple=True,
    metavar="OLD NEW",
    help="Local id of a thing that is gone, and of the thing that took its place; can be repeated.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How the result is told.")
def command(project: Project, issued: str, successors: tuple[tuple[str, str], ...], form: str) -> None:
    """Build the data as it is and add an entry to the ledger, data/releases.ttl and data/releases.csv.

    The ledger is what the catalogue, the feed and the sitemap take their dates from; commit its two files.
    """
    with StageProgress(pipeline.STAGES) as progress:
        release = pipeline.release(project, issued, dict(successors), progress.announce)
    recorded = ledger(release)
    changed = sorted(
        iri for iri, state in (recorded.last.datasets if recorded.last else {}).items() if state.modified == issued
    )
    removed = sorted(iri for iri, removal in recorded.removals.items() if removal.removed == issued)
    if form == "json":
        told = {"id": release.id, "issued": issued, "changed": changed, "removed": removed}
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    click.echo(f"Release {release.id} of {issued}")
    for word, iris in (("changed", changed), ("removed", removed)):
        for iri in iris:
            click.echo(f"  {word} {iri}")
