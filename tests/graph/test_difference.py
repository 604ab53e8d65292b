"""The difference of two graphs."""

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from intmk_kg.graph.difference import difference

_nodes = st.sampled_from("abc").map(lambda name: ox.NamedNode(f"a:{name}"))
_graphs = st.lists(st.builds(ox.Quad, _nodes, _nodes, _nodes, _nodes))


@given(_graphs, _graphs)
def test_difference_leads_from_one_graph_to_the_other(old: list[ox.Quad], new: list[ox.Quad]) -> None:
    """The old graph without what was removed and with what was added is the new one."""
    found = difference(old, new)
    assert (set(old) - set(found.removed)) | set(found.added) == set(new)
    assert set(found.removed) <= set(old)
    assert not set(found.added) & set(old)


@given(_graphs)
def test_equal_graphs_do_not_differ(graph: list[ox.Quad]) -> None:
    """A graph differs in nothing from itself in another order."""
    assert not difference(graph, reversed(graph))
