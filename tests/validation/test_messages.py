"""Message templates and what they are filled with."""

from intmk_kg.validation.messages import compact, compact_path, fill, in_language

LAND = "https://w3id.org/intmk/id/land-he"


def test_template_is_filled_in_each_language() -> None:
    """Both ways to write a placeholder are replaced, IRIs of known namespaces in short form."""
    templates = {"de": "{$this} hat {?value}", "en": "{?this} has {$value}"}
    assert fill(templates, {"this": LAND, "value": r"a\1b"}) == {
        "de": r"r:land-he hat a\1b",
        "en": r"r:land-he has a\1b",
    }


def test_unbound_placeholder_becomes_an_ellipsis() -> None:
    """What a rule does not bind is shown as left out."""
    assert fill({"en": "{?value} is missing"}, {}) == {"en": "… is missing"}


def test_compact_shortens_only_what_stays_readable() -> None:
    """An IRI with a known namespace and a plain local name is shortened, everything else stays."""
    assert compact(LAND) == "r:land-he"
    assert compact("https://schema.org/startDate") == "schema:startDate"
    assert compact("https://w3id.org/intmk/id/a/b") == "https://w3id.org/intmk/id/a/b"
    assert compact("https://example.org/x") == "https://example.org/x"
    assert compact("2020-05-01") == "2020-05-01"


def test_compact_path_shortens_the_iris_within() -> None:
    """A property path keeps its operators."""
    assert compact_path("^<https://schema.org/superEvent>") == "^schema:superEvent"
    assert compact_path("https://schema.org/superEvent") == "schema:superEvent"


def test_message_falls_back_to_a_language_that_is_there() -> None:
    """A missing language is replaced by another; without any there is no text."""
    assert in_language({"de": "ja", "en": "yes"}, "en") == "yes"
    assert in_language({"de": "ja"}, "en") == "ja"
    assert in_language({}, "en") == ""
