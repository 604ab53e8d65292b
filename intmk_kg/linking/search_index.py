"""Searching a release: things by their names, the way people write them."""

import sqlite3
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from intmk_kg.errors import IntmkError, ReleaseError
from intmk_kg.linking.asked_words import read_words
from intmk_kg.linking.found import Found, Hit
from intmk_kg.linking.index_file import FORMAT
from intmk_kg.linking.searching import EVERYWHERE, IN_NAMES, Search, best_first
from intmk_kg.settings import Settings

LONGEST_TEXT = 200
"""The most characters that a search should have; a longer one is refused where it comes from outside."""

_STEPS_BETWEEN_LOOKS = 2_000
_SUGGESTIONS_PER_CLASS = 4


class SearchStoppedError(IntmkError):
    """A search took longer than its deadline."""


class SearchIndex:
    """The search index of a release; safe to use from many threads.

    Args:
        path: of the file.
        seconds: that a search may take.

    Raises:
        ReleaseError: it is not an index, or one of another version of the software.
    """

    def __init__(self, path: Path, seconds: float = Settings.search_seconds) -> None:
        if not path.is_file():
            raise ReleaseError(f"{path} is missing; build the release again")
        # Nobody writes into a release, so SQLite needs no locks (https://www.sqlite.org/uri.html#uriimmutable).
        # The file stays open, so that it can be read even when a later build has removed it
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        self._lock = threading.Lock()
        self._seconds = seconds
        weakref.finalize(self, self._connection.close)
        try:
            (version,) = self._connection.execute("PRAGMA user_version").fetchone()
            damage = self._connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise ReleaseError(f"{path} is not a search index ({error}); build the release again") from error
        if version != FORMAT or damage != "ok":
            raise ReleaseError(f"{path} is not a search index of this version; build the release again")

    def search(self, text: str, language: str, per_class: int, class_: str | None = None) -> Found:
        """What a text finds.

        Args:
            text: what a reader wrote, or a program that looks for a name; only its words count.
            language: of the labels, where there are some in it.
            per_class: how many things of each class are listed.
            class_: the IRI of the only class to be searched.

        Raises:
            SearchStoppedError: it takes longer than it may.
        """
        with self._at_once() as connection:
            return Search(connection, language, EVERYWHERE).found(read_words(text), per_class, class_)

    def suggest(self, text: str, language: str, limit: int) -> tuple[Hit, ...]:
        """The things whose names go on as a reader may mean who has written so far, best first, one for each label.

        Args:
            text: as far as it is written.
            language: of the labels, where there are some in it.
            limit: how many.

        Raises:
            SearchStoppedError: it takes longer than it may.
        """
        with self._at_once() as connection:
            asked = read_words(text, is_unfinished=not text[-1:].isspace())
            found = Search(connection, language, IN_NAMES).found(asked, _SUGGESTIONS_PER_CLASS, None)
        if found.manner == "some":
            return ()
        by_label: dict[str, Hit] = {}
        for hit in sorted((hit for group in found.groups for hit in group.hits), key=best_first):
            by_label.setdefault(hit.label.text, hit)
        return tuple(by_label.values())[:limit]

    @contextmanager
    def _at_once(self) -> Iterator[sqlite3.Connection]:
        """The connection for one search alone, until the deadline."""
        deadline = time.monotonic() + self._seconds
        if not self._lock.acquire(timeout=self._seconds):
            raise SearchStoppedError(f"other searches took longer than {self._seconds:g} s")
        try:
            self._connection.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS_BETWEEN_LOOKS)
            yield self._connection
        except sqlite3.OperationalError as error:
            if time.monotonic() > deadline:
                raise SearchStoppedError(f"the search took longer than {self._seconds:g} s") from error
            raise
        finally:
            self._lock.release()
