"""Queries that show what the graph can be asked; the prepared prefixes stand for themselves."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ExampleQuery:
    """A query with a name that pages put into words."""

    name: str
    query: str


EXAMPLE_QUERIES = (
    ExampleQuery(
        "conferences",
        """SELECT ?number ?conference ?begins ?ends ?place WHERE {
  ?conference a intmk:Conference ; intmk:conferenceNumber ?number .
  ?meeting a intmk:MainConference ; schema:superEvent ?conference ; schema:startDate ?begins ; schema:endDate ?ends .
  OPTIONAL { ?meeting schema:location/rdfs:label ?place . FILTER(LANG(?place) = "de") }
}
ORDER BY ?number""",
    ),
    ExampleQuery(
        "sources",
        """SELECT ?property ?value ?status ?document ?url WHERE {
  ?evidence rdf:subject r:meeting-18-haupt ; rdf:predicate ?property ; rdf:object ?value ;
    intmk:evidenceStatus ?status ; prov:hadPrimarySource ?document .
  OPTIONAL { ?document schema:url ?url }
}
ORDER BY ?property ?document""",
    ),
    ExampleQuery(
        "contradictions",
        """SELECT ?subject ?property ?value ?reason WHERE {
  ?set intmk:evidenceStatus intmk:Contradicted ; rdfs:comment ?reason .
  FILTER(LANG(?reason) = "de")
  GRAPH ?set { ?subject ?property ?value }
}
ORDER BY ?subject ?property""",
    ),
    ExampleQuery(
        "classes",
        """SELECT ?class (COUNT(?thing) AS ?things) WHERE { ?thing a ?class }
GROUP BY ?class
ORDER BY DESC(?things) ?class""",
    ),
    ExampleQuery(
        "properties",
        """SELECT ?property (COUNT(*) AS ?statements) WHERE { ?thing ?property ?value }
GROUP BY ?property
ORDER BY DESC(?statements) ?property""",
    ),
)
