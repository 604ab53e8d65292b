"""The files for download, in parts if asked (RFC 9110, 14), each with digest and date."""

from flask import Blueprint, Response, request

from intmk_kg.publication.dumps import CHECKSUMS, checksums, dump_file, dump_files, last_modified, listing
from intmk_kg.publication.formats import HTML, TEXT, VOCABULARY_FORMATS
from intmk_kg.release.directory import DUMPS, Release
from intmk_kg.release.keeping import kept_release
from intmk_kg.web.answers import FRESH, answer, chosen_format, language, varied
from intmk_kg.web.compression import CODING
from intmk_kg.web.files import file_response
from intmk_kg.web.pages import render
from intmk_kg.web.problems import NotFound, Problem
from intmk_kg.web.site import site
from intmk_kg.web.whole_release import require_whole_release

LATEST = "latest"
_PACKINGS = {"gzip": "gz", "zstd": "zst"}
_FOR_EVER = "public, max-age=31536000, immutable"

routes = Blueprint("dumps", __name__)


@routes.get("/dumps/")
def show_latest() -> Response:
    """302 to the files of the release that is served."""
    return Response(status=302, headers={"Location": f"{LATEST}/", "Cache-Control": FRESH})


@routes.get("/dumps/<release_id>/")
def list_files(release_id: str) -> Response:
    """All files of a release: a page, or distributions with sizes and digests."""
    release = _release(release_id)
    format_, media_type = chosen_format(VOCABULARY_FORMATS, None)
    vary = varied(is_negotiated=True, format_=format_)
    if format_ is HTML:
        return answer(media_type, lambda: _page(release), in_language=language(), vary=vary)
    return answer(media_type, lambda: listing(release, site().settings, format_.media_type), vary=vary)


@routes.get(f"/dumps/<release_id>/{CHECKSUMS}")
def show_checksums(release_id: str) -> Response:
    """The digests of all files, for `sha256sum --check`."""
    release = _release(release_id)
    return answer(TEXT.media_type, lambda: checksums(release))


@routes.get("/dumps/<release_id>/<name>")
def show_file(release_id: str, name: str) -> Response:
    """A file, or the part of it that is asked for; from the packed file beside it where the client accepts that."""
    release = _release(release_id)
    file = dump_file(release, name)
    if file is None:
        raise NotFound
    coding = request.environ.get(CODING, "")
    sent = dump_file(release, f"{name}.{_PACKINGS[coding]}") if coding else None
    path, modified = release.path / DUMPS / (sent or file).name, last_modified(release, file)
    response = file_response(path, file.media_type, (sent or file).size, file.sha256[:32], modified)
    if sent is not None:
        response.headers["Content-Encoding"] = coding
    response.headers["Cache-Control"] = FRESH if release_id == LATEST else _FOR_EVER
    if release_id == LATEST:
        response.headers["Content-Location"] = f"../{release.id}/{name}"
    return response


def _release(release_id: str) -> Release:
    """The release with this id, as long as it is kept.

    Raises:
        NotFound: there never was one.
        Problem: 410, it was released and is not kept; or 503, a part of it is missing.
    """
    require_whole_release()
    current = site().release
    if release_id in (LATEST, current.id):
        return current
    kept, was_released = kept_release(current, release_id)
    if kept is not None:
        return kept
    if was_released:
        raise Problem(410)
    raise NotFound


def _page(release: Release) -> str:
    return render("dumps.html", release=release, files=dump_files(release), checksums=CHECKSUMS)
