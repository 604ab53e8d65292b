"""The quality of the release: the report of its validation, to load and to read."""

from flask import Blueprint, Response

from intmk_kg.publication.formats import HTML, REPORT_FORMATS
from intmk_kg.publication.quality import SEVERITIES, quality
from intmk_kg.publication.report import report
from intmk_kg.web.answers import answer, chosen_format, language, varied
from intmk_kg.web.pages import render
from intmk_kg.web.site import site

routes = Blueprint("quality", __name__)


@routes.get("/-/validation")
@routes.get("/-/validation.<suffix>")
def show_validation(suffix: str | None = None) -> Response:
    """What the rules report on the release."""
    format_, media_type = chosen_format(REPORT_FORMATS, suffix)
    page_language = language() if format_ is HTML else None
    return answer(
        media_type,
        lambda: _page(page_language) if page_language else report(site().release, format_.suffix),
        in_language=page_language,
        vary=varied(is_negotiated=suffix is None, format_=format_),
        location=f"validation.{format_.suffix}",
    )


def _page(page_language: str) -> str:
    found = quality(site().release, site().engine, site().entities, page_language)
    # A rule that reports in two severities has its anchor at the worse
    anchors = {rule.rule: severity for severity in reversed(SEVERITIES) for rule in found.findings[severity]}
    return render("validation.html", quality=found, anchors=anchors, formats=REPORT_FORMATS)
