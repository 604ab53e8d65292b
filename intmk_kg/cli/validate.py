"""`intmk-kg validate`: check the data against the rules of shapes/."""

from pathlib import Path

import click

from intmk_kg.cli.options import example, project_option
from intmk_kg.cli.progress import StageProgress
from intmk_kg.project import Project
from intmk_kg.validation.renderings import RENDERINGS
from intmk_kg.validation.validating import STAGES, validate_project


@click.command(
    "validate",
    epilog=example(
        "intmk-kg validate",
        "intmk-kg validate data/conferences/18.trig --language en",
        "intmk-kg validate --format sarif --output report.sarif",
    ),
)
@project_option
@click.option("--language", type=click.Choice(["de", "en"]), default="de", show_default=True, help="Of the report.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(RENDERINGS)),
    default="text",
    show_default=True,
    help="As text for a person, or in a form that tools read.",
)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write the report into this file.")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def command(project: Project, language: str, form: str, output: Path | None, files: tuple[Path, ...]) -> None:
    """Check all data against the rules, and report on everything or on the FILES named.

    Every run checks the whole project, since a fact in one file can break a rule about another. With FILES only those
    results are shown whose node or value one of them describes. Leaves 0 where there is no violation, 1 where there is
    one, 2 where a file does not parse.
    """
    paths = [_data_file(path, project) for path in files]
    with StageProgress(STAGES) as progress:
        report, authorship = validate_project(project, progress.announce)
    if paths:
        report = report.restricted(result for result in report.results if authorship.is_authored_in(result, paths))
    rendered = RENDERINGS[form](report, authorship, language)
    if output is None:
        click.echo(rendered, nl=False)
    else:
        output.write_text(rendered, encoding="utf-8", newline="\n")
    raise SystemExit(0 if report.conforms else 1)


def _data_file(path: Path, project: Project) -> Path:
    absolute = path.resolve()
    if not absolute.is_relative_to(project.data) or absolute.suffix != ".trig":
        raise click.BadParameter(f"{path} is no data file of the project; those are data/**/*.trig.")
    return absolute.relative_to(project.root)
