"""`intmk-kg query`: ask the current release."""

import signal
import sys

import click
from rich import box
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from intmk_kg.cli.options import example, project_option
from intmk_kg.project import Project
from intmk_kg.release.asking import GRAPH_FORMATS, SOLUTION_FORMATS, Question, Table
from intmk_kg.release.directory import current_release

_UNLIMITED = 1_000_000


@click.command(
    "query",
    epilog=example(
        'intmk-kg query "SELECT ?n WHERE { r:conference-18 intmk:conferenceNumber ?n }"',
        'intmk-kg query --format ttl "DESCRIBE r:meeting-18-haupt"',
    ),
)
@project_option
@click.option(
    "--format",
    "form",
    type=click.Choice([*SOLUTION_FORMATS, *GRAPH_FORMATS]),
    help="By default a table on a terminal, CSV in a pipe, Turtle for a graph.",
)
@click.argument("text", metavar="QUERY")
def command(project: Project, text: str, form: str | None) -> None:
    """Ask the current release a SPARQL QUERY; `-` reads it from standard input.

    The prefixes of the project (r:, intmk:, schema:, org:, skos: …) need no declaration.
    """
    asked = sys.stdin.read() if text == "-" else text
    release = current_release(project)
    # The engine does not look for Python's signals: without this, Ctrl-C would wait for its answer
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        question = Question(release, asked)
        chosen = form or _default_form(question.formats)
        if chosen == "table":
            _print(question.table())
        else:
            click.echo(question.serialize(chosen).removesuffix(b"\n"))
    finally:
        signal.signal(signal.SIGINT, before)


def _default_form(formats: tuple[str, ...]) -> str:
    return "csv" if formats[0] == "table" and not sys.stdout.isatty() else formats[0]


def _print(table: Table) -> None:
    grid = Grid(box=box.SIMPLE_HEAD, show_edge=False)
    for variable in table.variables:
        grid.add_column(Text(variable), overflow="fold")
    for row in table.rows:
        grid.add_row(*map(Text, row))
    # A pipe has no width: nothing is broken or cut there
    Console(width=None if sys.stdout.isatty() else _UNLIMITED).print(grid)
