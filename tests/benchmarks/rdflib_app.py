"""rdflib-endpoint over a file of N-Quads, run by the Python of its own environment: `python rdflib_app.py FILE PORT`.

Its own command asks the union of all graphs by default; here the default graph is asked, as the other servers do.
"""

import sys

import uvicorn
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint

if __name__ == "__main__":
    graph = Dataset()
    graph.parse(sys.argv[1], format="nquads")
    uvicorn.run(SparqlEndpoint(graph=graph, path="/sparql"), port=int(sys.argv[2]), log_level="error")
