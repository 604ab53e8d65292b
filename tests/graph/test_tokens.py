"""The tokens of TriG."""

import pytest

from intmk_kg.graph.tokens import tokens


def _kinds(text: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in tokens(text)]


@pytest.mark.parametrize(
    "written",
    [
        "<http://a/#b>",
        '"a # b"',
        "'a # b'",
        '"""a\n# b"""',
        "'''a\n\"# b'''",
        '"a \\" # b"',
        r"r:a\#b",
        '"""a""\\"# b"""',
    ],
)
def test_hash_inside_a_term_is_no_comment(written: str) -> None:
    """A # in an IRI, in a string of any form or escaped in a name begins no comment."""
    assert [token.text for token in tokens(f"{written} .")] == [written, "."]


@pytest.mark.parametrize("written", ["# b", "r:a# b", '"a"@de# b', "18# b", "<a:b># b", ";# b"])
def test_hash_after_a_term_is_a_comment(written: str) -> None:
    """A # that no term holds begins a comment, with or without white space before it."""
    assert _kinds(written)[-1] == ("comment", "# b")


def test_token_knows_its_line() -> None:
    """Lines are counted through white space and through strings of several lines."""
    text = '<a:a> <a:b>\n"""x\ny"""@de-AT ,\n  true . # end'
    assert [(token.text, token.line) for token in tokens(text)] == [
        ("<a:a>", 1),
        ("<a:b>", 1),
        ('"""x\ny"""', 2),
        ("@de-AT", 3),
        (",", 3),
        ("true", 4),
        (".", 4),
        ("# end", 4),
    ]


def test_name_ends_before_the_full_stop() -> None:
    """A full stop ends a statement unless a name goes on after it."""
    assert _kinds("r:a.b r:c. 1.5 1.") == [
        ("name", "r:a.b"),
        ("name", "r:c"),
        ("punctuation", "."),
        ("number", "1.5"),
        ("number", "1"),
        ("punctuation", "."),
    ]
