"""What a drawn line of time is made of."""

from dataclasses import dataclass

from intmk_kg.publication.entity import Link
from intmk_kg.publication.spans import Span
from intmk_kg.publication.wording import Text


@dataclass(frozen=True)
class Stretch:
    """From one height to another."""

    top: float
    height: float


@dataclass(frozen=True)
class Bar:
    """Something that lasts.

    Attributes:
        link: what it is.
        text: what stands on it.
        short: the same for narrow screens.
        numbers: of the conferences within it.
        span: its time.
        place: where it is drawn.
        vague: the parts of it in which its beginning or end lies, or that no source bounds.
        label_top: where its text stands; None where there is no room for it.
        is_linked: whether it is large enough to be met by a finger.
    """

    link: Link
    text: Text
    short: str
    numbers: tuple[str, ...]
    span: Span
    place: Stretch
    vague: tuple[Stretch, ...]
    label_top: float | None
    is_linked: bool


@dataclass(frozen=True)
class Mark:
    """A meeting.

    Attributes:
        link: what it is.
        kind: what kind of meeting.
        is_main: whether it is what the conference is counted by.
        conference: the conference, or None.
        number: of its conference, or "".
        places: where.
        span: its days.
        realization: whether it took place.
        is_held: whether it did.
        top: the height of its days; of the middle of the time in which it was, where no day is known.
        within: the time in which it was, where no day is known.
        label_top: the height of its text; None where there is no room for it.
    """

    link: Link
    kind: Link
    is_main: bool
    conference: Link | None
    number: str
    places: tuple[Link, ...]
    span: Span
    realization: Link | None
    is_held: bool
    top: float
    within: Stretch | None
    label_top: float | None


@dataclass(frozen=True)
class Timeline:
    """A drawing of the time.

    Attributes:
        zoom: the size, from 1 on; a place in `timeline.ZOOMS`.
        height: of the whole drawing.
        years: each year with the height of its first day.
        presidencies: the latest first.
        presidency_gaps: where no presidency is known.
        chairs: the latest first.
        chair_gaps: where nobody is known to have had the chair.
        marks: the meetings that have a place on the line, the latest first.
        undated: those that have none.
    """

    zoom: int
    height: float
    years: tuple[tuple[int, float], ...]
    presidencies: tuple[Bar, ...]
    presidency_gaps: tuple[Stretch, ...]
    chairs: tuple[Bar, ...]
    chair_gaps: tuple[Stretch, ...]
    marks: tuple[Mark, ...]
    undated: tuple[Mark, ...]
