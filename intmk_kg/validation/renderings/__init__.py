"""A report as text for a person and in the formats that tools read."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from intmk_kg.validation.authorship import Authorship
from intmk_kg.validation.renderings import json, junit, sarif, text, turtle
from intmk_kg.validation.report import Report

Rendering: TypeAlias = Callable[[Report, Authorship, str], str]

# Each takes the report, who wrote what, and the language of what a person reads.
RENDERINGS: Mapping[str, Rendering] = {
    "text": text.render,
    "json": json.render,
    "junit": junit.render,
    "sarif": sarif.render,
    "turtle": turtle.render,
}
