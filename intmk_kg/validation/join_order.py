"""The order in which rdflib joins the patterns of a query.

rdflib sorts the patterns of a group by the number of variables that are unbound before the group begins. A query that
speaks of three classes so begins with all pairs and triples of their instances, and a rule took five seconds for 22
conferences. Here each pattern follows one that it shares a variable with, wherever there is one.
"""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from rdflib import BNode, Variable
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Query
from rdflib.term import Identifier

Pattern: TypeAlias = tuple[Identifier, Identifier, Identifier]


def order_joins(query: Query, bound: Iterable[str]) -> Query:
    """The query with its patterns in an order that keeps them connected; it has the same solutions.

    Args:
        query: a prepared query, which is changed.
        bound: the names of the variables that will be bound when it is asked.
    """
    query.algebra = _ordered(query.algebra, {Variable(name) for name in bound})
    return query


def _ordered(part: CompValue, bound: set[Identifier]) -> CompValue:
    """The part with ordered patterns; its variables are added to `bound`."""
    if part.name == "BGP":
        return _join(part, bound)
    # Patterns before conditions: a NOT EXISTS is asked when the patterns beside it have bound their variables
    for key in sorted(part, key=lambda key: key == "expr"):
        known = set(bound) if part.name == "Union" else bound
        part[key] = _ordered_value(part[key], known)
    if part.name == "Extend":
        bound.add(part.var)
    return part


def _ordered_value(value: object, bound: set[Identifier]) -> object:
    if isinstance(value, CompValue):
        return _ordered(value, bound)
    if isinstance(value, list):
        return [_ordered_value(item, bound) for item in value]
    return value


def _join(group: CompValue, bound: set[Identifier]) -> CompValue:
    """The group as it is where rdflib would take the best order anyway, else as joins of single patterns."""
    rdflib_order = sorted(group.triples, key=lambda pattern: len(_unbound(pattern, bound)))
    best_order = _connected(group.triples, bound)
    bound.update(node for pattern in best_order for node in pattern)
    if best_order == rdflib_order:
        return group
    joined = _group([best_order[0]])
    for pattern in best_order[1:]:
        joined = CompValue("Join", p1=joined, p2=_group([pattern]), lazy=True)
        joined["_vars"] = joined.p1["_vars"] | joined.p2["_vars"]
    return joined


def _connected(patterns: Iterable[Pattern], bound: set[Identifier]) -> list[Pattern]:
    """The patterns, each as far as possible after one that binds a variable of it, the most bound first."""
    known, remaining, ordered = set(bound), list(patterns), []
    while remaining:
        pattern = min(remaining, key=lambda pattern: _cost(pattern, known))
        remaining.remove(pattern)
        ordered.append(pattern)
        known.update(pattern)
    return ordered


def _cost(pattern: Pattern, known: set[Identifier]) -> tuple[int, bool]:
    unbound = _unbound(pattern, known)
    # All instances of a class, or all pairs of a property, are the last thing to begin with
    is_unconnected = all(node in unbound for node in (pattern[0], pattern[2]) if isinstance(node, Variable | BNode))
    return (len(unbound), bool(unbound) and is_unconnected)


def _unbound(pattern: Sequence[Identifier], known: set[Identifier]) -> set[Identifier]:
    return {node for node in pattern if isinstance(node, Variable | BNode) and node not in known}


def _group(patterns: list[Pattern]) -> CompValue:
    group = CompValue("BGP", triples=patterns)
    group["_vars"] = {node for pattern in patterns for node in pattern if isinstance(node, Variable | BNode)}
    return group
