"""The report as text."""

from intmk_kg.validation import Report
from intmk_kg.validation.authorship import Authorship
from intmk_kg.validation.renderings.text import render

GERMAN = """\
Q02 Englischer Name (1 Warnung)
  data/conferences/1.trig:19: r:meeting-1-vor rdfs:label
    Warnung: Der englische Name fehlt

Q08 Kein Verweis ins Leere (1 Verstoß)
  data/conferences/1.trig:29: r:meeting-1-haupt schema:location r:place-nowhere
    Verstoß: r:meeting-1-haupt verweist ins Leere: r:place-nowhere

Q15 Genau eine Hauptkonferenz (1 Verstoß)
  data/conferences/2.trig:5: r:conference-2 ^schema:superEvent
    Verstoß: Es gibt nicht genau eine Hauptkonferenz

Q16 Beginn einer Sitzung (1 Hinweis)
  data/conferences/2.trig:8: r:conference-2 intmk:motto Getrennt
    Hinweis: Unbekanntes Motto: Getrennt

Q18 Vorkonferenz vor Hauptkonferenz (1 Verstoß)
  data/conferences/1.trig:18: r:meeting-1-vor 2020-05-01
    Verstoß: Die Vorkonferenz endet nicht vor der Hauptkonferenz (2020-05-01)

6 Regeln geprüft: 3 Verstöße, 1 Warnung, 1 Hinweis.
"""
ENGLISH = """\
Q02 English label (1 warning)
  data/conferences/1.trig:19: r:meeting-1-vor rdfs:label
    warning: The English label is missing

Q08 No dangling link (1 violation)
  data/conferences/1.trig:29: r:meeting-1-haupt schema:location r:place-nowhere
    violation: r:meeting-1-haupt links to nothing: r:place-nowhere

Q15 Exactly one main conference (1 violation)
  data/conferences/2.trig:5: r:conference-2 ^schema:superEvent
    violation: There is not exactly one main conference

Q16 Start of a meeting (1 info)
  data/conferences/2.trig:8: r:conference-2 intmk:motto Getrennt
    info: Unknown motto: Getrennt

Q18 Preparatory before main conference (1 violation)
  data/conferences/1.trig:18: r:meeting-1-vor 2020-05-01
    violation: The preparatory conference does not end before the main conference (2020-05-01)

6 rules checked: 3 violations, 1 warning, 1 info.
"""


def test_text_is_german(validated: tuple[Report, Authorship]) -> None:
    """The German text stands by rule, each result with file, line, statement and message, the counts last."""
    assert render(*validated, "de") == GERMAN


def test_text_is_english(validated: tuple[Report, Authorship]) -> None:
    """The English text has the same results in the same order."""
    assert render(*validated, "en") == ENGLISH


def test_text_without_results_is_one_line(validated: tuple[Report, Authorship]) -> None:
    """Where no rule found anything, the counts are all there is to say."""
    report, authorship = validated
    assert render(report.restricted(()), authorship, "de") == "6 Regeln geprüft: 0 Verstöße, 0 Warnungen, 0 Hinweise.\n"


def test_text_shows_results_that_nobody_authored(validated: tuple[Report, Authorship]) -> None:
    """A result without a place in the files is shown without one."""
    report, _ = validated
    text = render(report.restricted(report.of_rule("Q15")), Authorship(()), "en")
    assert "\n  r:conference-2 ^schema:superEvent\n" in text


def test_text_keeps_severities_of_a_rule_apart(validated: tuple[Report, Authorship]) -> None:
    """A rule that found violations and warnings counts both in its heading."""
    report, authorship = validated
    results = [*report.of_rule("Q18"), *report.warnings]
    mixed = Report(tuple(type(result)(**{**vars(result), "rule": "Q18"}) for result in results), report.rules)
    assert "Q18 Preparatory before main conference (1 violation, 1 warning)" in render(mixed, authorship, "en")
