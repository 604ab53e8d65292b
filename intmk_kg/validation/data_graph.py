"""The data as pySHACL asks for them: rdflib for its look-ups, pyoxigraph for the queries of SPARQL constraints."""

from collections.abc import Iterable, Mapping
from typing import Any

import pyoxigraph as ox
from rdflib import Graph, Variable
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result
from rdflib.term import Identifier

from intmk_kg.errors import DataError
from intmk_kg.validation.terms import oxigraph_term, rdflib_term, rdflib_triples


class DataGraph(Graph):
    """An rdflib graph in memory whose SELECT queries pyoxigraph answers.

    pySHACL asks each SPARQL constraint for every focus node. rdflib joins in an order that it fixes before it knows the
    data and copies each index that it walks, so that a constraint about pairs took the third power of the nodes. The
    many small look-ups of all other constraints are faster in rdflib's own memory, and compare literals as it does.

    It is filled once and not changed.
    """

    def __init__(self, triples: Iterable[ox.Triple | ox.Quad] = ()) -> None:
        """A graph of these triples; the names of the graphs that quads stand in are left out."""
        super().__init__(bind_namespaces="none")
        triples = tuple(triples)
        for triple in rdflib_triples(triples):
            self.add(triple)
        self._answering = ox.Store()
        self._answering.bulk_extend(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples)

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
        """The answer to a SPARQL query, its variables pre-bound to `initBindings`.

        SHACL 5.3.1, https://www.w3.org/TR/shacl/#sparql-constraints-prebound. The text declares its prefixes itself;
        what is no SELECT query in such a text is left to rdflib.

        Raises:
            DataError: the text is no SPARQL query, or does not select what is pre-bound.
        """
        bindings = {Variable(name): term for name, term in (initBindings or {}).items()}
        if isinstance(query_object, str) and initNs is None:
            solutions = self._ask(query_object, bindings)
            if isinstance(solutions, ox.QuerySolutions):
                return _select_result(solutions, bindings)
        return super().query(query_object, processor, result, initNs, initBindings, *arguments, **options)

    def _ask(
        self, text: str, prebound: Mapping[Variable, Identifier]
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        try:
            return self._answering.query(
                text, substitutions={ox.Variable(name): oxigraph_term(term) for name, term in prebound.items()}
            )
        except (RuntimeError, SyntaxError) as error:
            raise DataError(f"a SPARQL constraint of the shapes cannot be asked: {error}") from error


def _select_result(solutions: ox.QuerySolutions, prebound: Mapping[Variable, Identifier]) -> Result:
    """The solutions in rdflib's form, with the pre-bound variables that the query selects."""
    names = [Variable(variable.value) for variable in solutions.variables]
    selected = {name: term for name, term in prebound.items() if name in names}
    result = Result("SELECT")
    result.vars = names
    result.bindings = [
        {name: rdflib_term(term) for name, term in zip(names, solution, strict=True) if term is not None} | selected
        for solution in solutions
    ]
    return result
