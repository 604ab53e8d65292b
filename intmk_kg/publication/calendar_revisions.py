"""How often and when things changed, in the words of calendars; known from the ledger alone, never from a clock."""

from dataclasses import dataclass
from datetime import UTC, datetime

from intmk_kg.release.contents import contents, ledger
from intmk_kg.release.directory import Release

NEVER_RELEASED = "1970-01-01T00:00:00Z"
"""Where there is no ledger yet; iCalendar cannot do without a time."""


@dataclass(frozen=True)
class Revision:
    """A state of a thing.

    Attributes:
        modified: when it came to be, in UTC.
        number: how many states it had before, at least: it grows with every change.
    """

    modified: datetime
    number: int


class Revisions:
    """The states in which a release has its things.

    Args:
        release: what is published.
        base_iri: the beginning of the things' IRIs.
    """

    def __init__(self, release: Release, base_iri: str) -> None:
        self._digests = contents(release)["things"]
        self._ledger = ledger(release)
        self._namespace = f"{base_iri}id/"

    def of(self, iri: str) -> Revision:
        """The state of a thing; one that was never released counts as a change after the last release."""
        local_id = iri.removeprefix(self._namespace)
        known = self._ledger.things.get(local_id)
        modified = self._ledger.modified(local_id, self._digests.get(local_id, ""))
        last = self._ledger.last.issued if self._ledger.last else NEVER_RELEASED
        added = known.added if known else last
        releases = sum(added < entry.issued <= (modified or last) for entry in self._ledger.entries)
        unreleased = known is not None and modified is None
        return Revision(_moment(modified or last), releases + unreleased)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
