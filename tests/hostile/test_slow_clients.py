"""Clients that send or read slowly, or hang up, hold up nobody but themselves."""

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress

import pytest
from hostile_server import DEADLINE_SECONDS, HostileServer
from raw_http import connect, exchange, get, post, read_response, received

from intmk_kg.publication.dumps import dump_files
from intmk_kg.release.directory import Release
from intmk_kg.web.stalled_connections import StalledConnections

QUICK_SECONDS = 2.0
ATTEMPTS = 4  # the machine may be busy with other things; a service that is held up answers none of them
ENDLESS = b"SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } # "
BODY_WITHOUT_END = (
    b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 100000\r\n\r\nASK"
)


@pytest.fixture
def hanging() -> Iterator[Callable[[socket.socket], socket.socket]]:
    """Keeps connections open until the test is over."""
    with ExitStack() as stack:
        yield lambda connection: stack.enter_context(closing(connection))


Hang = Callable[[socket.socket], socket.socket]


def check_others(server: HostileServer) -> None:
    """Somebody else is answered quickly, whether a page, a query or a query in a body is wanted."""
    now = time.monotonic_ns()
    requests = (
        get("/-/health"),
        get("/id/land-he"),
        get(f"/sparql?query=ASK%7B%7D%23{now}"),
        post(b"ASK {} #%d" % now),
    )
    for request in requests:
        for _ in range(ATTEMPTS):
            response = exchange(server.port, request, "127.0.0.99")
            is_quick = response.status in {200, 303} and response.seconds < QUICK_SECONDS
            if is_quick:
                break
        assert is_quick, response


def largest_file(release: Release) -> str:
    """The address of a file that no buffer of the kernel holds whole."""
    largest = max(dump_files(release), key=lambda file: file.size)
    assert largest.size > 4_000_000
    return f"/dumps/latest/{largest.name}"


def test_bodies_that_never_end_hold_up_their_senders_only(server: HostileServer, hanging: Hang) -> None:
    """From many addresses more bodies are begun than there are threads to answer; others are answered as ever."""
    for number in range(100):
        hanging(connect(server.port, f"127.0.1.{1 + number % 5}")).sendall(BODY_WITHOUT_END)
    time.sleep(0.3)
    check_others(server)
    refused = exchange(server.port, post(b"ASK {}"), "127.0.1.1")
    assert (refused.status, refused.problem) == (429, "too-many-transfers")
    assert refused.headers["retry-after"]


def test_idle_connections_shut_out_nobody(server: HostileServer, hanging: Hang) -> None:
    """More connections than a server usually takes, of three addresses and with nothing asked, shut out nobody."""
    for number in range(1500):
        hanging(connect(server.port, f"127.0.9.{1 + number % 3}"))
    check_others(server)


def test_headers_byte_by_byte_hold_up_nobody(server: HostileServer, hanging: Hang) -> None:
    """Hundreds of connections that send a byte of their header now and then cost no thread."""
    slow = [hanging(connect(server.port, "127.0.1.9")) for _ in range(300)]
    for byte in b"GET / HT":
        for connection in slow:
            connection.sendall(bytes([byte]))
    check_others(server)


def test_answers_that_nobody_reads_hold_up_nobody(server: HostileServer, release: Release, hanging: Hang) -> None:
    """From many addresses more large files are asked for and not read than there are threads; others are answered."""
    request = get(largest_file(release))
    for number in range(100):
        connection = hanging(_with_small_buffer(server, f"127.0.2.{1 + number % 7}"))
        connection.sendall(request)
    time.sleep(0.5)
    check_others(server)
    refused = exchange(server.port, request, "127.0.2.1")
    assert (refused.status, refused.problem) == (429, "too-many-transfers")


def test_small_answers_that_nobody_reads_hold_no_thread(server: HostileServer, hanging: Hang) -> None:
    """Hundreds of clients that ask for pages and never read them do not keep others from being answered."""
    for number in range(300):
        hanging(_with_small_buffer(server, f"127.0.3.{1 + number % 100}")).sendall(get("/def") * 3)
    time.sleep(0.3)
    check_others(server)


