"""Shapes that others publish, with their known faults mended, checked against a graph of anyone's."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rdflib import SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from intmk_kg.errors import DataError
from intmk_kg.validation.focus_rules import run_pyshacl
from intmk_kg.validation.shapes import local_name

# The German additions of DCAT-AP.de 3.0 bind dcatap: to the first and mean the second
_MEANT = {"http://data.europa.eu/r5r#": "http://data.europa.eu/r5r/"}

# Constraints that look at what is said of a value, and so say nothing of a value that is described elsewhere
_LOOKING_ELSEWHERE = frozenset(
    (
        SH.ClassConstraintComponent,
        SH.NodeConstraintComponent,
        SH.OrConstraintComponent,
        SH.AndConstraintComponent,
        SH.XoneConstraintComponent,
    )
)


@dataclass(frozen=True, order=True)
class ForeignResult:
    """A result of a foreign shape, SHACL 3.6.2, https://www.w3.org/TR/shacl/#results-validation-result.

    Attributes:
        focus_node: the IRI of the node that breaks the shape, `[]` for a blank node.
        path: the property's IRI, or nothing.
        value: the value that breaks it, `[]` for a blank node, or nothing.
        severity: the local name of the severity; foreign shapes have severities of their own.
        messages: language (or nothing) and text, sorted.
    """

    focus_node: str
    path: str
    value: str
    severity: str
    messages: tuple[tuple[str, str], ...] = field(hash=False)

    def message(self, language: str) -> str:
        """The message in this language, else in another."""
        texts = dict(self.messages)
        return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


def read_foreign_shapes(paths: Iterable[Path]) -> Graph:
    """The shapes of these Turtle files as one graph, without references to property shapes that no file defines.

    Raises:
        DataError: a file is missing or does not parse.
    """
    graph = _read(paths)
    for subject, predicate, value in list(graph):
        if predicate in {SH.path, SH.targetSubjectsOf} and isinstance(value, URIRef):
            for wrong, right in _MEANT.items():
                if value.startswith(wrong):
                    graph.remove((subject, predicate, value))
                    graph.add((subject, predicate, URIRef(right + value.removeprefix(wrong))))
    for subject, shape in list(graph.subject_objects(SH.property)):
        if (shape, SH.path, None) not in graph:
            graph.remove((subject, SH.property, shape))
    return graph


def read_background(path: Path) -> Graph:
    """What a file says of the values that catalogues point to.

    Raises:
        DataError: the file is missing or does not parse.
    """
    return _read([path])


def validate_foreign(data: Graph, shapes: Graph, background: Graph | None = None) -> tuple[ForeignResult, ...]:
    """The results of the shapes over the data, each once, sorted; without those that the background gives alone.

    Where there is no background, results about what the data only points to are left out: nothing is known of it.

    Raises:
        DataError: pySHACL cannot work with the shapes.
    """
    if background is None:
        report = run_pyshacl(data, shapes)
        about_data = [node for node in report.objects(None, SH.result) if not _is_about_elsewhere(report, node, data)]
        return tuple(sorted(set(_results(report, about_data))))
    known = run_pyshacl(background, shapes)
    report = run_pyshacl(data + background, shapes)
    return tuple(sorted(set(_all_results(report)) - set(_all_results(known))))


def _read(paths: Iterable[Path]) -> Graph:
    graph = Graph(bind_namespaces="none")
    for path in paths:
        try:
            graph.parse(data=path.read_bytes(), format="turtle")
        except OSError as error:
            raise DataError(f"{path} cannot be read: {error.strerror}") from error
        except Exception as error:  # rdflib's parsers raise what they like
            raise DataError(f"{path} does not parse: {error}") from error
    return graph


def _all_results(report: Graph) -> Iterator[ForeignResult]:
    return _results(report, report.objects(None, SH.result))


def _results(report: Graph, nodes: Iterable[Node]) -> Iterator[ForeignResult]:
    for node in nodes:
        texts = {
            (text.language or "", str(text))
            for text in report.objects(node, SH.resultMessage)
            if isinstance(text, Literal)
        }
        yield ForeignResult(
            focus_node=_text(report, node, SH.focusNode),
            path=_text(report, node, SH.resultPath),
            value=_text(report, node, SH.value),
            severity=local_name(report.value(node, SH.resultSeverity) or SH.Violation),
            messages=tuple(sorted(texts)),
        )


def _text(report: Graph, node: Node, predicate: URIRef) -> str:
    value = report.value(node, predicate)
    # The names of blank nodes differ from run to run
    return "[]" if isinstance(value, BNode) else str(value or "")


def _is_about_elsewhere(report: Graph, node: Node, data: Graph) -> bool:
    focus, value = report.value(node, SH.focusNode), report.value(node, SH.value)
    looks = report.value(node, SH.sourceConstraintComponent) in _LOOKING_ELSEWHERE
    return _is_undescribed(focus, data) or (looks and _is_undescribed(value, data))


def _is_undescribed(node: Node | None, data: Graph) -> bool:
    return isinstance(node, URIRef) and (node, None, None) not in data
