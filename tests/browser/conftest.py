"""A real browser before the service as a user starts it; no request of a page may leave this machine."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from page_addresses import free_port, wait_until_answered
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright

from intmk_kg.project import Project

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Nothing but our own server has an address, so that what a page might fetch from elsewhere cannot arrive
OPTIONS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
PATIENCE_MILLISECONDS = 30_000
expect.set_options(timeout=PATIENCE_MILLISECONDS)

NewPage = Callable[..., Page]


class Complaints:
    """What pages did that they must not: requests to other hosts, errors in the console, failed scripts."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.found: list[str] = []

    def watch(self, context: BrowserContext) -> None:
        """Listen to all pages of a context."""
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.found.append(f"script: {error.error}"))

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.site, "data:", "blob:")):
            self.found.append(f"left the host: {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        # Chromium notes pages that answer with a problem; these are pages like others
        is_page = message.page is not None and message.location.get("url") == message.page.url
        if message.type in {"error", "warning"} and not (is_page and message.text.startswith("Failed to load")):
            self.found.append(f"console: {message.text} ({message.location.get('url')})")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The installed Chromium."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("Chromium is not installed (make system-packages)")
    return found


@pytest.fixture(scope="session")
def site(built_project: Project) -> Iterator[str]:
    """The address of the served project, without a slash at the end."""
    port = free_port()
    command = [sys.executable, "-m", "intmk_kg", "serve", "--project", str(built_project.root), "--port", str(port)]
    with subprocess.Popen(
        [*command, "--workers", "1"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as service:
        wait_until_answered(service, port)
        yield f"http://127.0.0.1:{port}"
        service.terminate()


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
