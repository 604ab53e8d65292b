"""Our server, the Oxigraph server and rdflib-endpoint on the same data in one interleaved run: `make benchmark`.

First all servers are asked everything once, and what they answer is compared. Then each question is put to them in
turn, round after round, so that what else the machine does falls on all; medians are told, and ratios above all. It is
a measurement, not a test: nothing fails because something is slow.
"""

import contextlib
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median

import answers
import click
import load
from endpoints import Endpoint, nginx, ours, oxigraph, rdflib_endpoint
from graphs import GENERATIONS, KEPT, Data, prepare
from hostile import hostile_clients
from load import Load, Loader
from questions import Question, mix, scans
from report import write

# The server's own limit for one client would answer 429 to thirty-two at one address.
_ENVIRONMENT = {"INTMK_QUERIES_PER_CLIENT": "64"}
_PATIENCE = 8.0
_SCANNING = 4
_SECONDS_TO_WARM = 180
_CLIENTS = (1, 8, 32)
_HOSTILE = 8
_LIGHT = 4
_READERS = 16
_PAGES = {"page": "/doc/conference-18.html", "description": "/doc/conference-18.ttl"}


@dataclass
class Findings:
    """What was measured on one graph.

    Attributes:
        quads: how many there are.
        cold_start: seconds to the first answer, by server.
        memory: bytes after all questions were asked once, by server.
        loads: for each thing that was measured, by server, the runs.
        different: by server the questions that it answers otherwise than the Oxigraph server.
        unanswered: by server the questions that it did not answer in time.
    """

    quads: int
    cold_start: dict[str, float] = field(default_factory=dict)
    memory: dict[str, int] = field(default_factory=dict)
    loads: dict[str, dict[str, list[dict[str, float]]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    different: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    unanswered: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, what: str, server: str, measured: Load) -> None:
        """Note one run."""
        self.loads[what][server].append(asdict(measured))


class Comparison:
    """The servers on one graph.

    Args:
        data: the graph.
        running: those that run all the time.
        rounds: how often everything is measured.
        seconds: how long one run takes.
    """

    def __init__(self, data: Data, running: list[Endpoint], rounds: int, seconds: int) -> None:
        self._data = data
        self.running = running
        self._rounds = rounds
        self._seconds = seconds
        self._loader = Loader()
        self.findings = Findings(data.quads)

    def check(self, questions: list[Question]) -> list[Question]:
        """Ask everything once; the questions that our server and the Oxigraph server answer in time."""
        answered = []
        with self._all() as servers:
            for question in questions:
                bodies = {server.name: server.ask(question.text, question.accept, _PATIENCE) for server in servers}
                expected = bodies["oxigraph"]
                for name, body in bodies.items():
                    if body is None:
                        self.findings.unanswered[name].append(question.name)
                    elif expected is not None and not answers.same(question, body, expected):
                        self.findings.different[name].append(question.name)
                if bodies["intmk-kg"] is not None and expected is not None:
                    answered.append(question)
            for server in servers:
                self.findings.cold_start[server.name] = server.cold_start
                self.findings.memory[server.name] = server.memory()
        return answered

    def single(self, questions: list[Question], kind: str) -> None:
        """Each question for itself, by 8 clients, cold and warm."""
        for _ in range(self._rounds):
            for question in questions:
                with self._all() as servers:
                    for server in self._answering(question, servers):
                        server.ask(question.text, question.accept, _PATIENCE)
                        for cold in (True, False) if server.name != "rdflib-endpoint" else (True,):
                            seconds = self._seconds if kind == "question" else _SCANNING * self._seconds
                            measured = self._loader.ask(server, [question], 8, seconds, cold=cold)
                            self.findings.add(f"{kind}, {_heat(cold=cold)}: {question.name}", server.name, measured)

    def whole(self, questions: list[Question]) -> None:
        """All questions in turn, by 1, 8 and 32 clients, cold and warm."""
        for _ in range(self._rounds):
            for clients in _CLIENTS:
                for cold in (True, False):
                    with self._all() as servers:
                        for server in servers:
                            measured = self._loader.ask(server, questions, clients, 2 * self._seconds, cold=cold)
                            what = f"mix, {_heat(cold=cold)}, {clients} clients"
                            self.findings.add(what, server.name, measured)

    def under_attack(self, questions: list[Question]) -> None:
        """Light questions by four clients, alone and while eight others ask what cannot be answered in time."""
        for _ in range(self._rounds):
            with self._all() as servers:
                for server in servers:
                    alone = self._loader.ask(server, questions, _LIGHT, 2 * self._seconds, cold=True)
                    self.findings.add("light, alone", server.name, alone)
                    with hostile_clients(server, _HOSTILE):
                        attacked = self._loader.ask(server, questions, _LIGHT, 5 * self._seconds, cold=True)
                    self.findings.add("light, under attack", server.name, attacked)

    def kept(self, question: Question) -> None:
        """A kept answer and kept pages against nginx with the same bytes in files."""
        server = next(server for server in self.running if server.name == "intmk-kg")
        targets = {name: (path, "*/*") for name, path in _PAGES.items()}
        targets["answer"] = (server.target(question.text), question.accept)
        with tempfile.TemporaryDirectory() as directory:
            bodies = {name: load.body(server.port, *target) for name, target in targets.items()}
            files = {name: body for name, body in bodies.items() if body is not None}
            with nginx(Path(directory, "nginx"), files) as port:
                for _ in range(2 * self._rounds):
                    for name, content in files.items():
                        path, accept = targets[name]
                        for who, at, where in (("intmk-kg", server.port, path), ("nginx", port, f"/{name}")):
                            request = load.request(where, accept)
                            measured = self._loader.send(at, [request], _READERS, self._seconds)
                            self.findings.add(f"kept: {name}, {len(content)} bytes", who, measured)

    @contextlib.contextmanager
    def _all(self) -> Iterator[list[Endpoint]]:
        """All servers; the Oxigraph server anew each time, for it never gives up the place of a broken connection."""
        with oxigraph(self._data.store, KEPT) as fresh:
            yield [*self.running, fresh]

    def _answering(self, question: Question, servers: list[Endpoint]) -> list[Endpoint]:
        return [server for server in servers if question.name not in self.findings.unanswered[server.name]]


def _heat(*, cold: bool) -> str:
    return "cold" if cold else "warm"


def compare(name: str, rounds: int, seconds: int, *, third: bool) -> Iterator[Findings]:
    """What is measured on the data of this name, part by part."""
    data = prepare(name)
    with ours(data.project, _ENVIRONMENT) as our:
        our.settle(_SECONDS_TO_WARM)
        comparison = Comparison(data, [our], rounds, seconds)
        with rdflib_endpoint(data.nquads, KEPT) if third else contextlib.nullcontext() as rdflib:
            comparison.running += [rdflib] if rdflib else []
            questions, scanning = comparison.check(mix()), comparison.check(scans())
            described = [question for question in questions if question.text.startswith("DESCRIBE")]
            if name == "real":
                comparison.single(questions, "question")
                yield comparison.findings
                comparison.whole(questions)
            comparison.running = [our]
        yield comparison.findings
        comparison.single(scanning, "scan")
        yield comparison.findings
        if name == "real":
            comparison.kept(questions[0])
            comparison.under_attack(described)
        else:
            comparison.single(described, "question")
        yield comparison.findings


@click.command()
@click.option("--data", "names", type=click.Choice(list(GENERATIONS)), multiple=True, default=tuple(GENERATIONS))
@click.option("--rounds", type=int, default=3, show_default=True, help="How often everything is measured.")
@click.option("--seconds", type=int, default=1, show_default=True, help="How long one run takes.")
@click.option("--rdflib/--no-rdflib", default=True, help="Whether rdflib-endpoint takes part; it needs long for 1m.")
def main(names: tuple[str, ...], rounds: int, seconds: int, *, rdflib: bool) -> None:
    """Compare the servers and write the tables into docs/performance.md."""
    if not load.is_there():
        raise click.ClickException("wrk is missing; `make system-packages` installs it")
    for name in names:
        click.echo(f"Comparing on the data '{name}'", err=True)
        for found in compare(name, rounds, seconds, third=rdflib):
            (KEPT / f"{name}.json").write_text(json.dumps(vars(found), indent=1), encoding="utf-8")
    measured = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in KEPT.glob("*.json")}
    click.echo(write({name: measured[name] for name in GENERATIONS if name in measured}, median))


if __name__ == "__main__":
    main()
