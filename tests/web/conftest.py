"""One small release, its engine and its application, for all tests of the web."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from application import application
from flask import Flask
from web_client import Reader
from werkzeug.test import Client, TestResponse

from intmk_kg import pipeline
from intmk_kg.project import open_project
from intmk_kg.release.directory import Release
from intmk_kg.settings import Settings
from intmk_kg.web.app import with_layers

SMALL_PROJECT = Path(__file__).parents[1] / "golden" / "project"

Get = Callable[..., TestResponse]


@pytest.fixture(scope="session")
def small_release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The release of the small project under tests/golden/."""
    copy = tmp_path_factory.mktemp("small") / "project"
    shutil.copytree(SMALL_PROJECT, copy)
    return pipeline.build(open_project(copy))


@pytest.fixture(scope="session")
def settings() -> Settings:
    """The settings of the tests."""
    return Settings(public_url="http://kg.example/", workers=1, spare_workers=0)


@pytest.fixture(scope="session")
def app(small_release: Release, settings: Settings) -> Iterator[Flask]:
    """The application of the small release, without the layers before it."""
    with application(small_release, settings) as app:
        yield app


@pytest.fixture
def client(app: Flask, settings: Settings) -> Client:
    """A client of the whole application, with nothing cached yet."""
    return Client(with_layers(app, settings))


@pytest.fixture
def get(client: Client) -> Get:
    """Ask for a path: `get("/def", "text/turtle", "de")`."""

    def ask(
        path: str, accept: str | None = None, language: str | None = None, method: str = "GET", **headers: str
    ) -> TestResponse:
        given = {"Accept": accept, "Accept-Language": language} | {n.replace("_", "-"): v for n, v in headers.items()}
        return client.open(path, method=method, headers={n: v for n, v in given.items() if v is not None})

    return ask


@pytest.fixture(scope="session")
def real_app(release: Release, settings: Settings) -> Iterator[Flask]:
    """The application of the real release, without the layers before it."""
    with application(release, settings) as app:
        yield app


@pytest.fixture
def real_client(real_app: Flask, settings: Settings) -> Client:
    """A client of the whole application of the real release, with nothing cached yet; it reads answers to their end."""
    return Reader(with_layers(real_app, settings))
