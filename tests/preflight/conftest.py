"""A server for catalogues, good and broken."""

from collections.abc import Iterator

import pytest
from loopback import Site, serving
from our_service import our_catalogue, our_service

__all__ = ["our_catalogue", "our_service"]


@pytest.fixture
def site() -> Iterator[Site]:
    """A server on loopback that has nothing yet."""
    with serving() as running:
        yield running
