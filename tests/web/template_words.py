"""The words that a template says of its own: in text, in attributes that people meet, in strings of its code."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from jinja2 import Environment, nodes

_CATALOGUE = {"_", "gettext", "ngettext"}
_READ_ALOUD = {"alt", "aria-label", "aria-description", "label", "placeholder", "title"}
_UNREAD = {"code", "script", "style"}
_LETTER = re.compile(r"[^\W\d_]")
_SENTENCE = re.compile(r"[^\W\d_]{2,}[,.:;]? [^\W\d_]")


def template_words(source: str, environment: Environment) -> set[str]:
    """What a template says that comes neither from the catalogue nor from a value.

    Args:
        source: of the template.
        environment: that can parse it.
    """
    tree = environment.parse(source)
    reading = _Reading()
    for text in _outputs(tree):
        reading.feed(text)
    reading.close()
    return {text for text in reading.found | set(_sentences(tree)) if _LETTER.search(text)}


class _Reading(HTMLParser):
    """Collects what a person meets in HTML: text, and some attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self._within = ""

    def handle_data(self, data: str) -> None:
        """Take text, except that of programs."""
        if self._within not in _UNREAD:
            self.found.add(data.strip())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the attributes that are shown or read aloud."""
        self._within = tag
        self.found |= {value.strip() for name, value in attrs if value and name in _READ_ALOUD}
        self.found |= {value.strip() for name, value in attrs if value and name.startswith("data-")}

    def handle_endtag(self, tag: str) -> None:
        """Notice the end of a program."""
        self._within = "" if tag == self._within else self._within


def _outputs(node: nodes.Node) -> Iterator[str]:
    """What the parts of a template write; a block that is set and holds attributes becomes an element with them."""
    if isinstance(node, nodes.AssignBlock):
        text = "".join(output for child in node.body for output in _outputs(child))
        yield f"<p {text}>" if '="' in text else text
    elif isinstance(node, nodes.Output):
        for part in node.nodes:
            yield from _written(part)
    else:
        for child in node.iter_child_nodes():
            yield from _outputs(child)


def _written(part: nodes.Node) -> Iterator[str]:
    """What an output writes as far as the template itself decides it."""
    match part:
        case nodes.TemplateData():
            yield part.data
        case nodes.Const(value=str(text)):
            yield text
        case nodes.CondExpr():
            for choice in filter(None, (part.expr1, part.expr2)):
                yield from _written(choice)
                yield " "
        case nodes.Or() | nodes.And():
            yield from _written(part.left)
            yield from _written(part.right)
        case nodes.Concat():
            for piece in part.nodes:
                yield from _written(piece)


def _sentences(node: nodes.Node) -> Iterator[str]:
    """The strings in the code of a template that look like sentences, outside the calls that translate them."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Call) and isinstance(child.node, nodes.Name) and child.node.name in _CATALOGUE:
            continue
        if isinstance(child, nodes.Const) and isinstance(child.value, str) and _SENTENCE.search(child.value):
            yield child.value
        yield from _sentences(child)
