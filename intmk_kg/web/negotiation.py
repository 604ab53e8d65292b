"""Which of the offered media types answers an Accept header.

Follows RFC 9110, 12.5.1 (https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1). Beyond it, a range with a parameter
that an offered type does not have (`text/turtle;profile="…"`) still names that type, but only where no better range
speaks of it: clients send such parameters and are better served than refused.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_WORD = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_PARAMETER = re.compile(rf"\s*;\s*(?:({_WORD})\s*=\s*({_WORD}|{_QUOTED}))?")
_RANGE = re.compile(rf"\s*({_WORD})/({_WORD})")
_MEMBER = re.compile(rf'(?:[^,"]|{_QUOTED})+')
_WEIGHT = re.compile(r"(?:0(?:\.\d*)?|1(?:\.0*)?)")

_ANYTHING, _TYPE, _LENIENT, _NAMED, _NAMED_WITH_PARAMETERS = range(5)
LONGEST_HEADER = 2048
"""What a header has beyond this is not heeded."""


@dataclass(frozen=True)
class MediaRange:
    """One member of an Accept header.

    Attributes:
        type: the type in lower case, or `*`.
        subtype: the subtype in lower case, or `*`.
        parameters: names in lower case with their values, without the weight.
        quality: the weight, 0 to 1.
    """

    type: str
    subtype: str
    parameters: frozenset[tuple[str, str]]
    quality: float


def negotiate(accept: str | None, offered: Sequence[str]) -> str | None:
    """The offered media type that an Accept header likes best.

    Of equally liked ones the one that the header names more precisely wins, then the one offered first.

    Args:
        accept: the header's value; None or without any valid member means that everything is accepted.
        offered: media types, the server's favourite first; they may have parameters.

    Returns:
        A member of `offered`, or None where the header accepts none of them.
    """
    return _negotiate((accept or "")[:LONGEST_HEADER], tuple(offered))


def media_ranges(accept: str) -> tuple[MediaRange, ...]:
    """The valid members of an Accept header; what is malformed is passed over."""
    members = (_media_range(member) for member in _MEMBER.findall(accept))
    return tuple(member for member in members if member is not None)


@lru_cache(maxsize=1024)
def _negotiate(accept: str, offered: tuple[str, ...]) -> str | None:
    ranges = media_ranges(accept) or (MediaRange("*", "*", frozenset(), 1.0),)
    best: tuple[float, int] = (0.0, -1)
    chosen = None
    for media_type in offered:
        liking = _liking(media_type, ranges)
        if liking[0] > 0 and liking > best:
            best, chosen = liking, media_type
    return chosen


def _liking(media_type: str, ranges: tuple[MediaRange, ...]) -> tuple[float, int]:
    """How much the most specific range that matches likes a media type, and how specific it is."""
    offered = _media_range(media_type)
    if offered is None:
        raise ValueError(f"{media_type!r} is not a media type")
    matches = ((_specificity(range_, offered), range_.quality) for range_ in ranges)
    found = [
        (specificity, parameters, quality)
        for (specificity, parameters), quality in matches
        if specificity >= 0 and not (specificity == _LENIENT and quality == 0)
    ]
    if not found:
        return (0.0, -1)
    specificity, _, quality = max(found)
    return (quality, specificity)


def _specificity(range_: MediaRange, offered: MediaRange) -> tuple[int, int]:
    """How precisely a range names an offered type, -1 where it does not, and with how many parameters."""
    if range_.type not in ("*", offered.type) or range_.subtype not in ("*", offered.subtype):
        return (-1, 0)
    if range_.subtype == "*":
        return (_ANYTHING if range_.type == "*" else _TYPE, 0)
    if not range_.parameters:
        return (_NAMED, 0)
    known = range_.parameters <= offered.parameters | {("charset", "utf-8")}
    return (_NAMED_WITH_PARAMETERS, len(range_.parameters)) if known else (_LENIENT, 0)


def _media_range(member: str) -> MediaRange | None:
    match = _RANGE.match(member)
    if match is None or (match[1] == "*" and match[2] != "*"):
        return None
    parameters: set[tuple[str, str]] = set()
    quality = 1.0
    position = match.end()
    while position < len(member.rstrip()):
        parameter = _PARAMETER.match(member, position)
        if parameter is None:
            return None
        position = parameter.end()
        name, value = (parameter[1] or "").lower(), _unquoted(parameter[2] or "")
        if name == "q":
            if _WEIGHT.fullmatch(value) is None:
                return None
            quality = float(value)
            break
        if name:
            parameters.add((name, value.lower() if name == "charset" else value))
    return MediaRange(match[1].lower(), match[2].lower(), frozenset(parameters), quality)


def _unquoted(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value
