"""A WSGI layer that lets no header of a request decide what this service believes to be its address."""

from collections.abc import Iterable
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from intmk_kg.web.plain_problems import plain_problem

_FORWARDED = (
    "HTTP_FORWARDED",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PREFIX",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_ORIGINAL_URL",
    "HTTP_X_REWRITE_URL",
)


class PublicAddress:
    """Puts the setting `public_url` in the place of Host, and drops what proxies or others say about it.

    Though it is not heeded, each request of HTTP/1.1 has to have one (RFC 9112, 3.2).

    Attributes:
        application: the WSGI application behind.
    """

    def __init__(self, application: WSGIApplication, public_url: str) -> None:
        self.application = application
        self._parts = urlsplit(public_url)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request (PEP 3333)."""
        host = environ.get("HTTP_HOST", "")
        if environ.get("SERVER_PROTOCOL") == "HTTP/1.1" and (not host or "," in host):
            return plain_problem(start_response, 400, "A request has exactly one header Host.", "host")
        for name in _FORWARDED:
            environ.pop(name, None)
        environ["HTTP_HOST"] = self._parts.netloc
        environ["wsgi.url_scheme"] = self._parts.scheme
        return self.application(environ, start_response)
