"""The errors that a user of the software can cause, each with the exit status of the command that meets it."""

from dataclasses import dataclass
from pathlib import Path


class IntmkError(Exception):
    """Something that the user can mend; the message says what, where and how."""

    exit_status = 2


class ProjectError(IntmkError):
    """The directory is not a project: ontology/, data/ or shapes/ is missing."""


class SettingError(IntmkError):
    """A setting has a value that it cannot have."""


@dataclass(eq=False)
class DataSyntaxError(IntmkError):
    """A data file does not parse.

    Attributes:
        path: the file.
        line: the line, counted from 1; 0 where the parser names none.
        column: the column, counted from 1; 0 where the parser names none.
        expected: what the parser expected there, in its own words.
    """

    path: Path
    line: int
    column: int
    expected: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.expected}"


class DataError(IntmkError):
    """The data files parse but break a rule of how facts are written."""

    exit_status = 1


class ValidationFailedError(IntmkError):
    """The shapes report a violation, so there is no release."""

    exit_status = 1


class ReleaseError(IntmkError):
    """A release is missing, incomplete or cannot be written."""

    exit_status = 1


class PreflightError(IntmkError):
    """The preflight cannot begin or end: no address, no shapes, or a state file that is none."""
