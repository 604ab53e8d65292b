"""What reaches an application behind its layers."""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask

from intmk_kg.web.app import create_app
from intmk_kg.web.site import EXTENSION


class Reached:
    """A WSGI layer that lists the requests which the layers before it did not answer.

    Attributes:
        application: the WSGI application behind.
        requests: the environments of the requests, in their order.
    """

    def __init__(self, application: WSGIApplication) -> None:
        self.application = application
        self.requests: list[WSGIEnvironment] = []

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request (PEP 3333)."""
        self.requests.append(environ)
        return self.application(environ, start_response)


def observed(app: Flask) -> tuple[Flask, list[WSGIEnvironment]]:
    """Another application of the same site, and the growing list of what reaches it."""
    site = app.extensions[EXTENSION]
    other = create_app(site.release, site.settings, site.engine, site.entities)
    reached = Reached(other.wsgi_app)
    other.wsgi_app = reached  # type: ignore[method-assign] # as Flask's documentation adds a layer
    return other, reached.requests
