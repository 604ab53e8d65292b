"""Answering `DESCRIBE` of one named thing without a worker: it takes no longer than looking up what is said of it.

The way to a worker and back takes several times as long as the answer, and this is what is asked most of all. Quads are
looked up and written at once, because the results of a query give Python's lock away at each triple.
"""

import re
from itertools import islice

import pyoxigraph as ox

from intmk_kg.engine.requests import Answer, SparqlRequest, Wanted
from intmk_kg.engine.writing import serialize
from intmk_kg.settings import Settings
from intmk_kg.vocabulary.prefixes import PREFIXES

MOST_TRIPLES = 1000
"""Things of which more is said are left to a worker."""

MOST_BYTES = 500_000
"""Longer descriptions too; a literal may be long."""

_DEFAULT_GRAPH = ox.DefaultGraph()
_IRI = r"<(?P<iri>[A-Za-z][A-Za-z0-9+.-]*:[^<>\"{}|^`\\\x00-\x20]+)>"
_NAME = rf"(?P<prefix>{'|'.join(PREFIXES)}):(?P<local>[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?)"
_PLAIN = re.compile(rf"\s*(?i:DESCRIBE)\s+(?:{_IRI}|{_NAME})\s*(?:#[^\r\n]*\s*)?")


class PlainDescriptions:
    """Describes one thing at a time in this process; safe to use from many threads.

    Args:
        store: the release.
        settings: the limits.
    """

    def __init__(self, store: ox.Store, settings: Settings) -> None:
        self._store = store
        self._most_triples = min(settings.result_rows, MOST_TRIPLES)
        self._most_bytes = min(settings.result_bytes, MOST_BYTES)

    def answer(self, request: SparqlRequest, wanted: Wanted) -> Answer | None:
        """The description that `request` asks for; None where it asks for something else, or for much."""
        node, media_type = _described(request), wanted.graph
        # RDF/XML cannot express every predicate, which a worker says
        if node is None or media_type is None or media_type == "application/rdf+xml":
            return None
        quads = islice(self._store.quads_for_pattern(node, None, None, _DEFAULT_GRAPH), self._most_triples + 1)
        triples = [quad.triple for quad in quads]
        if len(triples) > self._most_triples or any(isinstance(triple.object, ox.BlankNode) for triple in triples):
            return None
        content = serialize(triples, media_type)
        return Answer(media_type, "DESCRIBE", len(triples), content) if len(content) <= self._most_bytes else None


def _described(request: SparqlRequest) -> ox.NamedNode | None:
    """The one thing that a query without dataset describes, if that is all of it."""
    if request.default_graphs or request.named_graphs:
        return None
    found = _PLAIN.fullmatch(request.query)
    if found is None:
        return None
    try:
        return ox.NamedNode(found["iri"] or PREFIXES[found["prefix"]] + found["local"])
    except ValueError:
        return None
