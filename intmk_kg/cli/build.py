"""`intmk-kg build`: make what is authored the current release."""

import json

import click

from intmk_kg import pipeline
from intmk_kg.cli.options import example, project_option
from intmk_kg.cli.progress import StageProgress
from intmk_kg.project import Project


@click.command("build", epilog=example("intmk-kg build --project ~/intmk"))
@project_option
@click.option(
    "--keep",
    type=click.IntRange(min=1),
    default=pipeline.KEPT_RELEASES,
    show_default=True,
    help="How many releases stay, the current one included.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How the result is told.")
def command(project: Project, keep: int, form: str) -> None:
    """Merge and validate the data and make it the current release.

    A violation, a kill or a full disk leaves the release before it. Building the same tree again takes a moment.
    """
    with StageProgress(pipeline.STAGES) as progress:
        release = pipeline.build(project, progress.announce, keep)
    if form == "json":
        click.echo(json.dumps({"id": release.id, "path": str(release.path), "quads": release.manifest["quads"]}))
    else:
        click.echo((project.releases / release.id).relative_to(project.root))
