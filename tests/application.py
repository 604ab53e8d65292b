"""The application of a release, for tests that ask it without a server."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from threading import Thread
from wsgiref.types import WSGIApplication

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from intmk_kg.engine.embedded import Engine
from intmk_kg.engine.entities import open_entities
from intmk_kg.release.directory import Release
from intmk_kg.settings import Settings
from intmk_kg.web.app import create_app


@contextmanager
def application(release: Release, settings: Settings) -> Iterator[Flask]:
    """The application without the layers before it, with an engine of its own."""
    with closing(Engine(release, settings)) as engine:
        yield create_app(release, settings, engine, open_entities(release.path))


@contextmanager
def answering(layers: WSGIApplication) -> Iterator[str]:
    """The address on this machine where an application answers, without a slash at the end."""
    server = make_server("127.0.0.1", 0, layers, threaded=True, request_handler=_Quiet)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Quiet(WSGIRequestHandler):
    """A handler that logs nothing: the application logs its requests itself."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - werkzeug's name
        """Log nothing."""
