"""Reading the parameters of a named question: each value is checked and becomes an RDF term."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from intmk_kg.engine.description import Term
from intmk_kg.engine.interface import EntityReader, SparqlEngine
from intmk_kg.publication.questions import ask
from intmk_kg.publication.questions_definition import CHOICES, NamedQuestion, Parameter
from intmk_kg.publication.wording import label_of
from intmk_kg.vocabulary.prefixes import PREFIXES

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}", re.ASCII)
_IRI = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`\x7f-\x9f]+")


Reason = Literal["unknown", "missing", "repeated", "wrong", "nothing-there"]


class BadParameterError(Exception):
    """A parameter that cannot be used.

    Attributes:
        parameter: its name.
        reason: there is no such parameter, it is missing, given more than once, has a value that it may not have, or a
            well-formed value that names nothing that there is.
    """

    def __init__(self, parameter: str, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.parameter = parameter
        self.reason = reason


@dataclass(frozen=True)
class Choice:
    """A thing that may be chosen.

    Attributes:
        value: what stands for it in an address: its local id without the name of the choice.
        iri: its IRI.
    """

    value: str
    iri: str


class ParameterReader:
    """Reads parameters against one release.

    Args:
        engine: is asked for what may be chosen.
        reader: knows which things there are.
    """

    def __init__(self, engine: SparqlEngine, reader: EntityReader) -> None:
        self._engine = engine
        self._reader = reader

    def read(self, question: NamedQuestion, given: Mapping[str, Sequence[str]]) -> dict[str, Term]:
        """The terms of the parameters that are given, by name.

        Args:
            question: whose parameters they are.
            given: the values as they stand in the address.

        Raises:
            BadParameterError: one is missing, unknown, given twice, or has a value that it may not have.
            Refusal: the engine does not answer now.
        """
        known = {parameter.name: parameter for parameter in question.parameters}
        for name in given:
            if name not in known:
                there_are = ", ".join(f"`{known_name}`" for known_name in known) or "none"
                raise BadParameterError(
                    name, "unknown", f"There is no parameter `{name}` here; there are: {there_are}."
                )
        terms: dict[str, Term] = {}
        for parameter in question.parameters:
            value = _single(parameter, given.get(parameter.name, ()))
            if value is not None:
                terms[parameter.name] = self._term(parameter, value)
            elif not parameter.is_optional:
                message = f"`{parameter.name}` is missing; {self.allowed(parameter)}."
                raise BadParameterError(parameter.name, "missing", message)
        return terms

    def choices(self, type_: str) -> tuple[Choice, ...]:
        """What may be chosen for a type of parameter, by its value."""
        rows = ask(self._engine, f"{CHOICES}/{type_}")
        found = (row["thing"].value for row in rows)
        return tuple(sorted((Choice(_chosen_by(iri, type_), iri) for iri in found), key=lambda choice: choice.value))

    def labelled_choices(self, type_: str, language: str) -> list[tuple[str, str]]:
        """What may be chosen with its label, sorted by label."""
        choices = self.choices(type_)
        labels = self._reader.labels(frozenset(choice.iri for choice in choices))
        named = [(choice.value, label_of(choice.iri, labels, language).value) for choice in choices]
        return sorted(named, key=lambda pair: pair[1].casefold())

    def allowed(self, parameter: Parameter) -> str:
        """What a parameter may be, in words."""
        match parameter.kind:
            case "date":
                return f"it is a day, as {parameter.example}"
            case "integer":
                return f"it is a whole number from {parameter.least} to {parameter.most}, as {parameter.example}"
            case "iri":
                return f"it is the IRI of a thing, as {parameter.example}"
            case _:
                return f"it is one of: {', '.join(choice.value for choice in self.choices(parameter.type))}"

    def _term(self, parameter: Parameter, value: str) -> Term:
        term = self._checked(parameter, value)
        if term is None:
            message = f"`{parameter.name}` cannot be {_shown(value)}; {self.allowed(parameter)}."
            raise BadParameterError(parameter.name, "wrong", message)
        if parameter.kind == "iri" and not self._reader.exists(term.value):
            message = f"Nothing is said here about {_shown(value)}, which `{parameter.name}` names."
            raise BadParameterError(parameter.name, "nothing-there", message)
        return term

    def _checked(self, parameter: Parameter, value: str) -> Term | None:
        match parameter.kind:
            case "date":
                return _literal(value, "date") if _is_date(value) else None
            case "integer":
                is_one = _INTEGER.fullmatch(value) and parameter.least <= int(value) <= parameter.most
                return _literal(value, "integer") if is_one else None
            case "iri":
                return Term("iri", value) if _IRI.fullmatch(value) else None
            case _:
                chosen = {choice.value: choice.iri for choice in self.choices(parameter.type)}
                return Term("iri", chosen[value]) if value in chosen else None


def _single(parameter: Parameter, values: Sequence[str]) -> str | None:
    if len(values) > 1:
        message = f"`{parameter.name}` is given {len(values)} times; once is enough."
        raise BadParameterError(parameter.name, "repeated", message)
    return values[0] if values else None


def _chosen_by(iri: str, type_: str) -> str:
    return iri.rpartition("/")[2].removeprefix(f"{type_}-")


def _literal(value: str, datatype: str) -> Term:
    return Term("literal", value, datatype=PREFIXES["xsd"] + datatype)


def _is_date(value: str) -> bool:
    """Whether it is a full-date of RFC 3339, 5.6 (https://www.rfc-editor.org/rfc/rfc3339#section-5.6)."""
    try:
        return _DATE.fullmatch(value) is not None and date.fromisoformat(value) is not None
    except ValueError:
        return False


def _shown(value: str) -> str:
    return f"“{value[:60]}…”" if len(value) > 60 else f"“{value}”"  # noqa: PLR2004 - as much as a line holds
