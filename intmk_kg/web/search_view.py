"""What was found in the words of a reader, for the page and for programs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from intmk_kg.engine.description import Labels
from intmk_kg.errors import ReleaseError
from intmk_kg.linking.entries import SEARCH_INDEX
from intmk_kg.linking.found import Found, Hit
from intmk_kg.linking.ranking import MatchedText
from intmk_kg.linking.search_index import SearchIndex
from intmk_kg.publication.wording import Text, compact_form, label_of
from intmk_kg.web.addresses import local_path, relative
from intmk_kg.web.problems import Problem
from intmk_kg.web.site import site

_RETRY_SECONDS = 2


@dataclass(frozen=True)
class SearchView:
    """The answer to a search in one language.

    Attributes:
        text: what was searched for.
        found: what was found.
        language: of the words.
    """

    text: str
    found: Found
    language: str

    @cached_property
    def _labels(self) -> Mapping[str, Labels]:
        return labels_of((hit for group in self.found.groups for hit in group.hits), self.found)

    def name(self, iri: str) -> Text:
        """What a class or a property is called."""
        return label_of(iri, self._labels, self.language)

    def as_json(self, address: str) -> dict[str, Any]:
        """The answer for programs.

        Args:
            address: of the answer, to which the pages of the things are relative.
        """
        return {
            "query": self.text,
            "matched": self.found.manner,
            "count": self.found.count,
            "groups": [
                {
                    "class": group.class_,
                    "label": self.name(group.class_).value,
                    "count": group.count,
                    "results": [self._result(hit, address) for hit in group.hits],
                }
                for group in self.found.groups
            ],
        }

    def _result(self, hit: Hit, address: str) -> dict[str, Any]:
        return {
            "iri": hit.iri,
            "label": hit.label.text,
            "language": hit.label.language,
            "page": page_of(hit, address),
            "score": round(hit.score, 4),
            "exact": hit.is_exact,
            "matches": [self._match(match) for match in (hit.label, *hit.matches) if _is_marked(match)],
        }

    def _match(self, match: MatchedText) -> dict[str, Any]:
        return {
            "property": compact_form(match.predicate),
            "text": match.text,
            "language": match.language,
            "words": [piece for piece, is_match in match.segments if is_match],
        }


def suggestions_as_json(text: str, hits: tuple[Hit, ...], language: str, address: str) -> dict[str, Any]:
    """What may be meant by text that is still being written, for programs."""
    labels = labels_of(hits)
    return {
        "query": text,
        "suggestions": [
            {
                "iri": hit.iri,
                "label": hit.label.text,
                "language": hit.label.language,
                "class": label_of(hit.class_, labels, language).value,
                "name": next((match.text for match in hit.matches), None),
                "page": page_of(hit, address),
            }
            for hit in hits
        ],
    }


def page_of(hit: Hit, address: str) -> str:
    """The link from an address of this service to the page of a thing."""
    path = local_path(hit.iri, site().settings.base_iri)
    return relative(path, address) if path else hit.iri


def labels_of(hits: Iterable[Hit], found: Found = Found("none")) -> Mapping[str, Labels]:  # noqa: B008 - it never changes
    """The labels of the classes and properties of what was found, read in one batch."""
    listed = list(hits)
    predicates = (match.predicate for hit in listed for match in hit.matches)
    classes = (*(group.class_ for group in found.groups), *(hit.class_ for hit in listed))
    return site().entities.labels(frozenset({*predicates, *classes}))


def asked_index() -> SearchIndex:
    """The search index of the release that is served.

    Raises:
        Problem: the release has none.
    """
    try:
        return _index(site().release.path / SEARCH_INDEX.name, site().settings.search_seconds)
    except ReleaseError as error:
        raise Problem(503, "This release cannot be searched. It has to be built again.") from error


def stopped() -> Problem:
    """The problem that a search is which took too long."""
    detail = "The search took too long and was stopped. Please ask again in a moment."
    return Problem(503, detail, headers={"Retry-After": str(_RETRY_SECONDS)})


def _is_marked(match: MatchedText) -> bool:
    return any(is_match for _, is_match in match.segments)


@lru_cache(maxsize=4)
def _index(path: Path, seconds: float) -> SearchIndex:
    return SearchIndex(path, seconds)
