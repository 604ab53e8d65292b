"""In which language a page is written: `?lang=`, else Accept-Language, else German."""

import re
from functools import lru_cache

LANGUAGES = ("de", "en")
DEFAULT = "de"

_LANGUAGE_RANGE = re.compile(
    r"\s*(\*|[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)\s*(?:;\s*q\s*=\s*(0(?:\.\d*)?|1(?:\.0*)?))?\s*"
)
_LONGEST_HEADER = 512


def choose_language(asked: str | None, accept_language: str | None) -> str:
    """The language of a page.

    Args:
        asked: the value of `?lang=`; passed over where it is none of ours.
        accept_language: the header (RFC 9110, 12.5.4, https://www.rfc-editor.org/rfc/rfc9110#section-12.5.4), looked up
            as RFC 4647, 3.4 says: `de-AT` is answered in `de`.

    Returns:
        A member of LANGUAGES; German where nothing else is wanted, so that a page is never refused for its language.
    """
    if asked in LANGUAGES:
        return str(asked)
    return _looked_up(accept_language[:_LONGEST_HEADER]) if accept_language else DEFAULT


@lru_cache(maxsize=1024)
def _looked_up(accept_language: str) -> str:
    qualities: dict[str, float] = {}
    for member in accept_language.split(","):
        match = _LANGUAGE_RANGE.fullmatch(member)
        if match:
            language = match[1].lower().partition("-")[0]
            qualities[language] = max(qualities.get(language, 0.0), float(match[2] or 1))
    wanted = {language: qualities.get(language, qualities.get("*", 0.0)) for language in LANGUAGES}
    best = max(LANGUAGES, key=lambda language: (wanted[language], language == DEFAULT))
    return best if wanted[best] > 0 else DEFAULT
