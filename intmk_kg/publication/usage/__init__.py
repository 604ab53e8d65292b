"""Examples of how to use the data, as files that run; the tests run them."""

from dataclasses import dataclass
from importlib.resources import files

from intmk_kg.settings import Settings


@dataclass(frozen=True)
class Snippet:
    """A program that uses the data.

    Attributes:
        file: beside this module.
        interpreter: what runs it.
    """

    file: str
    interpreter: str


SNIPPETS = {
    "shell-table": Snippet("shell-table.sh", "sh"),
    "python-table": Snippet("python-table.txt", "python"),
    "python-sparql": Snippet("python-sparql.txt", "python"),
    "python-graph": Snippet("python-graph.txt", "python"),
    "r-table": Snippet("r-table.R", "Rscript"),
    "r-sparql": Snippet("r-sparql.R", "Rscript"),
    "javascript-sparql": Snippet("javascript-sparql.mjs", "node"),
    "javascript-table": Snippet("javascript-table.mjs", "node"),
}


def snippet(name: str, settings: Settings) -> str:
    """A program that asks this service; in the file it asks one with the default address.

    Args:
        name: one of SNIPPETS.
        settings: the public address of this service.
    """
    text = (files(__name__) / SNIPPETS[name].file).read_text(encoding="utf-8")
    return text.replace(Settings().public_url, settings.public_url)
