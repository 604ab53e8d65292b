"""Whether a client is still there, as the kernel sees it."""

import socket
import time

import pytest

from intmk_kg.web.connections import is_gone


@pytest.mark.parametrize("address", ["127.0.0.77", "127.0.0.78"])
def test_client_is_there_while_it_is_connected(address: str) -> None:
    """A client with an open connection is there; when it has hung up it is gone."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        client = socket.create_connection(server.getsockname(), source_address=(address, 0))
        connection, _ = server.accept()
        with connection:
            assert not is_gone(address)
            client.close()
            end = time.monotonic() + 5
            while not is_gone(address):
                assert time.monotonic() < end
                time.sleep(0.01)


def test_client_by_the_newer_protocol_is_there() -> None:
    """A client of IPv6 is found as well."""
    if not socket.has_ipv6:
        pytest.skip("this machine has no IPv6")
    try:
        server = socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError:
        pytest.skip("this machine has no address of IPv6")
    with server, socket.create_connection(server.getsockname()[:2]):
        assert not is_gone("::1")


@pytest.mark.parametrize("address", ["", "unix:", "localhost", "999.1.1.1"])
def test_unknown_address_is_never_gone(address: str) -> None:
    """Nobody is taken to be gone whose address says nothing."""
    assert not is_gone(address)
