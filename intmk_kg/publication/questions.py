"""Our own questions to the graph: one file each in engine/queries/."""

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from intmk_kg.engine.description import Term
from intmk_kg.engine.interface import SparqlEngine
from intmk_kg.engine.requests import OWN_PAGES, SparqlRequest, wanted

Row = dict[str, Term]

_QUESTION = "question"
_COMMENT = re.compile(r"^#.*\n", re.MULTILINE)
_DECLARATION = re.compile(r"^PREFIX .*\n", re.MULTILINE)


def ask(
    engine: SparqlEngine,
    name: str,
    thing: str = "",
    substitutions: Mapping[str, Term] | None = None,
    client: str = OWN_PAGES,
) -> list[Row]:
    """The solutions of the question in engine/queries/<name>.rq; a variable without a value is missing in its row.

    Args:
        engine: is asked.
        name: of the question.
        thing: the IRI of a thing that the release describes, for a question that selects `?thing`; "" for others.
        substitutions: the terms that selected variables have from the start.
        client: who asks, where it is not a page of ours.

    Raises:
        Refusal: the engine does not answer now.
    """
    # A VALUES block after the query joins its solutions (SPARQL 1.1 Query, 10.2.2); the query itself stays as it is.
    query = f"{_query(name)}\nVALUES ?thing {{ <{thing}> }}\n" if thing else _query(name)
    # Each thing counts as a client of its own, so that many pages at once are not taken for one greedy reader.
    client = f"{client}: {thing}" if thing else client
    return _solutions(engine, SparqlRequest(query, substitutions=tuple((substitutions or {}).items())), client)


def ask_together(engine: SparqlEngine, names: Iterable[str], thing: str) -> dict[str, list[Row]]:
    """The solutions of several questions on one thing, by the name of the question, in one query.

    Each question is a branch of a union, so that its solutions keep their order.

    Args:
        engine: is asked once, or not at all where there are no names.
        names: of questions that select `?thing`.
        thing: the IRI of a thing that the release describes.

    Raises:
        Refusal: the engine does not answer now.
    """
    found: dict[str, list[Row]] = {name: [] for name in names}
    if found:
        query = _union(tuple(found), thing)
        for row in _solutions(engine, SparqlRequest(query), f"{OWN_PAGES}: {thing}"):
            found[row.pop(_QUESTION).value].append(row)
    return found


def _union(names: tuple[str, ...], thing: str) -> str:
    declarations = {line for name in names for line in _DECLARATION.findall(_query(name))}
    branches = (
        f'{{ {{\n{_body(name)}VALUES ?thing {{ <{thing}> }}\n}} BIND ("{name}" AS ?{_QUESTION}) }}' for name in names
    )
    return f"{''.join(sorted(declarations))}SELECT * WHERE {{\n{' UNION '.join(branches)}\n}}"


@cache
def _body(name: str) -> str:
    """A question without its comments and declarations, as it may stand in another query."""
    return _DECLARATION.sub("", _COMMENT.sub("", _query(name)))


def _solutions(engine: SparqlEngine, request: SparqlRequest, client: str) -> list[Row]:
    answered = engine.answer(request, wanted("application/sparql-results+json"), client)
    bindings = json.loads(answered.body)["results"]["bindings"]
    return [{variable: _term(value) for variable, value in binding.items()} for binding in bindings]


@cache
def _query(name: str) -> str:
    return (files("intmk_kg.engine") / "queries" / f"{name}.rq").read_text(encoding="utf-8")


def _term(value: dict[str, str]) -> Term:
    """A term of the SPARQL 1.1 Query Results JSON Format, 3.2.2 (https://www.w3.org/TR/sparql11-results-json/)."""
    if value["type"] == "uri":
        return Term("iri", value["value"])
    return Term("literal", value["value"], value.get("xml:lang", ""), value.get("datatype", ""))
