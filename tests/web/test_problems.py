"""Errors: each with its status, as a document for programs and a page for people, and never a traceback."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from structlog.testing import capture_logs
from werkzeug.test import Client, TestResponse

from intmk_kg.engine.embedded import Engine
from intmk_kg.engine.entities import open_entities
from intmk_kg.release.directory import Release
from intmk_kg.settings import Settings
from intmk_kg.web.access_log import AccessLog
from intmk_kg.web.app import create_app
from intmk_kg.web.problems import DETAILS, TITLES, Problem

Get = Callable[..., TestResponse]

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture
def failing(app: Flask) -> Client:
    """The application with addresses that raise a problem of any status or fail outright."""
    twin = Flask(app.import_name, static_folder=None)
    twin.extensions.update(app.extensions)
    from intmk_kg.web.headers import register_headers  # noqa: PLC0415
    from intmk_kg.web.pages import register_pages  # noqa: PLC0415
    from intmk_kg.web.problems import register_problems  # noqa: PLC0415

    register_pages(twin)
    register_headers(twin)
    register_problems(twin)

    @twin.get("/raise/<int:status>")
    def raise_problem(status: int) -> str:
        raise Problem(status, headers={"Retry-After": "7"} if status in (429, 503) else None)

    @twin.get("/fail")
    def fail() -> str:
        raise ZeroDivisionError("secret detail")

    return Client(twin)


@pytest.mark.parametrize("status", sorted(DETAILS))
def test_problem_is_a_document_and_a_page(failing: Client, status: int) -> None:
    """Programs get application/problem+json with type, title, status and detail; browsers a page in their language."""
    response = failing.get(f"/raise/{status}", headers={"Accept": "application/json"})
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"
    document = json.loads(response.data)
    assert document == {"type": "about:blank", "title": TITLES[status], "status": status, "detail": DETAILS[status]}
    page = failing.get(f"/raise/{status}", headers={"Accept": BROWSER, "Accept-Language": "en"})
    assert page.status_code == status
    assert page.mimetype == "text/html"
    assert TITLES[status] in page.text
    assert response.headers["Vary"] == page.headers["Vary"] == "Accept, Accept-Language"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers.get("Retry-After") == ("7" if status in (429, 503) else None)


def test_failure_tells_nothing_of_the_machine(failing: Client) -> None:
    """An unexpected error is 500 and logged; the client sees no traceback and no detail."""
    with capture_logs() as logs:
        response = failing.get("/fail")
    assert response.status_code == 500
    assert b"secret" not in response.data
    assert b"Traceback" not in response.data
    assert logs[0]["event"] == "request failed"
    assert isinstance(logs[0]["exc_info"], ZeroDivisionError)


def test_page_of_a_problem_is_german_by_default(get: Get) -> None:
    """A person who asks for nothing else is told in German."""
    assert "Nicht gefunden" in get("/doc/nobody", BROWSER).text
    assert "Not Found" in get("/doc/nobody", BROWSER, "en").text


def test_every_request_is_one_line_in_the_log(app: Flask) -> None:
    """The line names method, path, status, bytes, milliseconds, client and media type."""
    logs: list[dict[str, Any]] = []
    client = Client(AccessLog(app, logs.append))
    response = client.get("/doc/land-he", headers={"Accept": "text/turtle"}, buffered=True)
    client.get("/doc/nobody", buffered=True)
    assert len(logs) == 2
    line = logs[0]
    assert line["event"] == "request"
    assert line["method"] == "GET"
    assert line["path"] == "/doc/land-he"
    assert line["status"] == 200
    assert line["bytes"] == len(response.data)
    assert line["ms"] >= 0
    assert line["media_type"].startswith("text/turtle")
    assert "client" in line
    assert logs[1]["status"] == 404


def test_page_whose_data_cannot_be_asked_is_unavailable(small_release: Release, settings: Settings) -> None:
    """With the engine gone, pages that need it are 503 with Retry-After, and descriptions are still there."""
    engine = Engine(small_release, settings)
    client = Client(create_app(small_release, settings, engine, open_entities(small_release.path)))
    engine.close()
    with capture_logs() as logs:
        response = client.get("/", headers={"Accept": BROWSER})
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert [line["event"] for line in logs] == ["page without its data"]
    assert client.get("/doc/land-he").status_code == 200
