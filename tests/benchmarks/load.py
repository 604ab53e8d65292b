"""The load: requests over connections that are kept, made by wrk, which takes a few microseconds a request."""

import contextlib
import http.client
import json
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from endpoints import Endpoint
from questions import Question

# Each request of a cold run ends its query with a comment of its own, so that no server has seen its text before.
_SCRIPT = """
local heads, tail, cold = {%(heads)s}, %(tail)s, %(cold)s
local count, seed = 0, %(seed)d
request = function()
  count = count + 1
  local place = (count - 1) %% #heads + 1
  return heads[place] .. (cold and (seed .. "-" .. count) or "") .. tail[place]
end
done = function(summary, latency, requests)
  io.write(string.format('{"requests": %%d, "microseconds": %%d, "failed": %%d, "p50": %%f, "p99": %%f}',
    summary.requests, summary.duration, summary.errors.status + summary.errors.connect + summary.errors.read
    + summary.errors.write + summary.errors.timeout, latency:percentile(50), latency:percentile(99)))
end
"""


@dataclass(frozen=True)
class Load:
    """What a server made of a load.

    Attributes:
        rate: answers a second.
        p50: milliseconds that half of the answers took at most.
        p99: milliseconds that 99 of 100 took at most.
        failed: answers that were none: another status than 2xx or 3xx, or a broken connection.
    """

    rate: float
    p50: float
    p99: float
    failed: int


class Loader:
    """Puts servers under load; every cold request of its life is another."""

    def __init__(self) -> None:
        self._seed = 0

    def ask(self, endpoint: Endpoint, questions: list[Question], clients: int, seconds: int, *, cold: bool) -> Load:
        """The questions in turn, by so many clients at once.

        Args:
            endpoint: the server.
            questions: asked one after the other, again and again.
            clients: how many connections there are.
            seconds: how long; what is under way then is not counted.
            cold: whether every request is to be one that the server has not seen.
        """
        requests = [question.request(endpoint.path) for question in questions]
        measured = self.send(endpoint.port, requests, clients, seconds, cold=cold)
        endpoint.settle()
        return measured

    def send(
        self, port: int, requests: list[tuple[str, str]], clients: int, seconds: int, *, cold: bool = False
    ) -> Load:
        """Requests of which each is given as two halves, between which a cold run puts a number."""
        self._seed += 1
        heads, tails = (", ".join(map(json.dumps, halves)) for halves in zip(*requests, strict=True))
        values = {"heads": heads, "tail": f"{{{tails}}}", "cold": str(cold).lower(), "seed": self._seed}
        with tempfile.NamedTemporaryFile("w", suffix=".lua", encoding="utf-8") as script:
            script.write(_SCRIPT % values)
            script.flush()
            command = ["wrk", "--threads", "1", "--connections", str(clients), "--duration", f"{seconds}s"]
            command += ["--timeout", "60s", "--script", script.name, f"http://127.0.0.1:{port}/"]
            written = subprocess.run(command, check=False, capture_output=True, text=True).stdout
        if "{" not in written:  # nobody listens any more
            return Load(0.0, 0.0, 0.0, 1)
        found = json.loads(written[written.rindex("{") :])
        rate = max(found["requests"] - found["failed"], 0) / found["microseconds"] * 1e6
        return Load(rate, found["p50"] / 1000, found["p99"] / 1000, found["failed"])


def request(path: str, accept: str) -> tuple[str, str]:
    """A GET request as `Loader.send` takes it, with nothing that varies."""
    return f"GET {path}", f" HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {accept}\r\n\r\n"


def body(port: int, path: str, accept: str) -> bytes | None:
    """What a server answers to a GET request; None where the status is not 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    with contextlib.closing(connection):
        connection.request("GET", path, headers={"Accept": accept})
        response = connection.getresponse()
        content = response.read()
        return content if response.status == http.client.OK else None


def is_there() -> bool:
    """Whether wrk is installed."""
    return any(Path(directory, "wrk").exists() for directory in ("/usr/bin", "/usr/local/bin"))
