"""A release of one conference, and engines on it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from intmk_kg.engine.embedded import Engine
from intmk_kg.engine.entities import Entities, open_entities
from intmk_kg.graph.merging import merge
from intmk_kg.graph.reading import read_file
from intmk_kg.graph.serialization import canonical_nquads
from intmk_kg.settings import Settings

HERE = Path(__file__).parent


@dataclass(frozen=True)
class SmallRelease:
    """What an engine needs of a release."""

    path: Path
    id: str = "0123456789abcdef"

    @property
    def nquads(self) -> Path:
        """Its graph."""
        return self.path / "graph.nq"

    @property
    def store_directory(self) -> Path:
        """Its RocksDB, which it does not have."""
        return self.path / "store"


@pytest.fixture(scope="session")
def small_release(tmp_path_factory: pytest.TempPathFactory) -> SmallRelease:
    """The 18th conference, with sets of all three statuses."""
    directory = tmp_path_factory.mktemp("release")
    merged = merge([read_file(HERE / "world.trig", HERE)])
    (directory / "graph.nq").write_bytes(canonical_nquads(merged.quads()))
    return SmallRelease(directory)


@pytest.fixture(scope="session")
def engine(small_release: SmallRelease) -> Iterator[Engine]:
    """An engine with the limits that it has by default, but a short deadline; not to be disturbed."""
    engine = Engine(small_release, Settings(deadline_seconds=5.0))
    yield engine
    engine.close()


@pytest.fixture
def start(small_release: SmallRelease) -> Iterator[Callable[..., Engine]]:
    """Start an engine of the test's own: `start(deadline_seconds=1.0)`."""
    engines: list[Engine] = []

    def started(**settings: object) -> Engine:
        engines.append(Engine(small_release, Settings(**settings)))  # type: ignore[arg-type] # by the name of the setting
        return engines[-1]

    yield started
    for engine in engines:
        engine.close()


@pytest.fixture(scope="session")
def entities(small_release: SmallRelease) -> Entities:
    """The things of the small release."""
    return open_entities(small_release.path)
