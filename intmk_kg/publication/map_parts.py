"""What a map of meetings is made of."""

from dataclasses import dataclass

from intmk_kg.publication.entity import Link
from intmk_kg.publication.spans import Span
from intmk_kg.publication.wording import Text


@dataclass(frozen=True)
class Event:
    """A meeting at a place.

    Attributes:
        link: the meeting.
        kind: what kind of meeting.
        is_main: whether it is what the conference is counted by.
        number: of its conference, or "".
        span: its days.
        realization: whether it took place.
        is_held: whether it did.
    """

    link: Link
    kind: Link
    is_main: bool
    number: str
    span: Span
    realization: Link | None
    is_held: bool


@dataclass(frozen=True)
class Label:
    """Where a name stands on a map.

    Attributes:
        x: where it begins or ends.
        y: its base line.
        anchor: `start`, `middle` or `end` of the name is at `x`.
    """

    x: float
    y: float
    anchor: str


@dataclass(frozen=True)
class Site:
    """A place with what met there.

    Attributes:
        link: the place.
        land: the state that it is in, or None.
        events: what met there, the earliest first.
        numbers: of the conferences that met there, such as "3, 4".
        is_held: whether any of it took place.
        is_main: whether any of it was a conference.
        x: from the left; None where its coordinates are not known.
        y: from the top.
        size: the radius of its dot.
        label: where its name stands on a screen of usual width, or None without coordinates.
        narrow_label: where it stands in the larger letters that a phone needs.
    """

    link: Link
    land: Link | None
    events: tuple[Event, ...]
    numbers: str
    is_held: bool
    is_main: bool
    x: float | None
    y: float
    size: float
    label: Label | None = None
    narrow_label: Label | None = None


@dataclass(frozen=True)
class Region:
    """A state: its name where it is known, its outline as an SVG path, and how many conferences met there."""

    code: str
    name: Text | None
    path: str
    conferences: int


@dataclass(frozen=True)
class MeetingMap:
    """A map of where meetings were.

    Attributes:
        width: of the drawing.
        height: of the drawing.
        regions: the states.
        sites: the places, those with the first conferences first.
        elsewhere: what met at no known place.
    """

    width: float
    height: float
    regions: tuple[Region, ...]
    sites: tuple[Site, ...]
    elsewhere: tuple[Event, ...]
