"""What is certain of a query without parsing it, where the engine's own parser can tell the rest.

To parse a light query by the grammar takes as long as to answer it. The engine's parser keeps the grammar too, but for
a few constructs; whatever has the letters of one of them, or of anything that is refused here, is parsed.
"""

import re
from collections import deque
from typing import Final, cast

from intmk_kg.engine.guard.examined import ExaminedQuery
from intmk_kg.engine.guard.parsing import NESTING_DEPTH, declared_prefixes
from intmk_kg.engine.guard.tokens import after_space, declarations
from intmk_kg.engine.requests import QueryForm, SparqlRequest
from intmk_kg.settings import Settings
from intmk_kg.vocabulary.prefixes import PREFIXES

_BYTES_PER_CHARACTER = 4
_FORM = re.compile(r"(SELECT|ASK|CONSTRUCT|DESCRIBE)(?=[\s{?$<*(#])", re.IGNORECASE)
# Letters are looked for wherever they stand, also within other words, in strings and in comments: words may be written
# without space between them, and an escape may hide any of them. Looking for one after the other takes a tenth of the
# time of one regular expression.
_TO_PARSE = (
    *("\\", "<<", "service", "base", "prefix", "version"),
    *("notin", "notexists", "groupby", "orderby", "constructwhere"),
)
_FROM = re.compile(r"(?<![?$])from")
_VOLATILE = ("now", "rand", "uuid", "bnode")
_AGGREGATES = ("count", "sum", "min", "max", "avg", "sample", "group_concat")
_CALLED = r"(?:{})[\s(#]"
_VOLATILE_CALLED, _AGGREGATE_CALLED = (
    re.compile(_CALLED.format("|".join(names))) for names in (_VOLATILE, _AGGREGATES)
)
_PROLOGUES: Final[deque[str]] = deque(maxlen=4)
_LONGEST_PROLOGUE_KEPT = 10_000
_NESTING: Final = "{([!^-+"


def glance(request: SparqlRequest, settings: Settings) -> ExaminedQuery | None:
    """What `request` asks for, when the engine may be asked; None where it has to be parsed to know.

    The engine refuses it then where it is no SPARQL. The prefixes named may be more than it uses.
    """
    query = request.query
    if request.default_graphs or request.named_graphs or len(query) * _BYTES_PER_CHARACTER > settings.query_bytes:
        return None
    prologue, form = _beginning(query)
    declared = declared_prefixes(prologue)
    if declared is None or form is None:
        return None
    rest = query[form.end() :]
    if sum(map(rest.count, _NESTING)) > NESTING_DEPTH or _is_to_parse(rest.lower()):
        return None
    undeclared = frozenset(prefix for prefix in PREFIXES if f"{prefix}:" in rest and f"{prefix}:" not in declared)
    return ExaminedQuery(cast("QueryForm", form[1].upper()), (), (), undeclared=undeclared, start=form.start())


def _beginning(query: str) -> tuple[str, re.Match[str] | None]:
    """The declarations of a query, and the word for its form after them.

    Reading many declarations takes longer than all else here, and clients begin most of their queries with the same.
    """
    for known in _PROLOGUES:
        if query.startswith(known) and (form := _FORM.match(query, after_space(query, len(known)))):
            return known, form
    prologue = declarations(query)
    form = _FORM.match(query, after_space(query, len(prologue)))
    if form and len(prologue) <= _LONGEST_PROLOGUE_KEPT:
        _PROLOGUES.appendleft(prologue)
    return prologue, form


def _is_to_parse(rest: str) -> bool:
    if any(map(rest.__contains__, _TO_PARSE)) or ("from" in rest and _FROM.search(rest)):
        return True
    if any(map(rest.__contains__, _VOLATILE)) and _VOLATILE_CALLED.search(rest):
        return True
    # One aggregate may not stand within another
    return sum(map(rest.count, _AGGREGATES)) > 1 and len(_AGGREGATE_CALLED.findall(rest)) > 1
