"""The report in Turtle."""

import pyoxigraph as ox
from rdflib import RDF, SH, Graph, Literal, URIRef

from intmk_kg.validation import Report
from intmk_kg.validation.authorship import Authorship
from intmk_kg.validation.renderings.turtle import REPORT, render, result_iri

EXPECTED = """\
@prefix intmk: <https://w3id.org/intmk/def#> .
@prefix r: <https://w3id.org/intmk/id/> .
@prefix s: <https://w3id.org/intmk/shapes#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .

r:validation-report a sh:ValidationReport ;
  sh:conforms false ;
  sh:result <{iri}> .

<{iri}> a sh:ValidationResult ;
  sh:focusNode r:conference-2 ;
  sh:resultMessage "Unbekanntes Motto: Getrennt"@de ,
    "Unknown motto: Getrennt"@en ;
  sh:resultPath intmk:motto ;
  sh:resultSeverity sh:Info ;
  sh:sourceConstraintComponent sh:InConstraintComponent ;
  sh:sourceShape s:Q16-motto ;
  sh:value "Getrennt" .
"""
Validated = tuple[Report, Authorship]


def test_turtle_is_a_validation_report(validated: Validated) -> None:
    """A result has all that SHACL asks for, with messages in both languages."""
    report, authorship = validated
    infos = report.restricted(report.infos)
    assert render(infos, authorship, "de") == EXPECTED.replace("{iri}", result_iri(report.infos[0]))


def test_turtle_has_no_blank_nodes(validated: Validated) -> None:
    """Report and results have IRIs, a result's is made from what it says."""
    triples = [quad.triple for quad in ox.parse(render(*validated, "de"), format=ox.RdfFormat.TURTLE)]
    assert not any(isinstance(term, ox.BlankNode) for triple in triples for term in (triple.subject, triple.object))


def test_turtle_conforms_only_without_results(validated: Validated) -> None:
    """As the standard has it, a report with a warning does not conform, and one without results does."""
    report, authorship = validated
    for results, conforms in ((report.warnings, False), ((), True)):
        graph = Graph().parse(data=render(report.restricted(results), authorship, "de"), format="turtle")
        assert graph.value(URIRef(REPORT), SH.conforms) == Literal(conforms)


def test_turtle_reads_alike_in_rdflib(validated: Validated) -> None:
    """Rdflib reads as many results as the report has, under their IRIs."""
    report, authorship = validated
    graph = Graph().parse(data=render(report, authorship, "de"), format="turtle")
    named = {URIRef(result_iri(result)) for result in report.results}
    assert set(graph.objects(URIRef(REPORT), SH.result)) == named
    assert set(graph.subjects(RDF.type, SH.ValidationResult)) == named


def test_turtle_leaves_out_paths_that_have_no_iri(validated: Validated) -> None:
    """An inverse path, which needs a blank node, is not stated."""
    report, authorship = validated
    text = render(report.restricted(report.of_rule("Q15")), authorship, "de")
    assert "sh:resultPath" not in text
    assert "r:conference-2" in text
