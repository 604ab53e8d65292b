"""Which address a client has, with and without proxies that are trusted."""

from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import EnvironBuilder, run_wsgi_app

from intmk_kg.web.client_address import ClientAddress, peer

PROXY = "192.0.2.1"


def seen(proxies: int, forwarded: str | None) -> tuple[str, str]:
    """The client's address and the peer's, as the application behind the layer sees them."""
    found: list[tuple[str, str]] = []

    def application(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        found.append((environ["REMOTE_ADDR"], peer(environ)))
        start_response("200 OK", [])
        return [b""]

    environ = EnvironBuilder().get_environ()
    environ["REMOTE_ADDR"] = PROXY
    if forwarded is not None:
        environ["HTTP_X_FORWARDED_FOR"] = forwarded
    run_wsgi_app(ClientAddress(application, proxies), environ)
    return found[0]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "client"),
    [
        (0, "198.51.100.7", PROXY),
        (1, None, PROXY),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (2, "203.0.113.9, 198.51.100.7", "203.0.113.9"),
        (2, "198.51.100.7", PROXY),
        (1, "2001:DB8::1", "2001:db8::1"),
        (1, "unknown", PROXY),
        (1, "198.51.100.7:1234", PROXY),
        (1, "", PROXY),
    ],
)
def test_only_trusted_proxies_are_believed(proxies: int, forwarded: str | None, client: str) -> None:
    """The address is the one that the outermost trusted proxy saw; what a client wrote itself stands before it."""
    assert seen(proxies, forwarded) == (client, PROXY)


@given(written=st.text(st.characters(codec="latin-1")))
def test_client_cannot_choose_its_address(written: str) -> None:
    """Whatever a client sends in the header itself, the address that the proxy adds counts."""
    assert seen(1, f"{written}, 198.51.100.7") == ("198.51.100.7", PROXY)
