"""The search index of the real release, and of a few invented things."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import settings
from small_indexes import MakeIndex, entry

from intmk_kg.linking.entries import SEARCH_INDEX
from intmk_kg.linking.index_file import write_index
from intmk_kg.linking.search_index import SearchIndex
from intmk_kg.release.directory import Release

settings.register_profile("intmk", deadline=None, database=None)
settings.load_profile("intmk")


@pytest.fixture(scope="session")
def index(release: Release) -> SearchIndex:
    """The search index of the real release."""
    return SearchIndex(release.path / SEARCH_INDEX.name)


@pytest.fixture
def make_index(tmp_path: Path) -> MakeIndex:
    """Make an index of things with one name each: `make_index([("person-1", "Anna Muster")], seconds=1.0)`."""

    def make(named: Iterable[tuple[str, str]], **limits: float) -> SearchIndex:
        path = tmp_path / "search.sqlite"
        write_index(path, [entry(iri, name) for iri, name in named])
        return SearchIndex(path, **limits)

    return make
