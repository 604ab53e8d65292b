"""Visits of a browser, and what pages must not do in them."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

PATIENCE_MILLISECONDS = 30_000

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
