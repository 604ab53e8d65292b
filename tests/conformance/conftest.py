"""One server for all tests of the W3C, with the data of all of them."""

from collections.abc import Iterator

import pytest
from w3c_server import W3cServer
from w3c_suite import ABSENT, SUITE


@pytest.fixture(scope="session")
def w3c_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[W3cServer]:
    """The service as it is started by `intmk-kg serve`, on a loopback port."""
    if not SUITE.is_dir():
        pytest.skip(ABSENT)
    with W3cServer(tmp_path_factory.mktemp("w3c")) as server:
        yield server
