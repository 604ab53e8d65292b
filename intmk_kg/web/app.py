"""The WSGI application of one release."""

from flask import Flask

from intmk_kg.engine.interface import EntityReader, SparqlEngine
from intmk_kg.release.directory import Release
from intmk_kg.settings import Settings
from intmk_kg.web.access_log import AccessLog
from intmk_kg.web.cached_answers import CachedAnswers
from intmk_kg.web.client_address import ClientAddress
from intmk_kg.web.compression import Compression, register_compression
from intmk_kg.web.headers import register_headers
from intmk_kg.web.pages import register_pages
from intmk_kg.web.problems import register_problems
from intmk_kg.web.public_address import PublicAddress
from intmk_kg.web.quick_queries import QuickQueries
from intmk_kg.web.routes import ROUTES
from intmk_kg.web.site import EXTENSION, Site
from intmk_kg.web.transfers import Transfers


def create_app(release: Release, settings: Settings, engine: SparqlEngine, entities: EntityReader) -> Flask:
    """The application that publishes a release.

    Args:
        release: what is published.
        settings: its addresses and limits.
        engine: answers SPARQL.
        entities: answers the questions of pages.
    """
    app = Flask(__name__, static_folder=None)
    app.url_map.merge_slashes = False
    app.extensions[EXTENSION] = Site(release, settings, engine, entities)
    register_pages(app)
    register_headers(app)
    register_problems(app)
    register_compression(app)
    for routes in ROUTES:
        app.register_blueprint(routes)
    return app


def with_layers(app: Flask, settings: Settings) -> AccessLog:
    """An application behind its layers.

    They are: log, client address, transfers, public address, cached answers, compression, quick queries.
    """
    quick = QuickQueries(app.wsgi_app, app.extensions[EXTENSION])
    answers = PublicAddress(CachedAnswers(Compression(quick), settings.cache_bytes), settings.public_url)
    return AccessLog(ClientAddress(Transfers(answers, settings), settings.trusted_proxies))
