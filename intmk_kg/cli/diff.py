"""`intmk-kg diff`: what changed between two states of the graph."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from itertools import groupby
from operator import attrgetter

import click

from intmk_kg.cli.options import example, project_option
from intmk_kg.project import Project
from intmk_kg.release.comparison import Change, changes, compare, patch


@click.command(
    "diff",
    epilog=example(
        "intmk-kg diff current .",
        "intmk-kg diff 0123456789abcdef current --format json",
    ),
)
@project_option
@click.option("--format", "form", type=click.Choice(["text", "json", "nquads"]), default="text", show_default=True)
@click.argument("old")
@click.argument("new")
def command(project: Project, old: str, new: str, form: str) -> None:
    """Show the statements that were added and removed from OLD to NEW.

    Each is the directory of a release or of a project, the id of a release, or `current`. Leaves 0 if nothing differs,
    1 if something does. nquads writes D (removed) and A (added) before each line.
    """
    found = compare(project, old, new)
    if form == "text":
        _print(changes(found, is_short=True))
    elif form == "json":
        click.echo(json.dumps(_members(changes(found, is_short=False)), ensure_ascii=False, indent=2))
    else:
        for line in patch(found):
            click.echo(line)
    raise SystemExit(int(bool(found)))


def _print(found: Iterable[Change]) -> None:
    listed = list(found)
    shown = [change for change in listed if not change.is_evidence]
    for subject, group in groupby(shown, key=attrgetter("subject")):
        click.echo(subject)
        for change in group:
            place = f"  in {change.graph}" if change.graph else ""
            mark, colour = ("+", "green") if change.is_added else ("-", "red")
            click.secho(f"  {mark} {change.predicate} {change.object}{place}", fg=colour)
    evidence = len(listed) - len(shown)
    if evidence:
        click.echo(f"and {evidence} statements of evidence nodes that follow from these")


def _members(found: Iterable[Change]) -> dict[str, list[dict[str, object]]]:
    members: dict[str, list[dict[str, object]]] = {"added": [], "removed": []}
    for change in found:
        terms = asdict(change)
        for internal in ("is_added", "is_evidence"):
            terms.pop(internal)
        members["added" if change.is_added else "removed"].append(terms)
    return members
