"""The real release, answering on a port of this machine, for programs that are not Python's own."""

from collections.abc import Iterator
from threading import Thread

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server

from intmk_kg.engine.embedded import Engine
from intmk_kg.engine.entities import open_entities
from intmk_kg.release.directory import Release
from intmk_kg.settings import Settings
from intmk_kg.web.app import create_app, with_layers


class Quiet(WSGIRequestHandler):
    """A handler that logs nothing: the application logs its requests itself."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - werkzeug's name
        """Log nothing."""


@pytest.fixture(scope="session")
def settings(release: Release) -> Iterator[Settings]:
    """The settings of a service that answers while the session lasts; its public URL is where."""
    settings = Settings(workers=1, spare_workers=0)
    engine = Engine(release, settings)
    app = create_app(release, settings, engine, open_entities(release.path))
    server = make_server("127.0.0.1", 0, with_layers(app, settings), threaded=True, request_handler=Quiet)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield Settings(public_url=f"http://127.0.0.1:{server.port}/")
    server.shutdown()
    thread.join()
    server.server_close()
    engine.close()
