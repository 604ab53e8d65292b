"""How exactly a date is known, as stated beside it.

The precision of a date that is adopted is that of the thing; a date that is not adopted has its own, beside it in its
set.
"""

from collections.abc import Iterable

from intmk_kg.vocabulary.prefixes import PREFIXES

DATE = PREFIXES["xsd"] + "date"
"""The datatype of a date."""

_INTMK, _SCHEMA = PREFIXES["intmk"], PREFIXES["schema"]
_PRECISION_OF = {
    **dict.fromkeys((f"{_SCHEMA}{name}" for name in ("endDate", "dissolutionDate")), f"{_INTMK}endPrecision"),
    f"{_INTMK}retrieved": f"{_INTMK}datePrecision",
}

PRECISIONS = frozenset(f"{_INTMK}{name}" for name in ("startPrecision", "endPrecision", "datePrecision"))
"""The properties that say how exactly a date is known."""


def precision_of(predicate: str, said: Iterable[tuple[str, str]]) -> str:
    """The precision of the dates of a thing by a property: `Day` where none is stated.

    Args:
        predicate: the property of the date.
        said: the predicates and values of the thing.
    """
    stated_by = _PRECISION_OF.get(predicate, f"{_INTMK}startPrecision")
    stated = (value for property_, value in said if property_ == stated_by)
    return next(stated, "Day").removeprefix(_INTMK)
