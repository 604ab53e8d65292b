"""The files of a release for download: sizes, digests, media types, dates, and documents that list them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from intmk_kg.graph.syntaxes import PlainTriple
from intmk_kg.publication.datasets import Dataset, datasets
from intmk_kg.publication.triples import DESCRIPTION_PREFIXES, link, text, typed, value
from intmk_kg.release.directory import DUMPS, Release
from intmk_kg.release.documents import document
from intmk_kg.settings import Settings

CHECKSUMS = "SHA256SUMS"
_MEDIA_TYPES = {
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "trig": "application/trig",
    "ttl": "text/turtle",
}
# Packed files are documents of their own, not an encoding of others: RFC 6713 and RFC 8878
_PACKINGS = {"gz": "application/gzip", "zst": "application/zstd"}
_IANA = "https://www.iana.org/assignments/media-types/"
_SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"


@dataclass(frozen=True)
class DumpFile:
    """A file for download.

    Attributes:
        name: its name.
        stem: which dataset or profile it holds, such as `meetings` or `graph-core`.
        suffix: of its syntax, such as `ttl`.
        packing: `gz`, `zst` or "".
        media_type: of the packed file, where it is packed.
        size: its bytes.
        sha256: its digest, as hex digits.
    """

    name: str
    stem: str
    suffix: str
    packing: str
    media_type: str
    size: int
    sha256: str


def dump_files(release: Release) -> tuple[DumpFile, ...]:
    """The files for download, sorted by name."""
    listed = release.manifest["files"].items()
    return tuple(
        _dump_file(path.removeprefix(f"{DUMPS}/"), facts["bytes"], facts["sha256"])
        for path, facts in sorted(listed)
        if path.startswith(f"{DUMPS}/")
    )


def dump_file(release: Release, name: str) -> DumpFile | None:
    """The file with this name, or None."""
    facts = release.manifest["files"].get(f"{DUMPS}/{name}")
    return _dump_file(name, facts["bytes"], facts["sha256"]) if facts else None


def last_modified(release: Release, file: DumpFile) -> str | None:
    """When what the file says last changed, as xsd:dateTime; None where the ledger does not know that state.

    A profile says what the whole graph says in other terms, so it has its date.
    """
    return _modified(datasets(release), file)


def checksums(release: Release) -> str:
    """The digests of all files, as `sha256sum --check` reads them."""
    return "".join(f"{file.sha256}  {file.name}\n" for file in dump_files(release))


def listing(release: Release, settings: Settings, media_type: str) -> bytes:
    """The files as distributions with sizes and digests, in the terms of DCAT-AP 3.0.

    The catalogue leaves sizes and digests out, for versions 2 and 3 of DCAT-AP contradict each other about them.

    Args:
        release: whose files they are.
        settings: the address of this service.
        media_type: one of Turtle, JSON-LD, RDF/XML and N-Triples.
    """
    return document(_listed(release, settings), media_type, DESCRIPTION_PREFIXES)


def _listed(release: Release, settings: Settings) -> Iterator[PlainTriple]:
    base, known = f"{settings.public_url}dumps/{release.id}/", datasets(release)
    for file in dump_files(release):
        iri, checksum = f"{base}{file.name}", f"{base}{file.name}#checksum"
        yield typed(iri, "dcat:Distribution")
        yield text(iri, "dct:title", file.name)
        yield link(iri, "dcat:accessURL", iri)
        yield link(iri, "dcat:downloadURL", iri)
        yield link(iri, "dcat:mediaType", f"{_IANA}{_MEDIA_TYPES[file.suffix]}")
        if file.packing:
            yield link(iri, "dcat:compressFormat", f"{_IANA}{file.media_type}")
        yield value(iri, "dcat:byteSize", file.size, "xsd:nonNegativeInteger")
        yield link(iri, "spdx:checksum", checksum)
        yield typed(checksum, "spdx:Checksum")
        yield link(checksum, "spdx:algorithm", _SHA256)
        yield value(checksum, "spdx:checksumValue", file.sha256, "xsd:hexBinary")
        if (modified := _modified(known, file)) is not None:
            yield value(iri, "dct:modified", modified, "xsd:dateTime")


def _dump_file(name: str, size: int, sha256: str) -> DumpFile:
    stem, suffix, *packing = name.split(".")
    packed = packing[0] if packing else ""
    return DumpFile(name, stem, suffix, packed, _PACKINGS.get(packed, _MEDIA_TYPES[suffix]), size, sha256)


def _modified(known: Iterable[Dataset], file: DumpFile) -> str | None:
    holders = (known_ for known_ in known if file.stem == known_.stem or file.stem.startswith(f"{known_.stem}-"))
    return next((dataset.modified for dataset in holders if dataset.is_recorded), None)
