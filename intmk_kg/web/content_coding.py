"""Which content coding answers an Accept-Encoding header.

Follows RFC 9110, 12.5.3 (https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3): what is not named and not covered by
`*` is not acceptable, except the representation as it is, which has to be excluded to be unacceptable.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

IDENTITY = "identity"
GZIP = "gzip"
ZSTANDARD = "zstd"
CODINGS = (ZSTANDARD, GZIP)
"""The codings that there are, the favourite of those that a client names first: it is quicker and packs as well."""

_MEMBER = re.compile(r"\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*(?:;\s*[qQ]\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?")
_ALIASES = {"x-gzip": GZIP}
_LONGEST_HEADER = 512


@dataclass(frozen=True)
class AcceptedCoding:
    """The answer to an Accept-Encoding header.

    Attributes:
        coding: the best coding, or `identity`; None where the header accepts none that there is.
        is_identity_refused: whether the representation may not be given as it is.
    """

    coding: str | None
    is_identity_refused: bool = False


def accepted_coding(accept_encoding: str | None) -> AcceptedCoding:
    """The coding to answer in; as it is where the client does not speak of codings."""
    if accept_encoding is None:
        return AcceptedCoding(IDENTITY)
    return _accepted(accept_encoding[:_LONGEST_HEADER])


@lru_cache(maxsize=1024)
def _accepted(accept_encoding: str) -> AcceptedCoding:
    qualities = _qualities(accept_encoding)
    identity = qualities.get(IDENTITY, qualities.get("*"))
    best: tuple[float, bool, bool] = (identity or 0.0, False, False)
    # One that nobody named may be unknown to the client, so that then the older one is the better guess
    chosen = IDENTITY if identity != 0 else None
    for coding in CODINGS:
        quality = qualities.get(coding, qualities.get("*", 0.0))
        is_named = coding in qualities
        liking = (quality, is_named, is_named == (coding == ZSTANDARD))
        if quality > 0 and liking >= best:
            best, chosen = liking, coding
    return AcceptedCoding(chosen, is_identity_refused=identity == 0)


def _qualities(accept_encoding: str) -> dict[str, float]:
    """The weight of each coding that the header names; what is malformed is passed over."""
    qualities: dict[str, float] = {}
    for member in accept_encoding.split(","):
        if (match := _MEMBER.fullmatch(member)) is not None:
            name = match[1].lower()
            qualities.setdefault(_ALIASES.get(name, name), float(match[2] or 1))
    return qualities
