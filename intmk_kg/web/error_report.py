"""The words of a report of an error: what it is about, and room for what is right."""

from flask import g

from intmk_kg.publication.error_report import ErrorReport, ReportedStatement
from intmk_kg.publication.wording import compact_form
from intmk_kg.web.site import site
from intmk_kg.web.translation import translations


def thing_report(iri: str, title: str, statement: ReportedStatement | None) -> ErrorReport:
    """The report of an error in what is said of a thing.

    Args:
        iri: the thing.
        title: what it is called.
        statement: the one that may be wrong, or None for the thing as a whole.
    """
    translate = translations(g.language).gettext
    lines = [translate("Thing: %(title)s") % {"title": title}, iri]
    if statement:
        lines += [
            translate("Statement: %(property)s") % {"property": compact_form(statement.predicate)},
            translate("Value: %(value)s") % {"value": statement.value},
            *(translate("Statement set: %(set)s") % {"set": iri} for iri in statement.statement_sets),
            *(translate("Source: %(source)s") % {"source": iri} for iri in statement.documents),
        ]
    return _report(title, lines)


def page_report(address: str) -> ErrorReport:
    """The report of an error on a page."""
    translate = translations(g.language).gettext
    return _report(address, [translate("Page: %(address)s") % {"address": address}])


def _report(about: str, lines: list[str]) -> ErrorReport:
    translate = translations(g.language).gettext
    release = translate("Release: %(release)s") % {"release": site().release.id}
    asked = [translate("What is wrong, what would be right, and which document says so?"), "", ""]
    return ErrorReport(translate("Error in: %(about)s") % {"about": about}, "\n".join([*lines, release, "", *asked]))
