"""A server for catalogues, good and broken."""

from collections.abc import Iterator

import pytest
from loopback import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    """A server on loopback that has nothing yet."""
    with serving() as running:
        yield running
