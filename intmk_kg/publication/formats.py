"""The formats that things and vocabularies are published in: one row each."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Format:
    """A way to write a thing down.

    Attributes:
        name: what people call it.
        suffix: what the address of this representation ends with.
        media_types: what the format may be asked for by; the first is its own.
        syntax: the serializer's name for it; None where it is not RDF.
        graphs: whether it keeps the statement sets apart.
    """

    name: str
    suffix: str
    media_types: tuple[str, ...]
    syntax: str | None
    graphs: bool = False

    @property
    def media_type(self) -> str:
        """The format's own media type."""
        return self.media_types[0]


TURTLE = Format("Turtle", "ttl", ("text/turtle", "application/x-turtle"), "TURTLE")
JSON_LD = Format("JSON-LD", "jsonld", ("application/ld+json", "application/json"), "JSON_LD")
RDF_XML = Format("RDF/XML", "rdf", ("application/rdf+xml",), "RDF_XML")
N_TRIPLES = Format("N-Triples", "nt", ("application/n-triples",), "N_TRIPLES")
TRIG = Format("TriG", "trig", ("application/trig", "application/x-trig"), "TRIG", graphs=True)
JSON = Format("JSON", "json", ("application/json",), None)
CSV = Format("CSV", "csv", ("text/csv",), None)
CSVW = Format("CSVW", "csv-metadata.json", ("application/csvm+json", "application/json", "application/ld+json"), None)
TEXT = Format("Text", "txt", ("text/plain",), None)
HTML = Format("HTML", "html", ("text/html",), None)

# The first row answers whoever states no preference: harvesters and RDF libraries do that, browsers name HTML.
THING_FORMATS = (TURTLE, JSON_LD, RDF_XML, N_TRIPLES, TRIG, HTML)
VOCABULARY_FORMATS = (TURTLE, JSON_LD, RDF_XML, N_TRIPLES, HTML)
CATALOG_FORMATS = (TURTLE, RDF_XML, JSON_LD, HTML)
VOID_FORMATS = (TURTLE, RDF_XML, JSON_LD, N_TRIPLES)
REPORT_FORMATS = (JSON, TURTLE, TEXT, HTML)
PAGE_FORMATS = (HTML,)
TABLE_FORMATS = (CSV, JSON, CSVW)
TABLE_LIST_FORMATS = (CSVW, HTML)


def format_with_suffix(suffix: str, formats: tuple[Format, ...]) -> Format | None:
    """The format whose addresses end with `suffix`, or None."""
    return next((format_ for format_ in formats if format_.suffix == suffix), None)


def format_of_media_type(media_type: str, formats: tuple[Format, ...]) -> Format:
    """The format that has this media type.

    Raises:
        LookupError: none of `formats` has it.
    """
    for format_ in formats:
        if media_type in format_.media_types:
            return format_
    raise LookupError(media_type)


def media_types(formats: tuple[Format, ...]) -> tuple[str, ...]:
    """All media types of some formats, each format's own one before any by-name."""
    own = tuple(format_.media_type for format_ in formats)
    return own + tuple(other for format_ in formats for other in format_.media_types[1:])
