"""What the guard lets through, what it refuses, and that no disguise helps."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intmk_kg.engine.guard import NESTING_DEPTH, examine
from intmk_kg.engine.guard.tokens import tokenize
from intmk_kg.engine.refusals import (
    GraphUnknown,
    QueryRejected,
    QuerySyntax,
    QueryTooDeep,
    QueryTooLong,
    ServiceRefused,
    UpdateRefused,
)
from intmk_kg.engine.requests import SparqlRequest
from intmk_kg.settings import Settings

SETTINGS = Settings()
ALLOWED = "https://query.wikidata.org/sparql"


def examined(query: str, **given_settings: object) -> object:
    """The verdict on a query."""
    return examine(SparqlRequest(query), Settings(**given_settings))  # type: ignore[arg-type] # by name


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * { ?s ?p ?o }", "SELECT"),
        ("ask{}", "ASK"),
        ("PREFIX ex: <http://example.org/> CONSTRUCT WHERE { ?s ex:p ?o }", "CONSTRUCT"),
        ("# SELECT\nDESCRIBE r:conference-18", "DESCRIBE"),
    ],
)
def test_form_is_the_querys(query: str, form: str) -> None:
    """The form is that of the outermost query, whatever comments and case say."""
    assert examine(SparqlRequest(query), SETTINGS).form == form


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { sErViCe<http://127.0.0.1:1/>{} }",
        "SELECT * { SERVICE#\n<http://127.0.0.1:1/> {} }",
        "SELECT * { VALUES ?e { <http://127.0.0.1:1/> } SERVICE ?e { ?s ?p ?o } }",
        "PREFIX x: <http://127.0.0.1:1/> SELECT * { SERVICE x: {} }",
        "PREFIX x: <http://127.0.0.1:1/> SELECT * { SERVICE x:a\\-b {} }",
        "SELECT * { SERVICE <http://127.0.0.\\u0031:1/> {} }",
        "BASE <http://127.0.0.1:1/> SELECT * { SERVICE <x> {} }",
        "SELECT * { FILTER EXISTS { SERVICE <http://127.0.0.1:1/> {} } }",
        "SELECT * { { SELECT * { OPTIONAL { GRAPH ?g { SERVICE <http://127.0.0.1:1/> {} } } } } }",
        "ASK { ?s ?p '#' SERVICE <http://127.0.0.1:1/> {} }",
        "ASK { ?s ?p '''\n'#' ''' SERVICE <http://127.0.0.1:1/> {} }",
        f"SELECT * {{ SERVICE <{ALLOWED}/> {{}} }}",
        f"SELECT * {{ SERVICE <{ALLOWED.upper()}> {{}} }}",
        f"SELECT * {{ SERVICE <{ALLOWED}> {{ SERVICE <http://127.0.0.1:1/> {{}} }} }}",
    ],
)
def test_service_is_refused_in_every_disguise(query: str) -> None:
    """SERVICE is refused wherever it stands and however it is written, unless exactly its endpoint is allowed."""
    with pytest.raises(ServiceRefused) as refused:
        examined(query, service_endpoints=(ALLOWED,))
    assert refused.value.line is not None


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:1/> {} }",
        "SELECT * { SERV\\u0049CE <http://127.0.0.1:1/> {} }",
        "SELECT * { FILTER(?a<?b)SERVICE:x#>\n{ ?s ?p ?o } }",
        "ASK {} ; LOAD <http://169.254.169.254/>",
        "ASK {}\nINSERT DATA {}",
    ],
)
def test_disguises_that_are_no_sparql_are_refused(query: str) -> None:
    """What another tokenizer might take for SERVICE or an update is not SPARQL, and not asked."""
    with pytest.raises(QuerySyntax):
        examined(query)


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s ?p "SERVICE <http://127.0.0.1:1/> {}" }',
        "SELECT * { ?s ?p ?o } # SERVICE <http://127.0.0.1:1/> {}",
        "SELECT * { ?s <http://example.org/#SERVICE> ?service }",
        "PREFIX service: <http://example.org/> SELECT * { ?s service:load '''LOAD \" <x> ''' }",
    ],
)
def test_words_in_strings_comments_and_names_are_let_through(query: str) -> None:
    """SERVICE and LOAD as mere text are no reason to refuse."""
    examined(query)


def test_service_is_allowed_to_listed_endpoints() -> None:
    """An endpoint on the allow-list is named in the verdict, and the answer is not to be kept."""
    verdict = examine(
        SparqlRequest(f"SELECT * {{ SERVICE SILENT <{ALLOWED}> {{}} }}"), Settings(service_endpoints=(ALLOWED,))
    )
    assert (verdict.services, verdict.volatile) == ((ALLOWED,), True)


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <a:a> <a:a> <a:a> }",
        "PREFIX x: <a:> DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://169.254.169.254/>",
        "load silent <http://169.254.169.254/>",
        "CLEAR ALL",
        "BASE <a:a> VERSION '1.2' DROP GRAPH <a:a>",
        "WITH <a:a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_updates_are_refused_by_name(query: str) -> None:
    """Every update is refused as an update, not as a mistake in a query."""
    with pytest.raises(UpdateRefused):
        examined(query)


@pytest.mark.parametrize(
    ("query", "line", "column", "token"),
    [
        ("SELECT * {", 1, 11, ""),
        ("SELECT * {\n ?s ?p ?o . BLA }", 2, 13, "BLA"),
        ("SELECT *\r\n{ ?s ?p ?o ) }", 2, 12, ")"),
        ("SELECT * { ?s ?p 'open }", 1, 18, "'"),
        ("SELECT * { ?s x:p ?o }", 1, 15, "x:p"),
        ("SELECT * { ?s ?p '\\uD800' }", 1, 19, "\\uD800"),
        ("SELECT ?x ?x WHERE ORDER", 1, 20, "ORDER"),
        ("SELECT (COUNT(COUNT(*)) AS ?c) {}", 1, 15, "COUNT"),
        ("", 1, 1, ""),
    ],
)
def test_syntax_errors_have_a_place(query: str, line: int, column: int, token: str) -> None:
    """A syntax error names line, column and the token as it is written."""
    with pytest.raises(QuerySyntax) as refused:
        examined(query)
    assert (refused.value.line, refused.value.column, refused.value.token) == (line, column, token)
    assert f"Line {line}, column {column}" in str(refused.value)


def test_syntax_error_says_what_was_expected() -> None:
    """The message of a syntax error lists what could have stood there, in words."""
    with pytest.raises(QuerySyntax, match=r"expected '\(', '\*', a variable, DISTINCT, REDUCED"):
        examined("SELECT")


@pytest.mark.parametrize(
    ("before", "opening"),
    [
        ("ASK", "{"),
        ("ASK", "{ FILTER EXISTS "),
        ("SELECT *", "{ SELECT * "),
        ("ASK { FILTER", "("),
        ("ASK { FILTER", "(STR"),
        ("ASK { ?s ?p", "[ ?p "),
        ("ASK { ?s", "("),
        ("ASK { ?s ?p", "<<( ?s ?p "),
    ],
)
def test_deep_nesting_is_refused(before: str, opening: str) -> None:
    """Brackets of any kind nest as deep as announced and no deeper; the end of the query is not even looked at."""
    with pytest.raises(QueryTooDeep) as refused:
        examined(before + opening * 10_000, query_bytes=1_000_000)
    assert refused.value.limit is not None
    assert refused.value.limit.value == NESTING_DEPTH


def test_signs_in_a_row_nest() -> None:
    """Signs in a row nest as brackets do, and signs one after the other do not."""
    with pytest.raises(QueryTooDeep):
        examined(f"ASK {{ FILTER({'!' * 10_000}true) }}")
    examined(f"ASK {{ {'FILTER(!?x) ?s ^r:a ?o . ' * 1000} }}")


def test_nesting_up_to_the_limit_is_let_through() -> None:
    """A query as deep as the limit is let through."""
    examined("ASK" + "{" * NESTING_DEPTH + "}" * NESTING_DEPTH)


def test_long_query_is_refused() -> None:
    """A query that is longer in bytes than announced is refused with the limit."""
    with pytest.raises(QueryTooLong) as refused:
        examined("ASK { ?s ?p 'ü' }", query_bytes=17)
    assert refused.value.limit is not None
    assert refused.value.limit.name == "query_bytes"


@pytest.mark.parametrize("clause", ["FROM <a:b>", "FROM NAMED <a:b>", "FROM r:x FROM NAMED <a:b>", "FROM <x>"])
def test_graphs_of_others_are_refused(clause: str) -> None:
    """FROM and FROM NAMED name only graphs that are here, and the one that is not is named in the error."""
    known = frozenset({"https://w3id.org/intmk/id/x"})
    with pytest.raises(GraphUnknown, match=r"<a:b>|<https://w3id.org/intmk/x>"):
        examine(SparqlRequest(f"SELECT * {clause} {{ ?s ?p ?o }}"), SETTINGS, known)
    examine(SparqlRequest("SELECT * FROM r:x FROM NAMED r:x { ?s ?p ?o }"), SETTINGS, known)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM <id/x> {}",
        "SELECT * FROM </intmk/id/../id/x> {}",
        "BASE <id/> SELECT * FROM NAMED <x> {}",
        "BASE <https://example.org/> BASE <//w3id.org/intmk/> SELECT * FROM <id/x> {}",
        "BASE <id/> PREFIX : <x> BASE <http://example.org/> SELECT * FROM : {}",
        r"SELECT * FROM <id/\u0078> {}",
    ],
)
def test_relative_graphs_are_those_of_the_base(query: str) -> None:
    """A relative name of a graph is resolved as the engine resolves it: against BASE or the base of the service."""
    known = frozenset({"https://w3id.org/intmk/id/x"})
    assert examine(SparqlRequest(query), SETTINGS, known).graphs == tuple(known)
    with pytest.raises(GraphUnknown):
        examine(SparqlRequest("BASE <http://example.org/> SELECT * FROM <id/x> {}"), SETTINGS, known)


def test_dataset_of_the_protocol_takes_the_place_of_from() -> None:
    """Where the request names graphs, those of FROM do not count."""
    known = frozenset({"a:a"})
    examine(SparqlRequest("SELECT * FROM <a:b> { ?s ?p ?o }", ("a:a",)), SETTINGS, known)
    with pytest.raises(GraphUnknown):
        examine(SparqlRequest("SELECT * { ?s ?p ?o }", (), ("a:b",)), SETTINGS, known)


@pytest.mark.parametrize("call", ["NOW()", "RAND()", "UUID()", "STRUUID()", "BNODE()"])
def test_queries_with_time_and_chance_are_volatile(call: str) -> None:
    """A query whose answer depends on time or chance is marked, so that nobody keeps it."""
    assert examine(SparqlRequest(f"SELECT ({call} AS ?x) {{}}"), SETTINGS).volatile
    assert not examine(SparqlRequest("SELECT ?now {}"), SETTINGS).volatile


def test_prepared_prefixes_need_no_declaration() -> None:
    """The project's prefixes are known, and a declaration of one's own comes first."""
    known = frozenset({"http://example.org/a", "https://w3id.org/intmk/id/a"})
    examine(SparqlRequest("SELECT * FROM r:a { ?s a intmk:Conference }"), SETTINGS, known)
    query = "PREFIX r: <http://example.org/> SELECT * FROM r:a {}"
    assert examine(SparqlRequest(query), SETTINGS, known).graphs == ("http://example.org/a",)


WORDS = (
    "SELECT ASK * { } ( ) [ ] << >> <<( )>> {| |} ?x $y a . ; , | / ^ ! ~ = < > && || + - 1 -1.5 1e3 'x' <a:b> r:x :y",
    "@en ^^ # \\u0041 \\ FILTER SERVICE SILENT OPTIONAL UNION GRAPH VALUES BIND AS COUNT EXISTS NOT IN PREFIX BASE",
    "_:b FROM NAMED GROUP BY ORDER LIMIT CONSTRUCT DESCRIBE WHERE INSERT LOAD ä",
)
PIECES = st.sampled_from([*" ".join(WORDS).split(), "\n", "\x00", "'" * 3, '"', '"""y"""'])


@given(st.lists(PIECES, max_size=60).map(" ".join) | st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=80))
@settings(deadline=None)
def test_guard_only_ever_refuses(query: str) -> None:
    """Whatever is asked, the guard either examines it or refuses it; nothing else is raised."""
    try:
        examine(SparqlRequest(query), SETTINGS)
    except QueryRejected:
        return


@given(st.lists(PIECES, max_size=60).map(" ".join) | st.text(max_size=80))
@settings(deadline=None)
def test_tokens_are_the_text(query: str) -> None:
    """The tokens stand in the text where they say, one after the other, with white space and comments between."""
    end = 0
    try:
        for token in tokenize(query):
            between = query[end : token.start]
            assert all(line.lstrip(" \t").startswith("#") or not line.strip(" \t") for line in between.splitlines())
            assert query.startswith(token.text, token.start)
            end = token.start + len(token.text)
    except QuerySyntax:
        return


@pytest.mark.parametrize(
    "text", ["a." * 40_000, "a" * 90_000, "<" * 90_000, "'" * 90_000, '"""' * 30_000, "((((" * 20_000]
)
def test_tokens_are_found_in_linear_time(text: str) -> None:
    """No text makes the tokenizer look at the same characters again and again."""
    with pytest.raises(QueryRejected):
        examined(text)
