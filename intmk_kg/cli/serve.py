"""`intmk-kg serve`: publish the current release over HTTP."""

import os

import click

from intmk_kg.cli.options import example, project_option
from intmk_kg.cli.progress import StageProgress
from intmk_kg.project import Project
from intmk_kg.release.directory import Release, current_release
from intmk_kg.settings import ENVIRONMENT_PREFIX, settings_from


@click.command("serve", epilog=example("intmk-kg serve", "intmk-kg serve --port 8123 --deadline 5"))
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

    Every setting can also be given as an environment variable, such as INTMK_QUEUE_LENGTH. SIGTERM and SIGINT end it.
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
