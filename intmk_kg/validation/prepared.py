"""An rdflib graph for pySHACL: in memory, and each SPARQL query is parsed once."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import pyoxigraph as ox
from rdflib import Graph
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.evaluate import evalQuery
from rdflib.plugins.sparql.processor import SPARQLResult
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result
from rdflib.term import Identifier

from intmk_kg.validation.terms import rdflib_triples


class PreparedGraph(Graph):
    """A graph in memory that parses the text of a query once.

    pySHACL asks the text of a SPARQL constraint again for every focus node; parsing it took most of a whole run.
    """

    def __init__(self, triples: Iterable[ox.Triple | ox.Quad] = ()) -> None:
        """A graph of these triples; the names of the graphs that quads stand in are left out."""
        super().__init__(bind_namespaces="none")
        for triple in rdflib_triples(triples):
            self.add(triple)

    def query(
        self,
        query_object: str | Query,
        processor: Any = "sparql",
        result: Any = "sparql",
        initNs: Mapping[str, Any] | None = None,  # noqa: N803  # rdflib's name
        initBindings: Mapping[str, Identifier] | None = None,  # noqa: N803  # rdflib's name
        *arguments: Any,
        **options: Any,
    ) -> Result:
        """The answer to a SPARQL query; its text is parsed the first time only."""
        if isinstance(query_object, str) and initNs is None:
            return SPARQLResult(evalQuery(self, parsed(query_object), initBindings))
        return super().query(query_object, processor, result, initNs, initBindings, *arguments, **options)


@lru_cache(maxsize=1024)
def parsed(text: str) -> Query:
    """The query in rdflib's algebra, which evaluation leaves as it is; a text declares its prefixes itself."""
    return prepareQuery(text)
