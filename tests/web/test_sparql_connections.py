"""Whether a client is still there, as the kernel sees it."""

import socket
import time
from contextlib import ExitStack

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


def test_client_of_a_server_for_both_protocols_is_there() -> None:
    """Such a server sees an IPv4 address as one of IPv6."""
    try:
        server = socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True)
    except (OSError, ValueError):
        pytest.skip("this machine has no server for both protocols")
    with server, socket.create_connection(("127.0.0.1", server.getsockname()[1]), source_address=("127.0.0.79", 0)):
        assert not is_gone("127.0.0.79")


def test_every_client_of_many_is_there() -> None:
    """The kernel tells of many connections in several messages, and all of them count."""
    with ExitStack() as clients:
        server = clients.enter_context(socket.create_server(("127.0.0.1", 0), backlog=600))
        addresses = [f"127.0.{number // 200 + 1}.{number % 200 + 1}" for number in range(600)]
        for address in addresses:
            clients.enter_context(socket.create_connection(server.getsockname(), source_address=(address, 0)))
        time.sleep(0.5)  # what was read before is not asked any more
        assert not any(map(is_gone, addresses))


@pytest.mark.parametrize("address", ["", "unix:", "localhost", "999.1.1.1"])
def test_unknown_address_is_never_gone(address: str) -> None:
    """Nobody is taken to be gone whose address says nothing."""
    assert not is_gone(address)
