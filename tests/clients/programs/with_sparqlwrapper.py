"""Asks an endpoint with SPARQLWrapper as its documentation shows; prints what came back as JSON.

Arguments: the endpoint, GET or POST, the query.
"""

import json
import sys

from SPARQLWrapper import JSON, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

endpoint, method, query = sys.argv[1:]
sparql = SPARQLWrapper(endpoint)
sparql.setMethod(method)
sparql.setQuery(query)
sparql.setReturnFormat(TURTLE if sparql.queryType in {"CONSTRUCT", "DESCRIBE"} else JSON)
try:
    answer = sparql.queryAndConvert()
except QueryBadFormed:
    answer = {"refused": "QueryBadFormed"}
sys.stdout.write(answer.decode() if isinstance(answer, bytes) else json.dumps(answer))
