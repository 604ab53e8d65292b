"""What the servers are asked: the thirty competency questions, ten things, and what scans the whole graph."""

import urllib.parse
from dataclasses import dataclass
from pathlib import Path

from intmk_kg.vocabulary.prefixes import PREFIXES

SOLUTIONS = "application/sparql-results+json"
TRIPLES = "text/turtle"

_COMPETENCY = Path(__file__).resolve().parents[1] / "competency"
_PROLOGUE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in sorted(PREFIXES.items()))
_DESCRIBED = (
    "conference-18",
    "presidency-2022-he",
    "chair-2022-he",
    "meeting-18-haupt",
    "resolution-18-01",
    "ministry-he-1",
    "person-klose-kai",
    "land-he",
    "place-hannover",
    "body-intmk",
)
_SCANS = {
    "count": "SELECT (COUNT(*) AS ?count) WHERE { ?subject ?predicate ?object }",
    "classes": "SELECT ?class (COUNT(?thing) AS ?count) WHERE { ?thing a ?class } GROUP BY ?class",
    "properties": "SELECT ?property (COUNT(*) AS ?count) WHERE { ?thing ?property ?value } GROUP BY ?property",
    "evidence per document": """SELECT ?document (COUNT(?evidence) AS ?count) WHERE {
  ?evidence a intmk:Evidence ; prov:hadPrimarySource ?document } GROUP BY ?document ORDER BY DESC(?count) ?document
  LIMIT 20""",
    "statuses": """SELECT ?status (COUNT(*) AS ?count) WHERE {
  ?evidence intmk:evidenceStatus ?status ; rdf:predicate ?predicate } GROUP BY ?status""",
    "words in labels": """SELECT ?thing ?label WHERE {
  ?thing rdfs:label ?label FILTER(CONTAINS(LCASE(STR(?label)), "einbürgerung")) }""",
    "longest names": """SELECT ?thing (STRLEN(STR(?label)) AS ?length) WHERE { ?thing rdfs:label ?label }
  ORDER BY DESC(?length) ?thing LIMIT 10""",
    "things without a source": """SELECT (COUNT(?thing) AS ?count) WHERE { ?thing a foaf:Person
  FILTER NOT EXISTS { ?evidence rdf:subject ?thing } }""",
}


@dataclass(frozen=True)
class Question:
    """A query of the benchmark.

    Attributes:
        name: as the tables call it.
        text: with its prefixes declared.
        accept: the media type that is asked for.
    """

    name: str
    text: str
    accept: str

    def request(self, path: str) -> tuple[str, str]:
        """The bytes of a GET request, as text, up to and from where a comment in the query can vary."""
        query = urllib.parse.quote(f"{self.text}\n#", safe="")
        return f"GET {path}?query={query}", f" HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {self.accept}\r\n\r\n"


def mix() -> list[Question]:
    """The thirty competency questions and ten descriptions."""
    questions = [
        Question(path.stem, _PROLOGUE + path.read_text(encoding="utf-8"), SOLUTIONS)
        for path in sorted(_COMPETENCY.glob("*.rq"))
    ]
    described = {f"describe {name}": f"DESCRIBE <{PREFIXES['r']}{name}>" for name in _DESCRIBED}
    return questions + [Question(name, text, TRIPLES) for name, text in described.items()]


def scans() -> list[Question]:
    """Questions that read a large part of the graph."""
    return [Question(name, _PROLOGUE + text, SOLUTIONS) for name, text in _SCANS.items()]
