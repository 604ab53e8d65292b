"""`intmk-kg serve`: publish the current release over HTTP."""

import os
from dataclasses import fields

import click

from intmk_kg.cli.options import example, project_option
from intmk_kg.cli.progress import StageProgress
from intmk_kg.project import Project
from intmk_kg.release.directory import Release, current_release
from intmk_kg.settings import ENVIRONMENT_PREFIX, Settings, settings_from


def _settings() -> str:
    """All settings as the closing lines of the help, each with its meaning and its default."""
    lines = ["\b", "Settings, as variables of the environment:"]
    for setting in fields(Settings):
        default = f" [{setting.default}]" if setting.default else ""
        lines += [f"  {ENVIRONMENT_PREFIX}{setting.name.upper()}{default}", f"    {setting.metadata['meaning']}"]
    return "\n".join(lines)


_EXAMPLE = example("intmk-kg serve", "INTMK_QUEUE_LENGTH=128 intmk-kg serve --port 8123 --deadline 5")


@click.command("serve", epilog=f"{_EXAMPLE}\n\n{_settings()}")
@project_option
@click.option("--host", help="Address to listen on; by default 127.0.0.1, this machine only.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on; by default 8000.")
@click.option("--public-url", help="Where the service is reached from outside, if not at host and port.")
@click.option("--deadline", type=click.FloatRange(min=0.1), help="Seconds that a query may take; by default 10.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes that answer queries; by default 2.")
@click.option("--threads", type=click.IntRange(min=1), help="Threads that answer pages; by default 16.")
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    project: Project,
    host: str | None,
    port: int | None,
    public_url: str | None,
    deadline: float | None,
    workers: int | None,
    threads: int | None,
) -> None:
    """Serve the project's current release; make one first where there is none.

    Every setting below can be given as an environment variable; an option goes before it. SIGTERM and SIGINT end it.
    """
    from intmk_kg.web.serving import check_address, serve, with_public_url  # noqa: PLC0415 - --help needs no server

    settings = settings_from(
        os.environ,
        host=host,
        port=port,
        public_url=public_url,
        deadline_seconds=deadline,
        workers=workers,
        web_threads=threads,
    )
    is_given = public_url is not None or f"{ENVIRONMENT_PREFIX}PUBLIC_URL" in os.environ
    check_address(settings.host, settings.port)
    release = _release(project)
    serve(release, with_public_url(settings, is_given=is_given), click.echo)


def _release(project: Project) -> Release:
    if project.current.exists():
        return current_release(project)
    from intmk_kg import pipeline  # noqa: PLC0415 - validation is not needed where there is a release

    with StageProgress(pipeline.STAGES) as progress:
        return pipeline.build(project, progress.announce)
