"""Writing a graph so that equal graphs give equal bytes: the authoring layout in TriG, and canonical N-Quads."""

import io
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from intmk_kg.graph.terms import RDF_TYPE, STATEMENT_SET
from intmk_kg.graph.writing import Term, TermWriter, natural_order
from intmk_kg.vocabulary.prefixes import PREFIXES

_LABEL = ox.NamedNode(PREFIXES["rdfs"] + "label")

Properties = dict[ox.NamedNode, set[Term]]
Graph = dict[Term, Properties]


def format_trig(quads: Iterable[ox.Quad], prefixes: Mapping[str, str]) -> str:
    """The canonical authoring layout of a graph, in TriG (https://www.w3.org/TR/trig/).

    Only the prefixes that are used; the default graph first, subjects in natural order (`conference-2` before
    `conference-10`); then each statement set's description with its graph right after it. Type and label come first,
    one predicate a line, several values one a line. The text depends on nothing but the set of quads.

    Args:
        quads: what to write, in any order, repetitions allowed.
        prefixes: prefix and namespace of those that may be used.
    """
    writer = TermWriter(prefixes)
    graphs: dict[Term | None, Graph] = {}
    for quad in quads:
        name = None if isinstance(quad.graph_name, ox.DefaultGraph) else quad.graph_name
        properties = graphs.setdefault(name, {}).setdefault(quad.subject, {})
        properties.setdefault(quad.predicate, set()).add(quad.object)
    blocks = list(_blocks(graphs, writer))
    declarations = "".join(f"@prefix {name}: <{prefixes[name]}> .\n" for name in sorted(writer.used))
    return "\n".join([declarations, *blocks]) if declarations else "\n".join(blocks)


def canonical_nquads(quads: Iterable[ox.Quad]) -> bytes:
    """The quads as N-Quads in UTF-8, sorted by code point, one a line, without repetition.

    Every line has the canonical form of N-Quads (https://www.w3.org/TR/rdf12-n-quads/#canonical-quads).
    """
    written = io.BytesIO()
    ox.serialize(quads, written, ox.RdfFormat.N_QUADS)
    return b"".join(sorted(set(written.getvalue().splitlines(keepends=True))))


def _blocks(graphs: dict[Term | None, Graph], writer: TermWriter) -> Iterator[str]:
    """The default graph, then the descriptions of sets, each with its graph, then the graphs that nobody describes."""
    default = graphs.pop(None, {})
    is_set = {subject: STATEMENT_SET in properties.get(RDF_TYPE, ()) for subject, properties in default.items()}
    for subject in sorted((s for s in default if not is_set[s]), key=natural_order):
        yield _subject_block(subject, default[subject], writer)
    for subject in sorted((s for s in default if is_set[s]), key=natural_order):
        yield _subject_block(subject, default[subject], writer)
        if subject in graphs:
            yield _graph_block(subject, graphs.pop(subject), writer)
    for name in sorted((name for name in graphs if name is not None), key=natural_order):
        yield _graph_block(name, graphs[name], writer)


def _graph_block(name: Term, subjects: Graph, writer: TermWriter) -> str:
    ordered = sorted(subjects, key=natural_order)
    blocks = "".join(_subject_block(subject, subjects[subject], writer, "  ") for subject in ordered)
    return f"GRAPH {writer.term(name)} {{\n{blocks}}}\n"


def _subject_block(subject: Term, properties: Properties, writer: TermWriter, indent: str = "") -> str:
    lines = [
        _predicate_lines(predicate, properties[predicate], writer, f"{indent}    ")
        for predicate in sorted(properties, key=_predicate_order)
    ]
    return f"{indent}{writer.term(subject)} " + f" ;\n{indent}  ".join(lines) + " .\n"


def _predicate_lines(predicate: ox.NamedNode, values: Iterable[Term], writer: TermWriter, indent: str) -> str:
    word = "a" if predicate == RDF_TYPE else writer.term(predicate)
    return f"{word} " + f" ,\n{indent}".join(writer.term(value) for value in sorted(values, key=natural_order))


def _predicate_order(predicate: ox.NamedNode) -> tuple[object, ...]:
    return (predicate != RDF_TYPE, predicate != _LABEL, natural_order(predicate))
