"""The interface's words: every one that a page can say is in the German catalogue, and no other."""

import re
from importlib.resources import files

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from flask import Flask
from template_words import template_words

from intmk_kg.publication.limits import limits
from intmk_kg.settings import Settings
from intmk_kg.web.editor_words import EDITOR_WORDS
from intmk_kg.web.problems import DETAILS, TITLES
from intmk_kg.web.translation import translations

PACKAGE = files("intmk_kg.web")
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "translate": None}
COMPUTED = {
    *DETAILS.values(),
    *TITLES.values(),
    *(str(limit["meaning"]) for limit in limits(Settings()).values()),
    *EDITOR_WORDS,
    "`page` is a number from 1 on.",
    "`zoom` is a number from 1 to 4.",
    "`profile` is `excel` or left out.",
    "No day of these events is recorded yet, so that there is no calendar of them.",
    "`q` is what to search for.",
    "The search took too long and was stopped. Please ask again in a moment.",
    "This release cannot be searched. It has to be built again.",
    "What is searched for is too long.",
}
# What is called the same in every language: formats, programs, licences, sources, and the conference itself
NAMES = {
    "BibTeX",
    "CSV",
    "CSVW",
    "JSON",
    "OpenAPI",
    "SHA-256",
    "SPARQL",
    "Turtle",
    "Turtle (CONSTRUCT, DESCRIBE)",
    "VoID",
    "XML",
    "iCalendar",
    "openapi.json",
    "JavaScript",
    "Python",
    "R",
    "intmk-kg",
    "Apache License 2.0",
    "Datenlizenz Deutschland \N{EN DASH} Zero \N{EN DASH} Version 2.0",
    "Natural Earth",
    "IntMK",
}


def said() -> set[str | tuple[str, ...]]:
    """The source strings in templates and code."""
    methods = [("**.html", "jinja2"), ("**.py", "python")]
    found = extract_from_dir(str(PACKAGE), methods, {"**.html": {"silent": "false"}}, keywords=KEYWORDS)
    return {message for _, _, message, _, _ in found} | COMPUTED


def test_catalogue_has_every_word_and_no_other() -> None:
    """The German catalogue holds exactly the strings that the interface can say, each translated and none fuzzy."""
    with (PACKAGE / "locale" / "de" / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale="de")
    entries = {message.id: message for message in catalogue if message.id}
    assert set(entries) == said()
    assert all(message.string and not message.fuzzy for message in entries.values())


def test_translations_keep_the_placeholders() -> None:
    """A translation fills in the same values as its source string."""
    with (PACKAGE / "locale" / "de" / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale="de")
    for message in catalogue:
        sources = message.id if isinstance(message.id, tuple) else (message.id,)
        targets = message.string if isinstance(message.string, tuple) else (message.string,)
        for source, target in zip(sources, targets, strict=True):
            if source:
                assert sorted(re.findall(r"%\(\w+\)s", source)) == sorted(re.findall(r"%\(\w+\)s", target))


@pytest.mark.parametrize(("n", "words"), [(1, "%(num)s Quelle"), (2, "%(num)s Quellen"), (0, "%(num)s Quellen")])
def test_plurals_follow_the_number(n: int, words: str) -> None:
    """German has one form for one and another for all other numbers."""
    assert translations("de").ngettext("%(num)s source", "%(num)s sources", n) == words


def test_english_is_the_source() -> None:
    """English needs no catalogue."""
    assert translations("en").gettext("Quality") == "Quality"


def test_templates_have_no_words_of_their_own(app: Flask) -> None:
    """What a template says is in the catalogue, except names that no language changes."""
    templates = (PACKAGE / "templates").iterdir()
    own = {
        f"{template.name}: {words}"
        for template in templates
        for words in template_words(template.read_text(encoding="utf-8"), app.jinja_env)
        if words.strip(" .:\N{EN DASH}") not in NAMES
    }
    assert own == set()


@pytest.mark.parametrize(
    "template",
    [
        "<p>Open the editor</p>",
        "<a title='{{ \"Mehr\" if more else \"\" }}'>{{ _('More') }}</a>",
        "{% set words = {'de': {'lead': 'Stellen Sie eine Frage.'}}[language] %}<p>{{ words.lead }}</p>",
    ],
)
def test_words_of_a_template_are_noticed(app: Flask, template: str) -> None:
    """Words in text, in attributes that are read aloud and in strings of the code are found."""
    assert template_words(template, app.jinja_env)
