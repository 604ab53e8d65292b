"""The report as RDF: a `sh:ValidationReport` in Turtle without blank nodes, the same bytes for the same results."""

from collections.abc import Iterator

import pyoxigraph as ox

from intmk_kg.graph.serialization import format_trig
from intmk_kg.validation.authorship import Authorship
from intmk_kg.validation.report import Report, ValidationResult
from intmk_kg.vocabulary.iri import thing_iri
from intmk_kg.vocabulary.prefixes import PREFIXES

REPORT = thing_iri("validation-report")
TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
BOOLEAN = ox.NamedNode(PREFIXES["xsd"] + "boolean")


def render(report: Report, _authorship: Authorship, _language: str) -> str:
    """The report after SHACL 3.6, https://www.w3.org/TR/shacl/#validation-report, messages in all languages.

    As the standard has it, `sh:conforms` is true only where there is no result at all, be it a warning. A path that is
    no single property has no IRI, and is left out.
    """
    triples = _report(report)
    return format_trig((ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples), PREFIXES)


def result_iri(result: ValidationResult) -> str:
    """The IRI of a result, made from what it says."""
    return f"{REPORT}#{result.digest[:16]}"


def _report(report: Report) -> Iterator[ox.Triple]:
    node = ox.NamedNode(REPORT)
    yield ox.Triple(node, TYPE, _shacl("ValidationReport"))
    yield ox.Triple(node, _shacl("conforms"), ox.Literal(str(not report.results).lower(), datatype=BOOLEAN))
    for result in report.results:
        yield ox.Triple(node, _shacl("result"), ox.NamedNode(result_iri(result)))
    for result in report.results:
        yield from _result(result)


def _result(result: ValidationResult) -> Iterator[ox.Triple]:
    node = ox.NamedNode(result_iri(result))
    yield ox.Triple(node, TYPE, _shacl("ValidationResult"))
    yield ox.Triple(node, _shacl("focusNode"), result.focus_term)
    if result.result_path is not None and "<" not in result.result_path:
        yield ox.Triple(node, _shacl("resultPath"), ox.NamedNode(result.result_path))
    if result.value_term is not None:
        yield ox.Triple(node, _shacl("value"), result.value_term)
    for language, text in sorted(result.message.items()):
        yield ox.Triple(node, _shacl("resultMessage"), ox.Literal(text, language=language or None))
    yield ox.Triple(node, _shacl("resultSeverity"), _shacl(result.severity))
    yield ox.Triple(node, _shacl("sourceShape"), ox.NamedNode(result.source_shape))
    yield ox.Triple(node, _shacl("sourceConstraintComponent"), ox.NamedNode(result.component))


def _shacl(local_name: str) -> ox.NamedNode:
    return ox.NamedNode(PREFIXES["sh"] + local_name)
