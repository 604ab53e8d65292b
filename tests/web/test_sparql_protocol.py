"""Reading query operations from requests: SPARQL 1.1 Protocol, 2.1."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intmk_kg.engine.requests import GRAPH_MEDIA_TYPES, SOLUTIONS_MEDIA_TYPES, SparqlRequest, Wanted
from intmk_kg.web.sparql_protocol import FORM, QUERY, UPDATE, Operation, ProtocolError, read_operation, wanted_by

JSON, XML, CSV, TSV = SOLUTIONS_MEDIA_TYPES
TURTLE, N_TRIPLES, JSON_LD, RDF_XML, TRIG, N_QUADS = GRAPH_MEDIA_TYPES


def refused(method: str, query_string: str = "", content_type: str | None = None, body: bytes = b"") -> ProtocolError:
    """The error that a request gets."""
    with pytest.raises(ProtocolError) as error:
        read_operation(method, query_string, content_type, body)
    return error.value


@pytest.mark.parametrize(
    ("method", "query_string", "content_type", "body"),
    [
        ("GET", "query=ASK+%7B%7D", None, b""),
        ("HEAD", "query=ASK%20%7B%7D", None, b""),
        ("POST", "", FORM, b"query=ASK+%7B%7D"),
        ("POST", "", f"{FORM.upper()}; charset=UTF-8", b"&&query=ASK+{}&"),
        ("POST", "", QUERY, b"ASK {}"),
        ("POST", "", f'{QUERY} ; charset="utf-8"', b"ASK {}"),
        ("QUERY", "", QUERY, b"ASK {}"),
        ("QUERY", "", FORM, b"query=ASK+{}"),
    ],
)
def test_query_is_read_from_every_form(method: str, query_string: str, content_type: str | None, body: bytes) -> None:
    """The query is the same however it is sent."""
    assert read_operation(method, query_string, content_type, body) == Operation(SparqlRequest("ASK {}"), None)


def test_dataset_is_read_from_address_and_form() -> None:
    """Graphs are taken from the address and from the form, in order and as often as given."""
    query_string = "default-graph-uri=a:1&named-graph-uri=a%3A2&named-graph-uri=a:3"
    request = SparqlRequest("ASK {}", ("a:1",), ("a:2", "a:3"))
    assert read_operation("GET", f"{query_string}&query=ASK+{{}}", None, b"").request == request
    assert read_operation("POST", query_string, QUERY, b"ASK {}").request == request
    split = read_operation(
        "POST", "default-graph-uri=a:1", FORM, b"query=ASK+{}&named-graph-uri=a:2&named-graph-uri=a:3"
    )
    assert split.request == request


@pytest.mark.parametrize(
    ("sent", "query"),
    [
        ("<http://e/a%2520b>", "<http://e/a%20b>"),
        ("%2B+%2B", "+ +"),
        ("%C3%BC", "ü"),
        ("%F0%9F%91%BE", "👾"),
        ("a=b%26c", "a=b&c"),
        ("%00", "\x00"),
    ],
)
def test_query_is_decoded_exactly_once(sent: str, query: str) -> None:
    """An encoded percent sign stays one, whether it comes by the address or by a form."""
    by_address = read_operation("GET", f"query={sent}", None, b"")
    by_form = read_operation("POST", "", FORM, f"query={sent}".encode())
    assert by_address == by_form == Operation(SparqlRequest(query), None)


def test_direct_query_is_not_decoded() -> None:
    """A query that is the body itself is taken as it is."""
    assert read_operation("POST", "", QUERY, "ASK { <a:%20> + 'ü' }".encode()).request == SparqlRequest(
        "ASK { <a:%20> + 'ü' }"
    )


def test_no_query_asks_for_the_description() -> None:
    """GET without a query is no error, whatever else is in the address."""
    assert read_operation("GET", "", None, b"") == Operation(None, None)
    assert read_operation("GET", "lang=de&format=ttl", None, b"") == Operation(None, "ttl")


@pytest.mark.parametrize(
    ("error", "status", "problem"),
    [
        (("GET", "query=a&query=b"), 400, "two-queries"),
        (("POST", "query=a", FORM, b"query=b"), 400, "two-queries"),
        (("POST", "query=a", QUERY, b"b"), 400, "two-queries"),
        (("POST", "", FORM, b"x=y"), 400, "no-query"),
        (("POST", "", FORM, b""), 400, "no-query"),
        (("GET", "query=%zz"), 400, "percent-encoding"),
        (("GET", "query=100%"), 400, "percent-encoding"),
        (("POST", "", FORM, b"query=%4"), 400, "percent-encoding"),
        (("GET", "query=%FF"), 400, "charset"),
        (("GET", "%FF=x&query=y"), 400, "charset"),
        (("POST", "", QUERY, "ASK {}".encode("utf-16")), 400, "charset"),
        (("POST", "", f"{QUERY}; charset=UTF-16", b"ASK {}"), 415, "charset"),
        (("POST", "", "text/plain", b"ASK {}"), 415, "media-type"),
        (("POST", "", "multipart/form-data; boundary=x", b"--x"), 415, "media-type"),
        (("POST", "", "nonsense", b"ASK {}"), 415, "media-type"),
        (("POST", "", None, b"query=ASK+{}"), 415, "media-type"),
        (("QUERY", "", None, b"ASK {}"), 415, "media-type"),
        (("POST", "", UPDATE, b"CLEAR ALL"), 403, "update-refused"),
        (("POST", "", FORM, b"update=CLEAR+ALL"), 403, "update-refused"),
        (("POST", "update=CLEAR+ALL", QUERY, b"ASK {}"), 403, "update-refused"),
        (("GET", "update=CLEAR%20ALL"), 403, "update-refused"),
    ],
)
def test_what_is_no_query_operation_is_refused(error: tuple[str, ...], status: int, problem: str) -> None:
    """What the protocol does not allow is refused with a status of its own and a stable name."""
    found = refused(*error)
    assert (found.status, found.problem) == (status, problem)
    assert found.detail


@pytest.mark.parametrize(
    ("accept", "solutions", "boolean", "graph"),
    [
        (None, JSON, JSON, TURTLE),
        ("*/*", JSON, JSON, TURTLE),
        (CSV, CSV, None, None),
        ("application/sparql-results+xml", XML, XML, None),
        ("application/json", JSON, JSON, JSON_LD),
        ("application/xml, text/html;q=0.5", XML, XML, RDF_XML),
        ("text/turtle;q=0.5, application/ld+json", None, None, JSON_LD),
        ("application/sparql-results+json;q=0, text/csv", CSV, None, None),
        ('text/turtle;profile="x"', None, None, TURTLE),
        ("text/plain", None, None, N_TRIPLES),
        ("image/png", None, None, None),
        ("text/*;q=0.3, application/trig", CSV, None, TRIG),
    ],
)
def test_formats_follow_the_accept_header(
    accept: str | None, solutions: str | None, boolean: str | None, graph: str | None
) -> None:
    """For each kind of result the format is negotiated as RFC 9110 says."""
    assert wanted_by(accept, None) == Wanted(solutions, boolean, graph)


@pytest.mark.parametrize(
    ("format_", "wanted"),
    [
        ("json", Wanted(JSON, JSON, JSON_LD)),
        ("XML", Wanted(XML, XML, RDF_XML)),
        ("csv", Wanted(CSV, None, None)),
        ("ttl", Wanted(None, None, TURTLE)),
        ("n-quads", Wanted(None, None, N_QUADS)),
        ("text/turtle", Wanted(None, None, TURTLE)),
        ("application/sparql-results json", Wanted(JSON, JSON, None)),
    ],
)
def test_parameter_format_comes_before_the_header(format_: str, wanted: Wanted) -> None:
    """The parameter `format` decides alone, in short or as a media type, even with its plus sign lost."""
    assert wanted_by("image/png", format_) == wanted


def test_unknown_format_is_an_error() -> None:
    """A format that there is not is an error that lists those that there are."""
    with pytest.raises(ProtocolError, match="csv, tsv, turtle"):
        wanted_by(None, "docx")


@given(
    method=st.sampled_from(["GET", "HEAD", "POST", "QUERY"]),
    query_string=st.text(st.characters(max_codepoint=255), max_size=60)
    | st.text(alphabet="query=update&%+0aFfä", max_size=60),
    content_type=st.none() | st.sampled_from([FORM, QUERY, UPDATE]) | st.text(max_size=40),
    body=st.binary(max_size=60) | st.text(alphabet="query=update&%+0aFfä", max_size=60).map(str.encode),
)
def test_reading_never_fails_otherwise(method: str, query_string: str, content_type: str | None, body: bytes) -> None:
    """Whatever is sent is either an operation or refused with a status of the 400s."""
    try:
        operation = read_operation(method, query_string, content_type, body)
    except ProtocolError as error:
        refusal = error.status
    else:
        refusal = 400
        assert operation.request is None or isinstance(operation.request.query, str)
    assert 400 <= refusal < 500


@given(accept=st.text(max_size=60), format_=st.none() | st.text(max_size=20))
def test_wishes_never_fail_otherwise(accept: str, format_: str | None) -> None:
    """Whatever formats are asked for, the answer is a choice or a refusal."""
    try:
        wanted = wanted_by(accept, format_)
    except ProtocolError:
        return
    assert wanted.solutions in (None, *SOLUTIONS_MEDIA_TYPES)
    assert wanted.graph in (None, *GRAPH_MEDIA_TYPES)
