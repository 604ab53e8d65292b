"""Options that several commands have."""

from pathlib import Path

import click

from intmk_kg.project import Project, open_project


def example(*lines: str) -> str:
    """The closing lines of a command's help: command lines as a user would type them."""
    # click keeps the line breaks of a paragraph that begins with a backspace
    return "\n".join(("\b", "Example:", *(f"  {line}" for line in lines)))


def _open(_context: click.Context, _parameter: click.Parameter, directory: Path) -> Project:
    return open_project(directory)


project_option = click.option(
    "--project",
    metavar="DIR",
    type=click.Path(path_type=Path),
    default=".",
    callback=_open,
    help="The directory with ontology/, data/ and shapes/; by default the working directory.",
)
