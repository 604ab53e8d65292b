"""The few terms that the graph itself is made with, as nodes."""

import pyoxigraph as ox

from intmk_kg.vocabulary.prefixes import PREFIXES


def _node(prefix: str, local_name: str) -> ox.NamedNode:
    return ox.NamedNode(PREFIXES[prefix] + local_name)


RDF_TYPE = _node("rdf", "type")
RDF_STATEMENT = _node("rdf", "Statement")
RDF_SUBJECT = _node("rdf", "subject")
RDF_PREDICATE = _node("rdf", "predicate")
RDF_OBJECT = _node("rdf", "object")
STATEMENT_SET = _node("intmk", "StatementSet")
EVIDENCE = _node("intmk", "Evidence")
IN_SET = _node("intmk", "inSet")
EVIDENCE_STATUS = _node("intmk", "evidenceStatus")
CONTRADICTED = _node("intmk", "Contradicted")
PRIMARY_SOURCE = _node("prov", "hadPrimarySource")
QUOTE = _node("intmk", "quote")
LOCATOR = _node("intmk", "locator")
