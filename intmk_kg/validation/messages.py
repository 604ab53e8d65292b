"""The messages of the rules: templates with placeholders, filled with what a rule found."""

import re
from collections.abc import Mapping

from intmk_kg.vocabulary.prefixes import PREFIXES

PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")
LOCAL_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
IRI_REFERENCE = re.compile(r"<([^<>]*)>")
UNBOUND = "…"


def fill(templates: Mapping[str, str], bindings: Mapping[str, str]) -> dict[str, str]:
    """The templates, a text per language, with `{?name}` and `{$name}` replaced by the binding, IRIs in short form.

    SHACL 5.3.2, https://www.w3.org/TR/shacl/#sparql-constraints-validation. What is not bound becomes an ellipsis.
    """
    return {
        language: PLACEHOLDER.sub(lambda match: compact(bindings.get(match[1], UNBOUND)), template)
        for language, template in templates.items()
    }


def placeholders(templates: Mapping[str, str]) -> frozenset[str]:
    """The names of the variables that the templates ask for."""
    return frozenset(name for template in templates.values() for name in PLACEHOLDER.findall(template))


def compact(text: str) -> str:
    """An IRI as a prefixed name where a prefix of the project fits, any other text as it is."""
    for prefix, namespace in PREFIXES.items():
        local_name = text.removeprefix(namespace)
        if local_name != text and LOCAL_NAME.fullmatch(local_name):
            return f"{prefix}:{local_name}"
    return text


def compact_path(path: str) -> str:
    """A property path with its IRIs as prefixed names."""
    return IRI_REFERENCE.sub(lambda match: compact(match[1]), path) if "<" in path else compact(path)


def in_language(messages: Mapping[str, str], language: str) -> str:
    """The message in this language, else in one that there is, else nothing."""
    return messages.get(language) or next((messages[other] for other in sorted(messages)), "")
