"""What a search finds, in plain values."""

from dataclasses import dataclass

from intmk_kg.linking.ranking import MatchedText


@dataclass(frozen=True)
class Hit:
    """A thing that was found.

    Attributes:
        iri: the thing.
        class_: the IRI of its class.
        score: how well it fits, from 0 to 1.
        is_exact: whether one of its names or codes is just what was asked for.
        label: its label, in the language of the search where it has one in it.
        matches: what else of it matches, where the label alone does not say it.
    """

    iri: str
    class_: str
    score: float
    is_exact: bool
    label: MatchedText
    matches: tuple[MatchedText, ...]


@dataclass(frozen=True)
class Group:
    """What was found of one class.

    Attributes:
        class_: the IRI of the class.
        count: how many things of it were found.
        hits: the best of them, best first.
    """

    class_: str
    count: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True)
class Found:
    """The answer to a search.

    Attributes:
        manner: `all` where all words were found as they are written, `corrected` where misspellings were allowed for,
            `some` where no thing has all words, and `none`.
        groups: by class, the group with the best hit first.
    """

    manner: str
    groups: tuple[Group, ...] = ()

    @property
    def count(self) -> int:
        """How many things were found."""
        return sum(group.count for group in self.groups)
