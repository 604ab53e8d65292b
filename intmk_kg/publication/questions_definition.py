"""The named questions: one file each in engine/queries/questions/, a query that describes its parameters and columns.

Each file begins with `#+` lines as those of tables do (`tables_definition`), and may have `[parameters.<name>]` there.
A parameter has

- `type`: `date`, `integer`, `iri` (of a thing that the release describes), or the name of a query in
  engine/queries/questions/choices/, which selects the things that may be chosen;
- `de`, `en`: what it is called;
- `example`: a value;
- `optional`: whether it may be left out;
- `least`, `most`: between which an integer is.

Its name is that of a variable that the query selects, which has the value from the start.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from intmk_kg.publication.tables_definition import TableDefinition, parse_definition, parse_header

FOLDER = "questions"
CHOICES = f"{FOLDER}/choices"

Kind = Literal["date", "integer", "iri", "choice"]


@dataclass(frozen=True)
class Parameter:
    """A parameter of a question.

    Attributes:
        name: in the address, and of the variable.
        type: of its values.
        titles: what it is called, by language.
        example: a value.
        is_optional: whether it may be left out.
        least: the smallest integer that it may be.
        most: the largest.
    """

    name: str
    type: str
    titles: Mapping[str, str]
    example: str
    is_optional: bool = False
    least: int = 0
    most: int = 999_999

    @property
    def kind(self) -> Kind:
        """What its values are."""
        match self.type:
            case "date" | "integer" | "iri":
                return self.type
            case _:
                return "choice"


@dataclass(frozen=True)
class NamedQuestion:
    """A question with an address.

    Attributes:
        table: its name, titles, description and columns.
        parameters: what has to be said before it can be answered.
    """

    table: TableDefinition
    parameters: tuple[Parameter, ...]

    @property
    def name(self) -> str:
        """In its address: `/queries/<name>.json`."""
        return self.table.name

    @property
    def query(self) -> str:
        """The name of its query in engine/queries/."""
        return f"{FOLDER}/{self.name}"

    @property
    def example(self) -> dict[str, str]:
        """Values for all its parameters that have to be given; of one that has none, for all."""
        needed = {parameter.name: parameter.example for parameter in self.parameters if not parameter.is_optional}
        return needed or {parameter.name: parameter.example for parameter in self.parameters}

    @property
    def needs_parameters(self) -> bool:
        """Whether it cannot be answered without any."""
        return any(not parameter.is_optional for parameter in self.parameters)


@cache
def named_questions() -> tuple[NamedQuestion, ...]:
    """All questions, by name."""
    folder = files("intmk_kg.engine") / "queries" / FOLDER
    queries = sorted((file for file in folder.iterdir() if file.name.endswith(".rq")), key=lambda file: file.name)
    return tuple(parse_question(file.name.removesuffix(".rq"), file.read_text(encoding="utf-8")) for file in queries)


def named_question(name: str) -> NamedQuestion | None:
    """The question of this name, or None."""
    return next((question for question in named_questions() if question.name == name), None)


def parse_question(name: str, query: str) -> NamedQuestion:
    """The question in the `#+` lines of a query.

    Raises:
        ValueError: they are not TOML, or lack what a question or a parameter must have.
    """
    declared = parse_header(query).get("parameters", {})
    try:
        parameters = tuple(_parameter(parameter, values) for parameter, values in declared.items())
    except KeyError as error:
        raise ValueError(f"a parameter of the question {name} lacks {error}") from error
    return NamedQuestion(parse_definition(name, query), parameters)


def _parameter(name: str, values: Mapping[str, Any]) -> Parameter:
    titles = {language: values[language] for language in ("de", "en")}
    bounds = {bound: values[bound] for bound in ("least", "most") if bound in values}
    return Parameter(name, values["type"], titles, values["example"], values.get("optional", False), **bounds)
