"""How the service is: health, versions, limits."""

from importlib.metadata import version as package_version
from typing import Any

from flask import Blueprint, Response

from intmk_kg.publication import vocabulary
from intmk_kg.publication.formats import HTML, JSON
from intmk_kg.publication.limits import limits
from intmk_kg.web.answers import answer, chosen_format, language, uncached_json
from intmk_kg.web.pages import render
from intmk_kg.web.site import site

routes = Blueprint("state", __name__)


@routes.get("/-/health")
def show_health() -> Response:
    """200 as long as pages can be answered from the release."""
    entities, base_iri = site().entities, site().settings.base_iri
    status = "ok" if entities.exists(f"{base_iri}def") else "no data"
    return uncached_json({"status": status, "release": site().release.id}, 200 if status == "ok" else 503)


@routes.get("/-/versions")
def show_versions() -> Response:
    """The versions of the software, the vocabulary and the data."""
    release = site().release
    versions = {
        "software": package_version("intmk-kg"),
        "vocabulary": vocabulary.version(release),
        "release": release.id,
        "quads": release.manifest.get("quads", {}),
        "classes": release.manifest.get("classes", {}),
    }
    return _shown("versions.html", {"versions": versions})


@routes.get("/-/limits")
def show_limits() -> Response:
    """What a query may cost here; beyond it the answer is an error, never a part."""
    return _shown("limits.html", {"limits": limits(site().settings)})


def _shown(template: str, values: dict[str, Any]) -> Response:
    format_, media_type = chosen_format((JSON, HTML), None)
    vary = ("Accept", "Accept-Language")
    if format_ is HTML:
        return answer(media_type, lambda: render(template, **values), in_language=language(), vary=vary)
    return answer(media_type, lambda: uncached_json(next(iter(values.values()))).get_data(), vary=vary)
