"""A real browser before the service as a user starts it; no request of a page may leave this machine."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from served_project import ServedProject
from visits import PATIENCE_MILLISECONDS, Complaints, NewPage

from intmk_kg.project import Project

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Nothing but our own server has an address, so that what a page might fetch from elsewhere cannot arrive
OPTIONS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
expect.set_options(timeout=PATIENCE_MILLISECONDS)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The installed Chromium."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("Chromium is not installed (make system-packages)")
    return found


@pytest.fixture(scope="session")
def site(built_project: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the served project, without a slash at the end."""
    log = tmp_path_factory.mktemp("browser") / "log"
    with ServedProject(built_project.root, log, "--workers", "1") as service:
        yield service.url


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """Chromium without a window."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium, args=OPTIONS, timeout=PATIENCE_MILLISECONDS)


@pytest.fixture
def new_page(browser: Browser, site: str) -> Iterator[NewPage]:
    """Open a page of a new visitor: `new_page(locale="en", java_script_enabled=False)`; complaints fail the test."""
    complaints = Complaints(site)
    contexts: list[BrowserContext] = []

    def opened(**options: Any) -> Page:
        context = browser.new_context(**{"base_url": site, "locale": "de", **options})
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        complaints.watch(context)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
    assert complaints.found == []


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A page of a visitor at a desk who reads German."""
    return new_page()


@pytest.fixture(scope="session")
def screenshots(project: Project) -> Path:
    """The folder of the screenshots, which is not committed."""
    directory = project.root / "build" / "screenshots"
    directory.mkdir(parents=True, exist_ok=True)
    return directory
