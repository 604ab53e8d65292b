"""What a harvester stumbles over: faults, each with a code, and findings, each a fault at a page or node."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

PORTALS = ("ckan", "europa", "udata")


@dataclass(frozen=True)
class Fault:
    """A kind of fault, as faults.toml describes it.

    Attributes:
        code: names it.
        portals: where it shows.
        stops: the portals whose whole harvest it ends.
        drops: the portals that leave out the dataset concerned.
        is_notice: whether it is only told.
        messages: the message per language, with placeholders.
    """

    code: str
    portals: tuple[str, ...]
    stops: tuple[str, ...]
    drops: tuple[str, ...]
    is_notice: bool
    messages: tuple[tuple[str, str], ...]


@dataclass(frozen=True, order=True)
class Finding:
    """A fault at a page or node.

    Attributes:
        code: the fault's code.
        subject: the URL of the page or the IRI of the node.
        details: what the message names besides, as pairs of name and value.
    """

    code: str
    subject: str
    details: tuple[tuple[str, str], ...] = ()

    @property
    def fault(self) -> Fault:
        """The kind of fault."""
        return faults()[self.code]

    def message(self, language: str) -> str:
        """The message in German or English."""
        return dict(self.fault.messages)[language].format(subject=self.subject, **dict(self.details))


def found(code: str, subject: object, **details: object) -> Finding:
    """A finding; the details are those that the fault's message names."""
    return Finding(code, str(subject), tuple(sorted((name, str(value)) for name, value in details.items())))


@cache
def faults() -> dict[str, Fault]:
    """All kinds of fault, by code, in the order in which a harvester meets them."""
    written = tomllib.loads((files(__package__) / "faults.toml").read_text(encoding="utf-8"))
    return {
        code: Fault(
            code=code,
            portals=tuple(entry["portals"]),
            stops=tuple(entry.get("stops", ())),
            drops=tuple(entry.get("drops", ())),
            is_notice=entry.get("notice", False),
            messages=tuple((language, entry[language]) for language in ("de", "en")),
        )
        for code, entry in written.items()
    }
