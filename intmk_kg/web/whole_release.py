"""Refusing to describe a release of which a part is missing."""

from intmk_kg.publication.wholeness import is_whole
from intmk_kg.web.problems import Problem
from intmk_kg.web.site import site

_RETRY_SECONDS = 30


def require_whole_release() -> None:
    """Go on only where all datasets can be had; nothing is cached of a refusal.

    Raises:
        Problem: 503, for a part of the release is missing.
    """
    if not is_whole(site().release, site().entities):
        raise Problem(503, headers={"Retry-After": str(_RETRY_SECONDS)})
