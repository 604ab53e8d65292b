"""The counts that a release has of its graph, and the queries that ask for them.

How many triples there are, and how many of each class and of each property, is what explorers and harvesters of
endpoints ask first (https://www.w3.org/TR/void/#statistics), and it takes a scan of the whole graph each time. Such a
query is answered from the counts instead: it is rewritten as one over VALUES, so that order, limit and format stay the
engine's business.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from intmk_kg.vocabulary.prefixes import PREFIXES

_LONGEST = 1000
# They are an argument of a process, of which Linux lets one have 128 KiB, and part of the rewritten query
_MOST_BYTES = 40_000
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^<>\"{}|^`\\\x00-\x20]+")
_TYPE = f"{PREFIXES['rdf']}type"

_VARIABLE = r"\?[A-Za-z_][A-Za-z0-9_]*"
_COUNT = rf"\(\s*COUNT\s*\(\s*(?:\*|(?P<counted>{_VARIABLE}))\s*\)\s*AS\s*(?P<count>{_VARIABLE})\s*\)"
_IS_A = rf"(?P<type>(?-i:a|rdf:type)\s|<(?-i:{re.escape(_TYPE)})>)"
_PATTERN = (
    rf"(?:WHERE\s*)?\{{\s*(?P<subject>{_VARIABLE})\s*(?:(?P<predicate>{_VARIABLE})|{_IS_A})"
    rf"\s*(?P<object>{_VARIABLE})\s*(?:\.\s*)?\}}"
)
_TAIL = (
    rf"(?P<tail>(?:\s*ORDER\s+BY(?:\s*(?:(?:DESC|ASC)\s*\(\s*{_VARIABLE}\s*\)|{_VARIABLE}))+)?"
    r"(?:\s*LIMIT\s+[0-9]+)?(?:\s+OFFSET\s+[0-9]+)?)\s*(?:#[^\r\n]*\s*)*"
)
_TRIPLES = re.compile(rf"SELECT\s*{_COUNT}\s*{_PATTERN}{_TAIL}", re.IGNORECASE)
_GROUPS = re.compile(
    rf"SELECT\s*(?P<group>{_VARIABLE})\s*{_COUNT}\s*{_PATTERN}\s*GROUP\s+BY\s*(?P<by>{_VARIABLE}){_TAIL}", re.IGNORECASE
)
_VARIABLES = re.compile(_VARIABLE)
_RDF = re.compile(r"\brdf:\s*<([^>]*)>", re.IGNORECASE)


@dataclass(frozen=True)
class Counts:
    """The counts of a default graph.

    Attributes:
        triples: how many there are.
        classes: how many things each class has; None where one of them is no IRI, or there are too many.
        properties: how many triples each property has; None where there are too many.
    """

    triples: int
    classes: Mapping[str, int] | None
    properties: Mapping[str, int] | None

    def rewritten(self, query: str, start: int) -> str | None:
        """A query that is answered by these counts as one that needs no scan; None for all others.

        Args:
            query: has passed the guard, and is asked of the default graph.
            start: where its declarations end and SELECT begins.
        """
        if len(query) - start > _LONGEST:
            return None
        if found := _TRIPLES.fullmatch(query, start):
            return self._total(found)
        if (found := _GROUPS.fullmatch(query, start)) and _means_rdf(query[:start]):
            return self._histogram(found)
        return None

    def _total(self, found: re.Match[str]) -> str | None:
        if found["type"] or not _is_plain(found):
            return None
        return _over_values([found["count"]], [str(self.triples)], found["tail"])

    def _histogram(self, found: re.Match[str]) -> str | None:
        group, counts = (found["object"], self.classes) if found["type"] else (found["predicate"], self.properties)
        if counts is None or not (found["group"] == found["by"] == group) or not _is_plain(found):
            return None
        rows = [f"<{iri}> {count}" for iri, count in counts.items()]
        return _over_values([group, found["count"]], rows, found["tail"])


def read_counts(numbers: Mapping[str, Any] | None) -> Counts | None:
    """The counts among the numbers of a release's default graph; None for a release that has none.

    Args:
        numbers: `triples`, and rows of `classes` and `properties`.
    """
    if numbers is None:
        return None
    return Counts(
        numbers["triples"],
        _named((row["class"], row["entities"]) for row in numbers["classes"]),
        _named((row["property"], row["triples"]) for row in numbers["properties"]),
    )


def _named(rows: Iterable[tuple[str, int]]) -> Mapping[str, int] | None:
    named = dict(rows)
    size = sum(len(iri.encode()) for iri in named)
    return named if size <= _MOST_BYTES and all(map(_IRI.fullmatch, named)) else None


def _means_rdf(declarations: str) -> bool:
    """Whether `rdf:` has its usual meaning after these declarations."""
    return all(namespace == PREFIXES["rdf"] for namespace in _RDF.findall(declarations))


def _is_plain(found: re.Match[str]) -> bool:
    """Whether all variables of the pattern differ, the count has another name, and nothing else is ordered by."""
    pattern = [name for name in (found["subject"], found["predicate"], found["object"]) if name]
    known = {found["count"], *([found["by"]] if "by" in found.re.groupindex else [])}
    return (
        len({*pattern, found["count"]}) == len(pattern) + 1
        and (found["counted"] is None or found["counted"] in pattern)
        and known.issuperset(_VARIABLES.findall(found["tail"]))
    )


def _over_values(variables: list[str], rows: list[str], tail: str) -> str:
    names = " ".join(variables)
    return f"SELECT {names} {{ VALUES ({names}) {{ {' '.join(f'({row})' for row in rows)} }} }} {tail}"
