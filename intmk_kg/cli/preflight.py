"""`intmk-kg preflight`: play the harvesters against a catalogue."""

from pathlib import Path

import click

from intmk_kg.cli.options import example
from intmk_kg.cli.progress import StageProgress
from intmk_kg.preflight import inspect
from intmk_kg.preflight.inspection import STAGES, Shapes
from intmk_kg.preflight.official_shapes import FETCHED_DIRECTORY, PROFILES, available_profiles, fetch_shapes
from intmk_kg.preflight.renderings import RENDERINGS
from intmk_kg.preflight.state import default_state_file, read_state, write_state


@click.command(
    "preflight",
    epilog=example(
        "intmk-kg preflight",
        "intmk-kg preflight https://data.example.org/catalog.ttl --language en",
        "intmk-kg preflight --shapes ../shared/dcat-shapes --links --format json",
    ),
)
@click.option(
    "--shapes",
    "directory",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with the official shapes; by default they are fetched once from their publishers.",
)
@click.option("--no-shapes", is_flag=True, help="Do not validate by SHACL.")
@click.option("--profile", "profiles", multiple=True, type=click.Choice(list(PROFILES)), help="Validate by this one.")
@click.option("--links", is_flag=True, help="Check the links of the distributions too, as GovData does every day.")
@click.option(
    "--state",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="What the portals hold after the previous run; by default build/preflight/<host>.json.",
)
@click.option("--keep-state", is_flag=True, help="Compare with the previous run, and leave it the previous one.")
@click.option("--language", type=click.Choice(["de", "en"]), default="de", show_default=True, help="Of the report.")
@click.option("--format", "form", type=click.Choice(list(RENDERINGS)), default="text", show_default=True)
@click.argument("url", default="http://127.0.0.1:8000/catalog")
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    url: str,
    directory: Path | None,
    profiles: tuple[str, ...],
    state: Path | None,
    language: str,
    form: str,
    *,
    no_shapes: bool,
    links: bool,
    keep_state: bool,
) -> None:
    """Show what open-data portals would make of the catalogue at URL, before they come.

    Fetches it as CKAN, data.europa.eu and udata do, follows its pages, validates it by the official shapes, and tells
    what each would create, change, delete, duplicate or drop since the previous run. The catalogue can be anyone's;
    by default it is that of `intmk-kg serve`. Leaves 0 where there is no warning, 1 where there is one.
    """
    path = state or default_state_file(url)
    previous = read_state(path, url)
    with StageProgress(STAGES) as progress:
        shapes = None if no_shapes else _shapes(directory, profiles, progress)
        inspection = inspect(
            url,
            previous,
            shapes=shapes,
            checks_links=links,
            announce=lambda stage, _detail: progress.announce(stage),
        )
    if not keep_state:
        write_state(path, url, inspection.holdings)
    click.echo(RENDERINGS[form](inspection, language), nl=False)
    raise SystemExit(1 if inspection.warnings else 0)


def _shapes(directory: Path | None, profiles: tuple[str, ...], progress: StageProgress) -> Shapes:
    folder = directory or fetch_shapes(FETCHED_DIRECTORY, lambda _url: progress.announce("Fetching"))
    return Shapes(folder, profiles or available_profiles(folder))