def test_large_file_arrives_whole(server: HostileServer, release: Release) -> None:
    """A large file is sent whole to who reads it slowly, but reads it."""
    with _with_small_buffer(server, "127.0.4.1") as connection:
        connection.sendall(get(largest_file(release)))
        time.sleep(0.5)
        response = read_response(received(connection))
    assert response.status == 200
    assert response.is_whole
    assert len(response.body) == max(file.size for file in dump_files(release))


def test_aborted_queries_free_their_places(server: HostileServer) -> None:
    """Who asks endless queries and hangs up at once takes no worker from others until the deadline."""
    for number in range(40):
        with connect(server.port, f"127.0.5.{1 + number % 8}") as connection:
            connection.sendall(post(ENDLESS + b"%d" % number))
            if number % 2:  # half of them with a reset
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    check_others(server)
    time.sleep(2 * DEADLINE_SECONDS)
    check_others(server)


def test_aborted_bodies_are_no_queries(server: HostileServer) -> None:
    """A body that ends before its announced length is not taken for a query, even where it would be one."""
    with connect(server.port, "127.0.6.1") as connection:
        connection.sendall(BODY_WITHOUT_END + b" {}")
        connection.shutdown(socket.SHUT_WR)
        response = read_response(received(connection))
    assert response.status in {0, 400}
    assert response.problem in {None, "body-cut"}


def test_pipelined_requests_are_answered_in_order(server: HostileServer) -> None:
    """Fifty requests sent at once over one connection get fifty answers."""
    paths = ["/-/health", "/sparql?query=ASK%7B%7D"] * 25
    whole = b"".join(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode() for path in paths) + get("/nothing")
    with connect(server.port, "127.0.6.2") as connection:
        connection.sendall(whole)
        rest = received(connection)
    statuses = []
    while rest:
        response = read_response(rest)
        statuses.append(response.status)
        rest = response.rest
    assert statuses == [200] * 50 + [404]


@pytest.mark.parametrize(
    ("behaviour", "is_closed"),
    [("says nothing", True), ("sends slowly", True), ("never reads", True), ("reads", False), ("asks again", False)],
)
def test_stalled_connection_is_closed(behaviour: str, is_closed: bool) -> None:  # noqa: FBT001 -- a row of the table
    """A connection over which nothing is delivered is closed; one that is used is not, however long it lasts."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        watch = StalledConnections(port, seconds=0.6)
        with socket.create_connection(("127.0.0.1", port)) as client, listening.accept()[0] as served:
            ended = threading.Event()
            thread = threading.Thread(target=_behave, args=[behaviour, client, served, ended])
            thread.start()
            end = time.monotonic() + 2.0
            closed = 0
            while time.monotonic() < end and not closed:
                closed = watch.look()
                time.sleep(0.05)
            ended.set()
            with suppress(OSError):
                client.shutdown(socket.SHUT_RDWR)
            thread.join(5)
    assert bool(closed) is is_closed


def _behave(behaviour: str, client: socket.socket, served: socket.socket, ended: threading.Event) -> None:
    """Be both ends of a connection for a while."""
    served.settimeout(0.05)
    while not ended.wait(0.05):
        try:
            if behaviour == "sends slowly":
                client.sendall(b"x")
                served.recv(1)
            elif behaviour == "never reads":
                served.send(b"x" * 1_000_000)
            elif behaviour == "reads":
                served.send(b"x" * 1_000_000)
                client.recv(4_000_000)
            elif behaviour == "asks again":
                client.sendall(b"x")
                served.recv(1)
                served.send(b"y")
                client.recv(1)
        except OSError:
            continue


def _with_small_buffer(server: HostileServer, client: str) -> socket.socket:
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2_048)
    connection.settimeout(30)
    connection.bind((client, 0))
    connection.connect(("127.0.0.1", server.port))
    return connection
