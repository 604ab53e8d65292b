"""`intmk-kg format`: write the data files in the canonical layout."""

import os
from collections.abc import Iterable
from pathlib import Path

import click

from intmk_kg.cli.options import example, project_option
from intmk_kg.errors import DataError, DataSyntaxError
from intmk_kg.graph.formatting import format_text
from intmk_kg.graph.reading import data_files
from intmk_kg.project import Project


@click.command("format", epilog=example("intmk-kg format data/conferences/18.trig", "intmk-kg format --check"))
@project_option
@click.option("--check", is_flag=True, help="Change nothing, name what would change; leave 1 if anything would.")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def command(project: Project, files: tuple[Path, ...], *, check: bool) -> None:
    """Write data files in the canonical layout: all of data/, or the FILES named.

    A file that does not parse, or that has a # comment or a blank node, stays as it is.
    """
    texts, complaints, status = _format(files or data_files(project), project.root)
    for path, text in texts.items():
        click.echo(f"{'would change' if check else 'changed'} {_name(path, project.root)}")
        if not check:
            _replace(path, text)
    for complaint in complaints:
        click.echo(complaint, err=True)
    raise SystemExit(status or int(check and bool(texts)))


def _format(paths: Iterable[Path], root: Path) -> tuple[dict[Path, str], list[str], int]:
    """The new texts of the files that are not canonical, the complaints about others, and their exit status."""
    texts: dict[Path, str] = {}
    complaints: list[str] = []
    status = 0
    for path in paths:
        written = path.read_bytes()
        try:
            text = format_text(written, _name(path, root))
        except (DataSyntaxError, DataError) as error:
            complaints.append(str(error))
            status = max(status, error.exit_status)
        else:
            if text.encode() != written:
                texts[path] = text
    return texts, complaints, status


def _replace(path: Path, text: str) -> None:
    """Write by a rename, so that a kill leaves the old text or the new one."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8", newline="\n")
    beside.chmod(path.stat().st_mode)
    beside.replace(path)


def _name(path: Path, root: Path) -> Path:
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - symbolic links keep the name that the user knows
    return absolute.relative_to(root) if absolute.is_relative_to(root) else path
