"""A WSGI layer that tells clients apart behind proxies that are trusted, by what these say of them.

Without it all of them have the proxy's address, and share the limits of one client. What anybody else writes into the
header is not believed: only the last addresses in it are the proxies' own.
"""

import ipaddress
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_FORWARDED_FOR = "HTTP_X_FORWARDED_FOR"
_PEER = "intmk_kg.peer"


class ClientAddress:
    """Puts the address that the outermost trusted proxy saw in the place of the connection's.

    Attributes:
        application: the WSGI application behind.
        proxies: how many trusted proxies every request passes.
    """

    def __init__(self, application: WSGIApplication, proxies: int) -> None:
        self.application = application
        self.proxies = proxies

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request (PEP 3333)."""
        environ[_PEER] = environ.get("REMOTE_ADDR", "")
        named = environ.get(_FORWARDED_FOR, "").split(",")
        if self.proxies and len(named) >= self.proxies and (address := _address(named[-self.proxies])):
            environ["REMOTE_ADDR"] = address
        return self.application(environ, start_response)


def peer(environ: WSGIEnvironment) -> str:
    """The address at the other end of the connection: the client's, or that of the proxy next to this service."""
    return str(environ.get(_PEER) or environ.get("REMOTE_ADDR") or "")


def _address(text: str) -> str | None:
    try:
        return str(ipaddress.ip_address(text.strip()))
    except ValueError:
        return None
