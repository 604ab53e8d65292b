"""When a release was released, for headers and metadata; unknown for data that was changed since."""

from datetime import datetime

from flask import Response

from intmk_kg.release.contents import ledger
from intmk_kg.web.site import site


def moment_of_release() -> str | None:
    """The moment of the release that is served, as xsd:dateTime in UTC; None where it is not in the ledger."""
    entry = ledger(site().release).entry(site().release.id)
    return entry.issued if entry else None


def day_of_release() -> str | None:
    """The day of the release that is served, as xsd:date; None where it is not in the ledger."""
    moment = moment_of_release()
    return moment.partition("T")[0] if moment else None


def dated(response: Response) -> Response:
    """The response with Last-Modified, where the release tells (RFC 9110, 8.8.2)."""
    moment = moment_of_release()
    if moment:
        response.last_modified = datetime.fromisoformat(moment)
    return response
