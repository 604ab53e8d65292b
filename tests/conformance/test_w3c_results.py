"""The comparison itself, without which no test here says anything."""

import pytest
from w3c_results import outcome

JSON = "application/sparql-results+json"
TURTLE = "text/turtle"


def csv(text: str, *, ordered: bool = False) -> object:
    """The outcome of a result in CSV."""
    return outcome(text.encode(), "text/csv", "", ordered=ordered)


def graph(text: str) -> object:
    """The outcome of a graph in Turtle."""
    return outcome(text.encode(), TURTLE, "http://example.org/", ordered=False)


def test_names_of_blank_nodes_do_not_count() -> None:
    """Blank nodes are compared by where they stand, over all solutions and inside triple terms."""
    assert csv("x,y\r\n_:a,_:b\r\n_:b,1\r\n") == csv("x,y\r\n_:c,_:d\r\n_:d,1\r\n")
    assert csv("x,y\r\n_:a,_:b\r\n_:b,1\r\n") != csv("x,y\r\n_:c,_:d\r\n_:c,1\r\n")
    assert graph("_:a <p> <<( _:a <p> 1 )>> .") == graph("_:b <p> <<( _:b <p> 1 )>> .")
    assert graph("_:a <p> <<( _:a <p> 1 )>> .") != graph("_:b <p> <<( _:c <p> 1 )>> .")


def test_solutions_are_a_multiset() -> None:
    """How often a solution is there counts, and where only if there is an order."""
    assert csv("x\r\n1\r\n2\r\n") == csv("x\r\n2\r\n1\r\n")
    assert csv("x\r\n1\r\n2\r\n", ordered=True) != csv("x\r\n2\r\n1\r\n", ordered=True)
    assert csv("x\r\n1\r\n1\r\n") != csv("x\r\n1\r\n")


def test_variables_count_without_solutions() -> None:
    """Two empty results of other variables are other results."""
    assert csv("x\r\n") != csv("y\r\n")
    assert csv("x,y\r\n") == csv("y,x\r\n")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1.0", "1.00", True),
        ("1", "+1", True),
        ("1.0e6", "1000000e0", True),
        ("1", "1.0", False),
        ("1.0", "1.0e0", False),
        ('"1"', "1", False),
        ("true", '"1"^^<http://www.w3.org/2001/XMLSchema#boolean>', True),
        ('"x"^^<http://www.w3.org/2001/XMLSchema#integer>', '"y"^^<http://www.w3.org/2001/XMLSchema#integer>', False),
    ],
)
def test_numbers_are_compared_by_value(one: str, other: str, same: bool) -> None:  # noqa: FBT001 -- the row's own fact
    """How a number is written does not count; its value and its datatype do."""
    assert (graph(f"<s> <p> {one} .") == graph(f"<s> <p> {other} .")) is same


def test_truths_are_read() -> None:
    """The result of ASK is its truth."""
    assert outcome(b'{"head": {}, "boolean": true}', JSON, "", ordered=False) is True
    assert outcome(b'{"head": {}, "boolean": false}', JSON, "", ordered=False) is False
