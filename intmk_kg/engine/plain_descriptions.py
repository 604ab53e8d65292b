"""Answering `DESCRIBE <…>` without a worker: it looks up one thing, and can take no longer than that has statements.

The way to a worker and back takes several times as long as the answer, and this is what is asked most of all.
"""

import re
from dataclasses import replace

import pyoxigraph as ox

from intmk_kg.engine.evaluation import Evaluator
from intmk_kg.engine.refusals import ResultTooLarge
from intmk_kg.engine.requests import Answer, SparqlRequest, Wanted
from intmk_kg.settings import Settings
from intmk_kg.vocabulary.prefixes import PREFIXES

MOST_TRIPLES = 1000
"""Longer descriptions are left to a worker."""

MOST_BYTES = 500_000
"""Longer ones too; a literal may be long."""

_IRI = r"[A-Za-z][A-Za-z0-9+.-]*:[^<>\"{}|^`\\\x00-\x20]+"
_NAME = rf"(?:{'|'.join(PREFIXES)}):[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?"
_PLAIN = re.compile(rf"\s*(?i:DESCRIBE)\s+(?:<{_IRI}>|{_NAME})\s*(?:#[^\r\n]*\s*)?")


class PlainDescriptions:
    """Describes one thing at a time in this process; safe to use from many threads.

    Args:
        store: the release.
        settings: the limits, the base IRI.
    """

    def __init__(self, store: ox.Store, settings: Settings) -> None:
        rows = min(settings.result_rows, MOST_TRIPLES)
        limited = replace(settings, result_rows=rows, result_bytes=min(settings.result_bytes, MOST_BYTES))
        self._evaluator = Evaluator(store, frozenset(), limited)

    def answer(self, request: SparqlRequest, wanted: Wanted) -> Answer | None:
        """The description that `request` asks for; None where it asks for something else or for much.

        Raises:
            Refusal: the description is not offered in the format that is wanted.
        """
        has_dataset = request.default_graphs or request.named_graphs
        if has_dataset or _PLAIN.fullmatch(request.query) is None:
            return None
        pieces: list[bytes] = []
        try:
            result = self._evaluator.answer(request, wanted, pieces.append)
        except ResultTooLarge:
            return None
        return Answer(result.media_type, result.form, result.rows, b"".join(pieces))
