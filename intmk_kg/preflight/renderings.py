"""How a preflight is told: as text for a person, as JSON for tools."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from operator import attrgetter

from intmk_kg.preflight.findings import Finding, faults
from intmk_kg.preflight.inspection import Inspection
from intmk_kg.preflight.portals import Plan

PORTAL_NAMES = {"ckan": "CKAN, GovData", "europa": "data.europa.eu", "udata": "udata"}
_SHOWN = 20

_WORDS = {
    "de": {
        "title": "Vorabprüfung",
        "extent": "Seiten: {pages}, Datensätze: {datasets}, Distributionen: {distributions}",
        "profiles": "Geprüft nach {profiles}",
        "no-profiles": "Ohne Prüfung nach SHACL",
        "first": "Erster Lauf: nichts, womit zu vergleichen wäre",
        "creates": "anlegen",
        "changes": "ändern",
        "unchanged": "unverändert",
        "deletes": "löschen",
        "duplicates": "doppelt",
        "drops": "auslassen",
        "stopped": "bricht ab; der Bestand bleibt",
        "unread": "nicht zu Ende gelesen",
        "warnings": "Warnungen: {count}",
        "notices": "Hinweise: {count}",
        "more": "… und {count} weitere",
        "none": "Keine Warnungen.",
    },
    "en": {
        "title": "Preflight",
        "extent": "Pages: {pages}, datasets: {datasets}, distributions: {distributions}",
        "profiles": "Validated by {profiles}",
        "no-profiles": "Not validated by SHACL",
        "first": "First run: nothing to compare with",
        "creates": "create",
        "changes": "change",
        "unchanged": "unchanged",
        "deletes": "delete",
        "duplicates": "duplicate",
        "drops": "drop",
        "stopped": "stops; what it holds stays",
        "unread": "not read to the end",
        "warnings": "Warnings: {count}",
        "notices": "Notices: {count}",
        "more": "… and {count} more",
        "none": "No warnings.",
    },
}
_NUMBERS = ("creates", "changes", "unchanged", "deletes", "duplicates", "drops")
_LISTED = ("deletes", "duplicates", "drops")


def render_text(inspection: Inspection, language: str) -> str:
    """The preflight for a person, in German or English."""
    words = _WORDS[language]
    lines = [
        f"{words['title']}: {inspection.url}",
        words["extent"].format(
            pages=inspection.pages, datasets=inspection.datasets, distributions=inspection.distributions
        ),
        words["profiles"].format(profiles=", ".join(inspection.profiles))
        if inspection.profiles
        else words["no-profiles"],
    ]
    if not inspection.has_previous:
        lines.append(words["first"])
    lines += ["", *_table(inspection.plans, words)]
    for name, findings in (("warnings", inspection.warnings), ("notices", inspection.notices)):
        if findings:
            lines += ["", words[name].format(count=len(findings)), *_listing(findings, language)]
    if not inspection.warnings:
        lines += ["", words["none"]]
    return "\n".join(lines) + "\n"


def render_json(inspection: Inspection, _language: str) -> str:
    """The preflight for tools: all findings with their messages in both languages, and all plans with their keys."""
    members = {
        "url": inspection.url,
        "pages": inspection.pages,
        "datasets": inspection.datasets,
        "distributions": inspection.distributions,
        "profiles": inspection.profiles,
        "compared": inspection.has_previous,
        "portals": {
            item.portal: {"outcome": item.outcome} | {name: getattr(item, name) for name in _NUMBERS}
            for item in inspection.plans
        },
        "warnings": [_members(finding) for finding in inspection.warnings],
        "notices": [_members(finding) for finding in inspection.notices],
    }
    return json.dumps(members, ensure_ascii=False, indent=2) + "\n"


RENDERINGS: dict[str, Callable[[Inspection, str], str]] = {"text": render_text, "json": render_json}


def _table(plans: Iterable[Plan], words: Mapping[str, str]) -> Iterator[str]:
    width = max(map(len, PORTAL_NAMES.values()))
    for item in plans:
        if item.outcome == "harvested":
            told = ", ".join(f"{words[name]} {len(getattr(item, name))}" for name in _NUMBERS)
        else:
            told = words[item.outcome]
        yield f"{PORTAL_NAMES[item.portal]:<{width}}  {told}"
        for name in _LISTED:
            yield from _cut((f"{'':<{width}}    {words[name]} {key}" for key in getattr(item, name)), words)


def _listing(findings: Iterable[Finding], language: str) -> Iterator[str]:
    order = list(faults())
    by_fault = sorted(findings, key=lambda finding: order.index(finding.code))
    for code, group in groupby(by_fault, key=attrgetter("code")):
        portals = ", ".join(PORTAL_NAMES[portal] for portal in faults()[code].portals)
        yield f"  {code} ({portals})"
        subjects: dict[str, list[str]] = {}
        for finding in group:
            subjects.setdefault(finding.message(language), []).append(finding.subject)
        told = [
            "\n".join((f"    {message}", *_cut((f"      {of}" for of in found), _WORDS[language])))
            for message, found in subjects.items()
        ]
        yield from _cut(told, _WORDS[language])


def _cut(lines: Iterable[str], words: Mapping[str, str]) -> Iterator[str]:
    listed = list(lines)
    yield from listed[:_SHOWN]
    if len(listed) > _SHOWN:
        yield "    " + words["more"].format(count=len(listed) - _SHOWN)


def _members(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "portals": finding.fault.portals,
        "subject": finding.subject,
        **dict(finding.details),
        "message": {language: finding.message(language) for language in ("de", "en")},
    }
