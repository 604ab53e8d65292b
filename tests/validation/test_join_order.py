"""The order in which rdflib joins patterns."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph, URIRef
from rdflib.plugins.sparql import prepareQuery

from intmk_kg.validation.join_order import order_joins
from intmk_kg.validation.prepared import PreparedGraph

E = "https://example.org/"
PREFIX = f"PREFIX e: <{E}>\n"
THINGS = [URIRef(E + name) for name in "abcd"]
PROPERTIES = [URIRef(E + name) for name in "pq"]

nodes = st.sampled_from(["$this", "?x", "?y", "?z", "e:a", "_:n"])
patterns = st.builds(
    lambda subject, predicate, object_: f"{subject} {predicate} {object_} .",
    nodes,
    st.sampled_from(["e:p", "e:q", "e:p/e:q", "e:p*", "^e:q", "?r"]),
    nodes,
)
groups = st.lists(patterns, min_size=1, max_size=4).map(" ".join)
conditions = st.one_of(
    st.just(""),
    st.builds("OPTIONAL {{ {} }}".format, groups),
    st.builds("FILTER NOT EXISTS {{ {} }}".format, groups.map(lambda group: group.replace("_:n", "?n"))),
    st.builds("{{ {} }} UNION {{ {} }}".format, *[groups.map(lambda group: group.replace("_:n", "?m"))] * 2),
    st.just("FILTER(?x != ?y)"),
    st.just("BIND(?x AS ?w)"),
)
graphs = st.lists(
    st.tuples(st.sampled_from(THINGS), st.sampled_from(PROPERTIES), st.sampled_from(THINGS)), min_size=3, max_size=10
)


def solutions(graph: Graph, text: str, *, ordered: bool) -> list[str]:
    """The solutions with ?this bound to e:a, as sorted texts."""
    query = prepareQuery(text)
    if ordered:
        query = order_joins(query, ["this"])
    rows = graph.query(query, initBindings={"this": THINGS[0]}).bindings
    return sorted(str(sorted((str(name), str(value)) for name, value in row.items())) for row in rows)


@settings(deadline=None, max_examples=300)
@given(graphs, groups, conditions)
def test_order_changes_no_solution(triples: list[tuple[URIRef, URIRef, URIRef]], group: str, condition: str) -> None:
    """Whatever the patterns and the conditions beside them, the solutions and their number stay."""
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    text = f"{PREFIX}SELECT $this ?x ?y ?z WHERE {{ {group} {condition} }}"
    assert solutions(graph, text, ordered=True) == solutions(graph, text, ordered=False)


class CountingGraph(PreparedGraph):
    """A graph that counts how often its triples are looked up."""

    look_ups = 0

    def triples(self, triple):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201  # as rdflib's
        """The matching triples."""
        self.look_ups += 1
        return super().triples(triple)


@pytest.fixture
def conferences() -> CountingGraph:
    """Twenty conferences, each with a number and a meeting on a day."""
    graph = CountingGraph()
    for number in range(20):
        conference, meeting = URIRef(f"{E}conference{number}"), URIRef(f"{E}meeting{number}")
        for triple in (
            (conference, URIRef(E + "type"), URIRef(E + "Conference")),
            (conference, URIRef(E + "number"), URIRef(f"{E}n{number}")),
            (meeting, URIRef(E + "type"), URIRef(E + "Meeting")),
            (meeting, URIRef(E + "of"), conference),
            (meeting, URIRef(E + "day"), URIRef(f"{E}d{number}")),
        ):
            graph.add(triple)
    return graph


def test_patterns_that_share_no_variable_are_not_joined_first(conferences: CountingGraph) -> None:
    """A rule that compares two conferences looks up what grows with the pairs, never with pairs of pairs."""
    rows = conferences.query(
        f"""{PREFIX}SELECT $this ?value WHERE {{
          $this e:number ?number . ?main e:type e:Meeting ; e:of $this ; e:day ?start .
          ?value e:type e:Conference ; e:number ?lower . ?earlier e:type e:Meeting ; e:of ?value ; e:day ?before }}""",
        initBindings={"this": URIRef(E + "conference7")},
    )
    assert len(rows) == 20
    assert conferences.look_ups < 200
