"""One address for each template of a page, and how to wait for the service that answers them."""

import socket
import subprocess
import time
import urllib.request

ADDRESSES = (
    "/",
    "/doc/conference-18",
    "/doc/land-he",
    "/timeline",
    "/map",
    "/search?q=Hessen",
    "/sparql",
    "/search",
    "/resolutions",
    "/resolutions/topics",
    "/contradictions",
    "/doc/body-intmk?incoming=org%3Aorganization",
    "/def",
    "/shapes",
    "/catalog",
    "/use",
    "/about",
    "/imprint",
    "/licence",
    "/report?thing=ministry-he-1&property=schema%3AfoundingDate&value=2014-01-18",
    "/things?term=MinistryPeriod",
    "/doc/set-he-1",
    "/examples",
    "/queries/",
    "/queries/chair.html?date=2019-05-01",
    "/dumps/latest/",
    "/tables/",
    "/-/validation",
    "/-/versions",
    "/-/limits",
    "/doc/no-such-thing",
)

# The same templates with another content
VARIANTS = (
    "/search?q=xyzzyx",
    "/search?q=Intgration",
    "/timeline?zoom=4",
    "/doc/meeting-18-haupt",
    "/doc/person-klose-kai",
    "/doc/resolution-18-01",
    "/doc/body-intmk",
    "/report?page=%2Ftimeline",
    "/queries/chair.html",
    "/queries/chair.html?date=never",
    "/queries/conference.html?number=many",
)

START_SECONDS = 60


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_answered(service: subprocess.Popen[bytes], port: int) -> None:
    """Wait for the first answer of a service that has just been started."""
    began = time.monotonic()
    while service.poll() is None and time.monotonic() - began < START_SECONDS:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/-/health", timeout=START_SECONDS):
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"the service has not answered within {START_SECONDS} s; exit status {service.poll()}")
