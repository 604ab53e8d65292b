"""The real release, answering on a port of this machine, for programs that are not Python's own."""

from collections.abc import Iterator

import pytest
from application import answering, application

from intmk_kg.release.directory import Release
from intmk_kg.settings import Settings
from intmk_kg.web.app import with_layers


@pytest.fixture(scope="session")
def settings(release: Release) -> Iterator[Settings]:
    """The settings of a service that answers while the session lasts; its public URL is where."""
    settings = Settings(workers=1, spare_workers=0)
    with application(release, settings) as app, answering(with_layers(app, settings)) as address:
        yield Settings(public_url=f"{address}/")
