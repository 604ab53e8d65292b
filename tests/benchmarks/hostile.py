"""Clients that ask what cannot be answered in time, from addresses of their own, as fast as they are refused."""

import contextlib
import http.client
import threading
from collections.abc import Iterator
from itertools import count

from endpoints import Endpoint

_QUERY = """SELECT (COUNT(*) AS ?count) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?d && ?d != ?g) } # """
_SECONDS = 30
_PAUSE = 0.2


@contextlib.contextmanager
def hostile_clients(endpoint: Endpoint, number: int) -> Iterator[None]:
    """So many clients, from 127.0.0.2 on, each of which asks again as soon as it has an answer."""
    ended = threading.Event()
    threads = [threading.Thread(target=_ask, args=(endpoint, f"127.0.0.{place + 2}", ended)) for place in range(number)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        ended.set()
        for thread in threads:
            thread.join()


def _ask(endpoint: Endpoint, address: str, ended: threading.Event) -> None:
    for number in count():
        connection = http.client.HTTPConnection("127.0.0.1", endpoint.port, _SECONDS, source_address=(address, 0))
        with contextlib.closing(connection), contextlib.suppress(OSError, http.client.HTTPException):
            connection.request("GET", endpoint.target(f"{_QUERY}{address} {number}"))
            connection.getresponse().read()
        if ended.wait(_PAUSE):
            return
