"""The tokens of a TriG file, each with its line: for what a parser forgets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_CHARACTER = rf"{_BASE}_0-9\u00b7\u0300-\u036f\u203f\u2040\-"
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_LOCAL = rf"(?:[{_CHARACTER}:]|{_ESCAPED})(?:\.*(?:[{_CHARACTER}:]|{_ESCAPED}))*"
_PREFIX = rf"[{_BASE}](?:\.*[{_CHARACTER}])*"

_STRINGS = (
    r'"""(?:"{0,2}(?:[^"\\]|\\.))*"""',
    r"'''(?:'{0,2}(?:[^'\\]|\\.))*'''",
    r'"(?:[^"\\\r\n]|\\.)*"',
    r"'(?:[^'\\\r\n]|\\.)*'",
)

_TOKEN = re.compile(
    "|".join(
        (
            r"(?P<space>[\x20\t\r\n]+)",
            r"(?P<comment>\#[^\r\n]*)",
            r"(?P<reification><<\(?|\)?>>)",
            r"(?P<iri><[^\x00-\x20<>\"{}|^`]*>)",
            rf"(?P<string>{'|'.join(_STRINGS)})",
            r"(?P<at>@[A-Za-z]+(?:-{1,2}[A-Za-z0-9]+)*)",
            r"(?P<datatype>\^\^)",
            rf"(?P<blank>_:[{_BASE}_0-9](?:\.*[{_CHARACTER}])*)",
            rf"(?P<name>(?:{_PREFIX})?:(?:{_LOCAL})?)",
            r"(?P<number>[+-]?(?:[0-9]*\.[0-9]+|[0-9]+\.(?=[eE])|[0-9]+)(?:[eE][+-]?[0-9]+)?)",
            r"(?P<word>[A-Za-z]+)",
            r"(?P<punctuation>[.;,{}()\[\]~]|\{\||\|\})",
            r"(?P<stray>.)",
        )
    ),
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One token of TriG.

    Attributes:
        kind: comment, iri, string, at (a language tag or directive), datatype, blank, name, number, word, punctuation.
        text: the token as written.
        line: where it begins, counted from 1.
    """

    kind: str
    text: str
    line: int


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a TriG text in order, comments included, white space left out.

    The text is taken to be well-formed (TriG grammar, https://www.w3.org/TR/trig/#sec-grammar): what is not
    a token of TriG comes out as kind `stray` and is for the parser to refuse.
    """
    line = 1
    for match in _TOKEN.finditer(text):
        written = match.group()
        if match.lastgroup != "space":
            yield Token(str(match.lastgroup), written, line)
        line += written.count("\n")
