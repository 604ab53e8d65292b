"""The example queries: one RDF file each in engine/queries/examples/, in the way of the SIB's collections.

Each is a `sh:SPARQLExecutable` (https://www.w3.org/TR/shacl-af/#SPARQLExecutables): its question is `rdfs:comment`, its
query `sh:select`, `sh:construct` or `sh:ask`; it has `schema:keywords`, and as `schema:minValue` how many rows the
query has at least. The prepared prefixes stand for themselves (`sh:prefixes`).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from intmk_kg.engine.requests import QueryForm
from intmk_kg.graph.syntaxes import PlainTriple, plain_triples, rewrite
from intmk_kg.settings import Settings
from intmk_kg.vocabulary.prefixes import BASE, PREFIXES

NAMESPACE = f"{BASE}examples#"

_SH = PREFIXES["sh"]
_FORMS: dict[str, QueryForm] = {f"{_SH}select": "SELECT", f"{_SH}construct": "CONSTRUCT", f"{_SH}ask": "ASK"}
_QUESTION, _KEYWORDS = PREFIXES["rdfs"] + "comment", PREFIXES["schema"] + "keywords"
_LEAST_ROWS = PREFIXES["schema"] + "minValue"


@dataclass(frozen=True)
class Example:
    """A query that shows what can be asked.

    Attributes:
        name: in its IRI and in addresses.
        questions: what it asks, by language.
        keywords: what it is about, by language.
        form: of the query.
        query: in SPARQL, without declarations of the prepared prefixes.
        least_rows: how many rows or triples it has at least.
    """

    name: str
    questions: Mapping[str, str]
    keywords: Mapping[str, tuple[str, ...]]
    form: QueryForm
    query: str
    least_rows: int


@cache
def examples() -> tuple[Example, ...]:
    """All example queries, by name."""
    return tuple(parse_example(plain_triples(turtle)) for turtle in _files())


def example(name: str) -> Example | None:
    """The example of this name, or None."""
    return next((found for found in examples() if found.name == name), None)


def parse_example(triples: tuple[PlainTriple, ...]) -> Example:
    """The example that the triples of one file describe.

    Raises:
        ValueError: they describe none, or more than one, or something is missing.
    """
    subjects = {triple.subject for triple in triples}
    queries = [triple for triple in triples if triple.predicate in _FORMS]
    if len(subjects) != 1 or len(queries) != 1:
        raise ValueError(f"a file describes one example with one query, not {sorted(subjects)}")
    name = queries[0].subject.removeprefix(NAMESPACE)
    questions = {triple.language: triple.object for triple in triples if triple.predicate == _QUESTION}
    keywords: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for triple in triples:
        if triple.predicate == _KEYWORDS:
            keywords[triple.language] += (triple.object,)
    least = [int(triple.object) for triple in triples if triple.predicate == _LEAST_ROWS]
    if set(questions) != {"de", "en"} or set(keywords) != {"de", "en"} or len(least) != 1:
        raise ValueError(f"the example {name} lacks its question, its keywords or its least number of rows")
    return Example(name, questions, dict(keywords), _FORMS[queries[0].predicate], queries[0].object, least[0])


def collection(settings: Settings, media_type: str) -> bytes:
    """All examples as one graph, with the prefixes that they rely on and the endpoint that answers them.

    Args:
        settings: the public address.
        media_type: of Turtle, JSON-LD, RDF/XML or N-Triples.
    """
    return rewrite(b"\n".join((*_files(), *(line.encode() for line in _context(settings)))), media_type)


def _context(settings: Settings) -> Iterator[str]:
    yield f"@prefix e: <{NAMESPACE}> ."
    yield f"@prefix schema: <{PREFIXES['schema']}> .\n@prefix sh: <{_SH}> .\n@prefix xsd: <{PREFIXES['xsd']}> ."
    for found in examples():
        yield f"e:{found.name} schema:target <{settings.public_url}sparql> ."
    for prefix, namespace in PREFIXES.items():
        yield f"e:prefixes sh:declare e:prefix-{prefix} ."
        yield f'e:prefix-{prefix} sh:prefix "{prefix}" ; sh:namespace "{namespace}"^^xsd:anyURI .'


@cache
def _files() -> tuple[bytes, ...]:
    folder = files("intmk_kg.engine") / "queries" / "examples"
    found = sorted((file for file in folder.iterdir() if file.name.endswith(".ttl")), key=lambda file: file.name)
    return tuple(file.read_bytes() for file in found)
