"""The server: one process with threads that holds cache, queue and fairness, and the engine's processes beside it."""

import ctypes
import errno
import gc
import resource
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from wsgiref.types import WSGIApplication

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server

from intmk_kg.engine.cores import usable_cores, use_cores
from intmk_kg.engine.lanes import places
from intmk_kg.errors import SettingError
from intmk_kg.log import configure_log
from intmk_kg.release.directory import Release
from intmk_kg.settings import Settings

Announce = Callable[[str], None]

_PATIENCE_SECONDS = 5
_PATIENCE_WITH_HEADERS = 15
_PATIENCE_WITH_CONNECTIONS = 30
_MOST_CONNECTIONS = 8_192
_FILES_BESIDES = 2_048
_PR_SET_PDEATHSIG = 1
_YOUNG_OBJECTS = 10_000


def serve(release: Release, settings: Settings, announce: Announce) -> None:
    """Serve a release until SIGTERM or SIGINT; every process of it has ended then.

    Args:
        release: what is served.
        settings: where and how.
        announce: told the address once it answers.

    Raises:
        SettingError: the address is taken or not ours.
    """
    check_address(settings.host, settings.port)
    server = Server(
        "intmk_kg.web.serving",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=_threads(settings),
        backpressure=_MOST_CONNECTIONS,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=1000 * _PATIENCE_WITH_HEADERS),
        log_level=LogLevels.error,
        workers_kill_timeout=_PATIENCE_SECONDS,
    )
    server.serve(target_loader=partial(load, release.path, settings, announce), wrap_loader=False)


def load(release_path: Path, settings: Settings, announce: Announce) -> WSGIApplication:
    """The application with its engine, made in the process that answers requests."""
    from intmk_kg.engine.counts import read_counts  # noqa: PLC0415 - only this process needs them
    from intmk_kg.engine.embedded import Engine  # noqa: PLC0415
    from intmk_kg.engine.entities import Entities  # noqa: PLC0415
    from intmk_kg.engine.loading import open_store  # noqa: PLC0415
    from intmk_kg.release.contents import contents  # noqa: PLC0415
    from intmk_kg.release.directory import open_release  # noqa: PLC0415
    from intmk_kg.web.app import create_app, with_layers  # noqa: PLC0415
    from intmk_kg.web.stalled_connections import StalledConnections  # noqa: PLC0415
    from intmk_kg.web.warming import warm_in_background  # noqa: PLC0415

    end_with_parent()
    _allow_open_files()
    configure_log()
    release = open_release(release_path)
    store = open_store(release.nquads, release.store_directory)
    engine = Engine(release, settings, store, read_counts(contents(release).get("statistics")))
    app = create_app(release, settings, engine, Entities(store))
    if cores := usable_cores():
        use_cores({cores[settings.port % len(cores)]})  # by the port: two servers of a machine shall not share one
    StalledConnections(settings.port, settings.deadline_seconds + _PATIENCE_WITH_CONNECTIONS).start()
    announce(f"Release {release.id} at http://{_in_address(settings.host)}:{settings.port}/")
    layers = with_layers(app, settings)
    warm_in_background(app, layers.application)
    _stop_looking_at_what_stays()
    return layers


def _stop_looking_at_what_stays() -> None:
    """Leave what was loaded out of the collector's rounds: looking at all of it would halt every thread for 50 ms.

    Rounds over the youngest objects come more seldom as well; nearly all of a request's are gone without them.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG_OBJECTS)


def end_with_parent() -> None:
    """Have this process killed with the command that started it, so that the port is free (prctl(2), Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def check_address(host: str, port: int) -> None:
    """Try the address, since the server itself would share a port with another server of the same user.

    Raises:
        SettingError: it is taken or cannot be listened on.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        reason = "is taken by another program" if error.errno == errno.EADDRINUSE else str(error)
        raise SettingError(f"port {port} on {host}: {reason}; choose another with --port") from error


def with_public_url(settings: Settings, *, is_given: bool) -> Settings:
    """The settings with the address that is listened on as the public one, where no other is given."""
    if is_given:
        return settings
    return replace(settings, public_url=f"http://{_in_address(settings.host)}:{settings.port}/")


def _allow_open_files() -> None:
    """Let this process have as many files open as it may have connections, as far as it is let."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST_CONNECTIONS + _FILES_BESIDES
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _threads(settings: Settings) -> int:
    """`web_threads`, and as many more as queries and slow transfers can hold up; a thread that waits costs little."""
    queries = settings.queue_length + places(settings)
    transfers = 4 * settings.queue_length
    return settings.web_threads + queries + transfers


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host
