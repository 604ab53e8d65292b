"""Larger projects in the conference's own terms: the real data, followed by further generations of itself.

A generation is a copy of all conferences, ministries, persons and documents under names of its own: conferences are
numbered on, presidencies follow in the years after, and all dates are shifted with them. Länder, places, topics and
roles stay the sixteen, twenty-five and so on that there are, so that more and more things hang on them, as they would.
"""

import re
import shutil
from calendar import isleap
from collections.abc import Callable
from pathlib import Path

from intmk_kg.project import Project, open_project

COPIED = ("conferences", "ministries", "persons", "documents")
CONFERENCES = 22
YEARS = 19

_NUMBERED_ON = 100
_SETS_NUMBERED_ON = 10_000
_DEFINED = re.compile(r"^r:([a-z0-9-]+) a ", re.MULTILINE)
_NAMED = re.compile(r"(?<![\w:])r:([a-z0-9-]+)")
_DATE = re.compile(r'"(\d{4})-(\d\d-\d\d)"\^\^xsd:date')
_CONFERENCE_NUMBER = re.compile(r"(?<=intmk:conferenceNumber )(\d+)")
_IDENTIFIER = re.compile(r'(?<=dct:identifier ")(\d+)(?=-)')
_NOTATION = re.compile(r'(skos:notation "[^"]*)"')
_YEAR_IN_NAME = "[12][0-9]{3}"
_URL = re.compile(r"(schema:url <[^>]*)>")
_OF_CONFERENCE = re.compile(
    r"(conference|meeting|procedure|handover|pressconference|resolution|motion|item|ballot|vote|statement"
    r"|participation)-(\d+)(.*)"
)
_OF_YEAR = re.compile(r"(presidency|chair)-(\d{4})(.*)")
_NUMBERED = re.compile(r"((?:authority|ministry|post|responsibility|tenure|set)-.+-)(\d+)([a-z]?)")


def enlarge(project: Project, directory: Path, generations: int) -> Project:
    """A project in `directory` that holds the data of `project` so many times.

    Args:
        project: what to multiply; it stays as it is.
        directory: does not exist yet.
        generations: how many there are, the real one included.
    """
    for authored in (project.ontology, project.shapes, project.data):
        shutil.copytree(authored, directory / authored.name)
    _allow_far_years(directory / project.shapes.name)
    files = {path: path.read_text(encoding="utf-8") for part in COPIED for path in (project.data / part).glob("*.trig")}
    own = frozenset(name for text in files.values() for name in _DEFINED.findall(text))
    for generation in range(1, generations):
        rewrite = _rewriting(generation, own)
        for path, text in files.items():
            copy = directory / "data" / f"generation-{generation}" / path.relative_to(project.data)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(rewrite(text), encoding="utf-8")
    return open_project(directory)


def _allow_far_years(shapes: Path) -> None:
    """The shapes take a name with a year from 3000 on for a slip, and the fifty-third generation has such names."""
    for path in shapes.glob("*.ttl"):
        path.write_text(path.read_text(encoding="utf-8").replace(_YEAR_IN_NAME, "[0-9]{4}"), encoding="utf-8")


def _rewriting(generation: int, own: frozenset[str]) -> Callable[[str], str]:
    """A function that rewrites a file of the real data as one of a generation."""
    years, number = generation * YEARS, generation * CONFERENCES

    def name(match: re.Match[str]) -> str:
        return f"r:{_name(match[1], generation, years)}" if match[1] in own else match[0]

    def date(match: re.Match[str]) -> str:
        year = int(match[1]) + years
        day = "02-28" if match[2] == "02-29" and not isleap(year) else match[2]
        return f'"{year:04}-{day}"^^xsd:date'

    def numbered_on(match: re.Match[str]) -> str:
        return str(int(match[1]) + number)

    def rewrite(text: str) -> str:
        for pattern, replacement in (
            (_NAMED, name),
            (_DATE, date),
            (_CONFERENCE_NUMBER, numbered_on),
            (_IDENTIFIER, numbered_on),
            (_NOTATION, rf'\g<1>-g{generation}"'),
            (_URL, rf"\g<1>#g{generation}>"),
        ):
            text = pattern.sub(replacement, text)
        return text

    return rewrite


def _name(local_id: str, generation: int, years: int) -> str:
    if match := _OF_CONFERENCE.fullmatch(local_id):
        return f"{match[1]}-{int(match[2]) + generation * CONFERENCES}{match[3]}"
    if match := _OF_YEAR.fullmatch(local_id):
        return f"{match[1]}-{int(match[2]) + years}{match[3]}"
    if match := _NUMBERED.fullmatch(local_id):
        step = _SETS_NUMBERED_ON if local_id.startswith("set-") else _NUMBERED_ON
        return f"{match[1]}{int(match[2]) + generation * step}{match[3]}"
    return f"{local_id}-g{generation}"
