"""The feed over HTTP."""

from collections.abc import Callable

import feedparser
import pytest
from werkzeug.test import TestResponse

Get = Callable[..., TestResponse]


@pytest.mark.parametrize("path", ["/feed.atom", "/feed.atom?lang=en"])
def test_feed_is_answered_as_readers_ask(get: Get, path: str) -> None:
    """HEAD is GET without a body, the tag leads to 304, every origin may read, and a feed reader understands it."""
    answer, head = get(path), get(path, method="HEAD")
    assert answer.status_code == 200
    assert dict(answer.headers) == dict(head.headers)
    assert answer.mimetype == "application/atom+xml"
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert get(path, If_None_Match=answer.headers["ETag"]).status_code == 304
    assert not feedparser.parse(answer.data).bozo


def test_feed_is_announced_on_every_page(get: Get) -> None:
    """A page names the feed in its language, so that readers find it."""
    page = get("/doc/land-he", "text/html", "en").text
    assert 'type="application/atom+xml" title="Changes" href="../feed.atom?lang=en"' in page
