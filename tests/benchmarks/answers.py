"""Whether servers give the same answer: rows or triples in any order."""

import json

from questions import SOLUTIONS, Question


def same(question: Question, bodies: list[bytes]) -> bool:
    """Whether these answers to a question are one."""
    return len({_content(question, body) for body in bodies}) == 1


def _content(question: Question, body: bytes) -> tuple[str, ...]:
    """The rows or triples of an answer, sorted; the terms as they are written in JSON or N-Triples."""
    if question.accept != SOLUTIONS:
        return tuple(sorted({line.strip() for line in body.decode().splitlines() if line.strip()}))
    rows = json.loads(body)["results"]["bindings"]
    return tuple(sorted(json.dumps({name: _term(term) for name, term in row.items()}, sort_keys=True) for row in rows))


def _term(term: dict[str, str]) -> list[str]:
    kind = "literal" if term["type"] == "typed-literal" else term["type"]
    return [kind, term["value"], term.get("xml:lang", "").lower(), term.get("datatype", "")]
