"""A small project's catalogue of two datasets: the whole graph and its conferences."""

from intmk_kg.project import Project

CATALOG = """
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix r: <https://w3id.org/intmk/id/> .

<https://w3id.org/intmk/catalog> a dcat:Catalog ; dct:title "Katalog"@de ; dct:description "Erfunden"@de ;
  dcat:dataset r:dataset , r:dataset-conferences .
<https://w3id.org/intmk/catalog#publisher> a foaf:Agent ; foaf:name "Erfunden" .
<https://w3id.org/intmk/catalog#service> dct:title "SPARQL"@de .
r:dataset a dcat:Dataset ; dct:title "Alles"@de ; dct:description "Alles Erfundene."@de .
r:dataset-conferences a dcat:Dataset ; dct:title "Konferenzen"@de ; dct:description "Zwei Konferenzen."@de .
"""
NAMES = """@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix r: <https://w3id.org/intmk/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

r:dataset a dcat:Dataset ;
  rdfs:label "Alles"@de .

r:dataset-conferences a dcat:Dataset ;
  rdfs:label "Konferenzen"@de .
"""
QUERY = "SELECT ?thing WHERE { ?thing a intmk:Conference }"


def add_catalog(project: Project) -> None:
    """Give a small project the catalogue."""
    (project.data / "catalog.ttl").write_text(CATALOG, encoding="utf-8")
    (project.data / "datasets.trig").write_text(NAMES, encoding="utf-8")
    (project.data / "datasets").mkdir()
    (project.data / "datasets" / "dataset-conferences.rq").write_text(QUERY, encoding="utf-8")
