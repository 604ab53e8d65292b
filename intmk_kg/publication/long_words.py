"""Where a long German word may be parted: browsers without a dictionary would part it anywhere."""

import re

SOFT_HYPHEN = "\N{SOFT HYPHEN}"

_LONG = re.compile(r"[^\W\d_]{18,}")
# With what parts of the compounds begin that authorities and conferences are named by
_PARTS = re.compile(
    r"(?<=[^\W\d_]{4})(?=(?:minister|konferenz|integration|verwaltung|gesundheit|beauftragt|präsident|entwicklung"
    r"|gesellschaft|wissenschaft|angelegenheit|arbeitsgemeinschaft|angehörig|gleichstellung|verbraucher))"
)


def with_soft_hyphens(text: str) -> str:
    """The same words with soft hyphens (U+00AD) in the long ones, which show only where a line ends there.

    See CSS Text 3, 5.4 (https://www.w3.org/TR/css-text-3/#hyphens-property).
    """
    return _LONG.sub(lambda word: _PARTS.sub(SOFT_HYPHEN, word[0]), text)
