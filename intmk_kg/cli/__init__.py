"""The commands: one a file, listed here; each is loaded when it is called, so that none waits for another's imports."""

from importlib import import_module
from typing import Any

import click

from intmk_kg.cli.options import example
from intmk_kg.errors import IntmkError

COMMANDS = {
    "build": "intmk_kg.cli.build",
    "diff": "intmk_kg.cli.diff",
    "format": "intmk_kg.cli.format",
    "preflight": "intmk_kg.cli.preflight",
    "query": "intmk_kg.cli.query",
    "release": "intmk_kg.cli.release",
    "serve": "intmk_kg.cli.serve",
    "validate": "intmk_kg.cli.validate",
}


class UserError(click.ClickException):
    """An error that the user can mend: one message on standard error, without a traceback."""

    def __init__(self, error: IntmkError) -> None:
        super().__init__(str(error))
        self._status = error.exit_status

    @property
    def exit_code(self) -> int:  # type: ignore[override]  # click's class attribute is 1 for all
        """The exit status that goes with the error."""
        return self._status


class Commands(click.Group):
    """The group of all commands, whose user errors end in a message and an exit status of their own."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names of all commands, sorted."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The command with this name, if there is one."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name]).command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that the arguments name."""
        try:
            return super().invoke(ctx)
        except IntmkError as error:
            raise UserError(error) from error


@click.command(
    cls=Commands,
    epilog=example(
        "intmk-kg build", 'intmk-kg query "SELECT ?chair WHERE { ?chair a intmk:ChairTenure }"', "intmk-kg serve"
    ),
)
@click.version_option(package_name="intmk-kg", message="%(prog)s %(version)s")
def main() -> None:
    """Build, check, ask and serve the knowledge graph of a project."""
