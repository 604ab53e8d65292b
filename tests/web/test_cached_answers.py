"""The layer of kept answers: bounded, whatever a stranger asks for."""

from typing import Any
from wsgiref.types import StartResponse

from garbage_collector import followed_objects
from werkzeug.test import Client, EnvironBuilder

from intmk_kg.web.cached_answers import CachedAnswers

CAPACITY = 1_000_000


class Counted:
    """An application that answers everything, and counts how often it was asked."""

    def __init__(self, body: bytes = b"x") -> None:
        self.body = body
        self.asked = 0

    def __call__(self, _environ: dict[str, Any], start_response: StartResponse) -> list[bytes]:
        """Answer a request (PEP 3333)."""
        self.asked += 1
        headers = [("Content-Length", str(len(self.body))), ("ETag", '"e"'), ("Cache-Control", "public")]
        start_response("200 OK", headers)
        return [self.body]


def ask(layer: CachedAnswers, path: str, query: str = "", accept: str = "*/*") -> bytes:
    """The body of the answer to a request."""
    builder = EnvironBuilder(path=path, query_string=query, headers={"Accept": accept})
    return b"".join(Client(layer).open(builder.get_environ()).response)


def test_answer_is_kept() -> None:
    """The same request is answered without the application."""
    application = Counted()
    layer = CachedAnswers(application, CAPACITY)
    assert [ask(layer, "/sparql", "query=x"), ask(layer, "/sparql", "query=x")] == [b"x", b"x"]
    assert application.asked == 1


def test_what_is_asked_once_pushes_nothing_out() -> None:
    """Nobody can have what others ask often forgotten by asking for many things; what is asked twice is kept."""
    application = Counted(bytes(50_000))
    layer = CachedAnswers(application, CAPACITY)
    ask(layer, "/sparql", "query=often")
    for number in range(200):
        ask(layer, "/sparql", f"query={number}")
    ask(layer, "/sparql", "query=often")
    assert application.asked == 201
    for _ in range(3):
        ask(layer, "/sparql", "query=another")
    assert application.asked == 203


def test_long_requests_cannot_fill_the_memory() -> None:
    """What is kept of a request counts as well: of long addresses and headers with short answers only few are kept."""
    for query, accept in (("y" * 50_000, "*/*"), ("", "z" * 50_000)):
        application = Counted()
        layer = CachedAnswers(application, CAPACITY)
        for _ in range(2):
            for number in range(100):
                ask(layer, "/sparql", f"query={number}{query}", accept)
        assert 0 < 200 - application.asked <= CAPACITY // 50_000


def test_collector_does_not_follow_what_is_kept() -> None:
    """However many answers are kept, no more objects have to be looked at for garbage, which halts every thread."""
    layer = CachedAnswers(Counted(), CAPACITY)
    for number in range(100):
        ask(layer, "/sparql", f"query={number}")
    before = followed_objects()
    for number in range(100, 500):
        ask(layer, "/sparql", f"query={number}")
    assert followed_objects() - before < 200
