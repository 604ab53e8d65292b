"""A client for tests of the web."""

from typing import Any

from werkzeug.test import Client, TestResponse


class Reader(Client):
    """A client that reads and closes every answer at once, as servers do."""

    def open(self, *args: Any, **options: Any) -> TestResponse:
        """Ask, and read the whole answer."""
        return super().open(*args, **{"buffered": True, **options})
