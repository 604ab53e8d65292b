"""What a page costs one reader: made anew, kept by the server, and known to the reader; part of `make benchmark`."""

import re
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from statistics import median

import click
from endpoints import Endpoint, ours

from intmk_kg.project import open_project

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "performance.md"
_PAGES = (
    "/doc/conference-18.html",
    "/doc/land-he.html",
    "/doc/person-klose-kai.html",
    "/",
    "/timeline",
    "/search?q=hessen",
)
# After the start each page is asked for once by the server itself
_WARMING_SECONDS = 15
_MARKS = re.compile(r"(?<=<!-- pages: begin -->\n).*(?=<!-- pages: end -->)", re.DOTALL)


def milliseconds(endpoint: Endpoint, paths: Iterator[str], headers: dict[str, str], repeats: int) -> tuple[float, int]:
    """The median time of one request after another on one connection, and the status of the last."""
    connection = HTTPConnection("127.0.0.1", endpoint.port)
    times = []
    status = 0
    for _ in range(repeats):
        began = time.perf_counter()
        connection.request("GET", next(paths), headers={"Accept": "text/html", **headers})
        response = connection.getresponse()
        response.read()
        times.append((time.perf_counter() - began) * 1000)
        status = response.status
    connection.close()
    return median(times), status


def table(endpoint: Endpoint, repeats: int) -> str:
    """One row for each page: made anew (an address that was never asked), kept, and 304."""
    rows = ["| page | made anew, ms | kept, ms | 304, ms |", "|---|--:|--:|--:|"]
    for page in _PAGES:
        mark = "&" if "?" in page else "?"
        new, _ = milliseconds(endpoint, (f"{page}{mark}reader={number}" for number in count()), {}, repeats)
        kept, _ = milliseconds(endpoint, iter([page] * (repeats + 1)), {}, repeats)
        known, status = milliseconds(
            endpoint, iter([page] * (repeats + 1)), {"If-None-Match": _tag(endpoint, page)}, repeats
        )
        rows.append(f"| `{page}` | {new:.2f} | {kept:.2f} | {f'{known:.2f}' if status == 304 else '-'} |")
    return "\n" + "\n".join(rows) + "\n\n"


def _tag(endpoint: Endpoint, page: str) -> str:
    connection = HTTPConnection("127.0.0.1", endpoint.port)
    connection.request("GET", page, headers={"Accept": "text/html"})
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.headers["ETag"]


@click.command()
@click.option("--repeats", default=300, show_default=True, help="Requests for each figure; the median is told.")
def main(repeats: int) -> None:
    """Measure what pages cost in the server of the real graph, and write it into docs/performance.md."""
    with ours(open_project(ROOT), {}) as endpoint:
        time.sleep(_WARMING_SECONDS)
        found = table(endpoint, repeats)
    click.echo(found)
    DOCUMENT.write_text(_MARKS.sub(lambda _: found, DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
