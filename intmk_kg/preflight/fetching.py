"""Fetching as harvesters do: HEAD and GET without an Accept header, over http and https only."""

import http.client
import urllib.request
from dataclasses import dataclass, field, replace
from email.message import Message
from urllib.parse import urljoin

SECONDS_PER_PAGE = 60.0
LARGEST_BODY = 50 * 1024 * 1024
AGENT = "intmk-kg-preflight"
_REDIRECTS = {301, 302, 303, 307, 308}
_MOST_REDIRECTS = 10


class Unreachable(Exception):  # noqa: N818 - it says what the address is
    """No answer came: the name is unknown, the connection failed, or the time was up."""


@dataclass(frozen=True)
class Answer:
    """An HTTP answer after all redirects.

    Attributes:
        url: where it came from in the end.
        status: the status code.
        headers: the header fields.
        body: the body; empty after HEAD and where `length` is over `LARGEST_BODY`.
        length: the length of the body, as stated or as read; None where neither is known.
        redirects: the addresses that redirects led to.
    """

    url: str
    status: int
    headers: Message = field(repr=False)
    body: bytes = field(default=b"", repr=False)
    length: int | None = None
    redirects: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether the status is one of 2xx."""
        return 200 <= self.status < 300  # noqa: PLR2004 - RFC 9110, 15.3

    @property
    def is_too_large(self) -> bool:
        """Whether CKAN refuses the body for its size."""
        return self.length is not None and self.length > LARGEST_BODY

    @property
    def media_type(self) -> str | None:
        """The media type that the answer states, without parameters, in lower case."""
        stated = self.headers.get("Content-Type")
        return stated.partition(";")[0].strip().lower() if stated else None


def fetch(url: str, method: str = "GET", seconds: float = SECONDS_PER_PAGE) -> Answer:
    """The answer to a HEAD or GET request that asks for no format.

    Raises:
        Unreachable: there is none, or the address is not one of http or https.
    """
    target = url
    redirects: list[str] = []
    while True:
        answer = _ask(target, method, seconds)
        location = answer.headers.get("Location")
        if answer.status not in _REDIRECTS or location is None:
            return replace(answer, redirects=tuple(redirects))
        target = urljoin(target, location)
        redirects.append(target)
        if len(redirects) > _MOST_REDIRECTS:
            raise Unreachable(f"more than {_MOST_REDIRECTS} redirects, the last to {target}")


def _ask(url: str, method: str, seconds: float) -> Answer:
    # Without further handlers urllib knows no other schemes, and takes every status for an answer
    opener = urllib.request.OpenerDirector()
    for handler in (urllib.request.ProxyHandler(), urllib.request.HTTPHandler(), urllib.request.HTTPSHandler()):
        opener.add_handler(handler)
    opener.addheaders = [("User-Agent", AGENT)]
    try:
        answer = opener.open(urllib.request.Request(url, method=method), timeout=seconds)  # noqa: S310 - see above
        if not isinstance(answer, http.client.HTTPResponse):
            raise Unreachable(f"{url} is no address of http or https")
        with answer:
            length, body = _read(answer, method)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreachable(getattr(error, "reason", None) or str(error) or type(error).__name__) from error
    return Answer(url, answer.status, answer.headers, body, length)


def _read(answer: http.client.HTTPResponse, method: str) -> tuple[int | None, bytes]:
    stated = answer.headers.get("Content-Length", "")
    length = int(stated) if stated.isdecimal() else None
    if method == "HEAD" or (length is not None and length > LARGEST_BODY):
        return length, b""
    body = answer.read(LARGEST_BODY + 1)
    return len(body), body if len(body) <= LARGEST_BODY else b""
