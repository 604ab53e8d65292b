"""The tokens of a SPARQL query, by the rules of the standard's own grammar.

SPARQL 1.2, 19.8 (https://www.w3.org/TR/sparql12-query/#grammar): the longest match is chosen, comments run from `#` to
the end of the line outside of IRIs and strings, and codepoint escapes may stand in IRIs and strings only.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from intmk_kg.engine.guard.grammar import sparql_grammar
from intmk_kg.engine.refusals import QuerySyntax

_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_VARIABLE = f"{_BASE}_0-9\u00b7\u0300-\u036f\u203f-\u2040"
_CHARS = rf"{_VARIABLE}\-"
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_UCHAR = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_ECHAR = r"\\[tbnrf\\\"']"
_PREFIX = rf"(?:[{_BASE}][{_CHARS}]*+(?:\.++[{_CHARS}]++)*+)?+:"
_LOCAL = rf"(?:[{_BASE}_:0-9]|{_ESCAPED})(?:[{_CHARS}:]|{_ESCAPED})*+(?:\.++(?:[{_CHARS}:]|{_ESCAPED})++)*+"
_EXPONENT = r"[eE][+-]?[0-9]++"
_DOUBLE = rf"(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++){_EXPONENT}"
_DECIMAL = r"[0-9]*+\.[0-9]++"

_TOKENS = {
    "IRIREF": rf"<(?:[^<>\"{{}}|^`\\\x00-\x20]|{_UCHAR})*+>",
    "VAR1": rf"\?[{_BASE}_0-9][{_VARIABLE}]*+",
    "VAR2": rf"\$[{_BASE}_0-9][{_VARIABLE}]*+",
    "WORD": rf"[A-Za-z][A-Za-z0-9_]*+(?![{_CHARS}]*+(?:\.++[{_CHARS}]++)*+:)",
    "PNAME_LN": _PREFIX + _LOCAL,
    "PNAME_NS": _PREFIX,
    "STRING_LITERAL_LONG1": rf"'''(?:'{{0,2}}+(?:[^'\\]|{_ECHAR}|{_UCHAR}))*+'''",
    "STRING_LITERAL_LONG2": rf'"""(?:"{{0,2}}+(?:[^"\\]|{_ECHAR}|{_UCHAR}))*+"""',
    "STRING_LITERAL1": rf"'(?:[^'\\\n\r]|{_ECHAR}|{_UCHAR})*+'(?!'')",
    "STRING_LITERAL2": rf'"(?:[^"\\\n\r]|{_ECHAR}|{_UCHAR})*+"',
    "DOUBLE_POSITIVE": rf"\+{_DOUBLE}",
    "DECIMAL_POSITIVE": rf"\+{_DECIMAL}",
    "INTEGER_POSITIVE": r"\+[0-9]++",
    "DOUBLE_NEGATIVE": rf"-{_DOUBLE}",
    "DECIMAL_NEGATIVE": rf"-{_DECIMAL}",
    "INTEGER_NEGATIVE": r"-[0-9]++",
    "DOUBLE": _DOUBLE,
    "DECIMAL": _DECIMAL,
    "INTEGER": r"[0-9]++",
    "LANG_DIR": r"@[a-zA-Z]++(?:-[a-zA-Z0-9]++)*+(?:--[a-zA-Z]++)?+",
    "BLANK_NODE_LABEL": rf"_:[{_BASE}_0-9][{_CHARS}]*+(?:\.++[{_CHARS}]++)*+",
    "NIL": r"\([ \t\r\n]*+\)(?!>>)",
    "ANON": r"\[[ \t\r\n]*+\]",
    "PUNCTUATION": r"<<\(|\)>>|<<|>>|\{\||\|\}|\^\^|&&|\|\||!=|<=|>=|[{}()\[\].;,*/+\-=<>!|^?~]",
}
_SPACE = r"(?:[ \t\r\n]++|#[^\r\n]*+)*+"
_TOKEN = re.compile(f"{_SPACE}(?:{'|'.join(f'(?P<{name}>{pattern})' for name, pattern in _TOKENS.items())})")
_BETWEEN = re.compile(_SPACE)
_DECLARATIONS = re.compile(rf"(?:{_SPACE}(?i:PREFIX)[ \t\r\n]{_SPACE}{_PREFIX}{_SPACE}{_TOKENS['IRIREF']})*+")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_ODD = re.compile(r"[A-Za-z0-9_]+|.", re.DOTALL)
_LINE_END = re.compile(r"\r\n|\r|\n")

HIGH_SURROGATE, LOW_SURROGATE, LAST_CODEPOINT = 0xD800, 0xDFFF, 0x10FFFF


class Token(NamedTuple):
    """A token: its type in the grammar, its text as written, and where it begins."""

    type: str
    text: str
    start: int


def tokenize(query: str, position: int = 0) -> Iterator[Token]:
    """The tokens of `query` one after the other, without white space and comments.

    Args:
        query: the text.
        position: where the first token is looked for.

    Raises:
        QuerySyntax: something in it is no token; its place is in the error.
    """
    keywords = sparql_grammar().keywords
    match = _TOKEN.match
    while found := match(query, position):
        type_, text = found.lastgroup or "", found[found.lastindex or 0]
        if type_ == "PUNCTUATION":
            type_ = text
        elif type_ == "WORD":
            type_ = text if text == "a" else text.upper()
            if type_ not in keywords and text != "a":
                break
        elif "\\" in text:
            _check_escapes(query, text, found.end() - len(text))
        position = found.end()
        yield Token(type_, text, position - len(text))
    position = after_space(query, position)
    if position < len(query):
        raise no_token(query, position)


def declarations(query: str) -> str:
    """What a query begins with, as far as it declares prefixes; the rest begins with a token of its own."""
    found = _DECLARATIONS.match(query)
    return found[0] if found else ""


def after_space(query: str, position: int) -> int:
    """Where the white space and the comments end that begin at a position."""
    space = _BETWEEN.match(query, position)
    return space.end() if space else position


def place(query: str, position: int) -> tuple[int, int]:
    """Line and column of a position in the query, both counted from 1."""
    line, start = 1, 0
    for end in _LINE_END.finditer(query, 0, position):
        line, start = line + 1, end.end()
    return line, position - start + 1


def unescaped(text: str) -> str:
    """An IRI or a string with its codepoint escapes replaced."""
    return _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), text)


def no_token(query: str, position: int) -> QuerySyntax:
    """The error that what stands at `position` is no token of SPARQL."""
    odd = _ODD.match(query, position)
    text = odd[0] if odd else ""
    line, column = place(query, position)
    reason = "is not closed" if text in {"'", '"', "<"} else "is not a word or sign of SPARQL"
    return QuerySyntax(f"Line {line}, column {column}: {text!r} {reason}.").at(line, column, text)


def _check_escapes(query: str, text: str, position: int) -> None:
    for escape in _ESCAPE.finditer(text):
        codepoint = int(escape[1] or escape[2], 16)
        if HIGH_SURROGATE <= codepoint <= LOW_SURROGATE or codepoint > LAST_CODEPOINT:
            line, column = place(query, position + escape.start())
            message = f"Line {line}, column {column}: {escape[0]} is not a character."
            raise QuerySyntax(message).at(line, column, escape[0])
