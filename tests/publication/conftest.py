"""The engine and the entities of the real release, started once for all tests of what is published."""

from collections.abc import Iterator

import pytest

from intmk_kg.engine.embedded import Engine
from intmk_kg.engine.entities import Entities, open_entities
from intmk_kg.release.directory import Release
from intmk_kg.settings import Settings


@pytest.fixture(scope="session")
def settings() -> Settings:
    """The settings of the tests."""
    return Settings(public_url="http://kg.example/", workers=1, spare_workers=0)


@pytest.fixture(scope="session")
def engine(release: Release, settings: Settings) -> Iterator[Engine]:
    """Answers SPARQL on the real release."""
    engine = Engine(release, settings)
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def entities(release: Release) -> Entities:
    """Describes the things of the real release."""
    return open_entities(release.path)
