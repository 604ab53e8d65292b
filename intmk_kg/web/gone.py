"""What is answered for a thing that is not there: 410 with its successor if a release had it, else 404."""

from intmk_kg.release.contents import ledger
from intmk_kg.web.problems import NotFound, Problem
from intmk_kg.web.site import site


def missing(iri: str) -> Problem:
    """The problem to raise for a thing that the graph says nothing of (RFC 9110, 15.5.11)."""
    known = ledger(site().release)
    removal = known.removals.get(iri)
    if removal is None:
        return NotFound()
    members, headers = {"removed": removal.removed}, {}
    if successor := known.successor(iri):
        members["successor"] = successor
        headers["Link"] = f'<{successor}>; rel="successor-version"'
    return Problem(410, members=members, headers=headers)
