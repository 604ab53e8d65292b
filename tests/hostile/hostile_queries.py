"""Queries that no endpoint should be asked, each with the answer that it must get.

`{listener}` stands for an address at which somebody listens who must never be called.
"""

from dataclasses import dataclass
from itertools import pairwise

QUERY_BYTES = 100_000

TIMEOUT = (504, "query-timeout")
TOO_LARGE = (503, "result-too-large")
MEMORY = (503, "memory-exhausted")
SYNTAX = (400, "query-syntax")
TOO_DEEP = (400, "query-too-deep")
TOO_LONG = (413, "query-too-long")
NO_SERVICE = (403, "service-refused")
NO_UPDATE = (403, "update-refused")
NO_GRAPH = (400, "graph-unknown")
NO_FUNCTION = (501, "function-unknown")
ANSWERED = (200, None)

Outcome = tuple[int, str | None]


@dataclass(frozen=True)
class HostileQuery:
    """A query and the statuses and problems of which it must get one.

    Attributes:
        name: of the test.
        query: its text.
        outcomes: one; or two where the speed of the machine decides which limit is met first.
        accept: the header.
    """

    name: str
    query: str
    outcomes: tuple[Outcome, ...]
    accept: str = "*/*"


_ANY = "(<a:b>|!<a:b>)"
_TWO = "?a ?b ?c . ?d ?e ?f"
_FOUR = f"{_TWO} . ?g ?h ?i . ?j ?k ?l"
_COUNT = "SELECT (COUNT(*) AS ?n)"
_BINDS = "abcdefgh"
_NUMBERS = " ".join(map(str, range(200)))
_LONG = "x" * 64
_CONCATENATED = f"CONCAT({', '.join(['?x'] * 16)})"
_REPLACED = f"REPLACE(?x, 'x', '{'x' * 16}')"


def _growing(expression: str) -> str:
    """Strings that are sixteen times as long in each step."""
    return "".join(f" BIND({expression.replace('?x', f'?{old}')} AS ?{new})" for old, new in pairwise(_BINDS))


# What takes for ever: stopped at the deadline
ENDLESS = (
    HostileQuery("product-of-four", f"{_COUNT} {{ {_FOUR} }}", (TIMEOUT,)),
    HostileQuery("group-concat", "SELECT (GROUP_CONCAT(?c) AS ?n) { ?a ?b ?c . ?d ?e ?f }", (TIMEOUT, MEMORY)),
    HostileQuery("nested-paths", f"{_COUNT} {{ ?a (({_ANY}*/{_ANY}*)*/{_ANY}*)* ?c . ?d {_ANY}* ?f }}", (TIMEOUT,)),
    HostileQuery("path-closure", f"{_COUNT} {{ ?a {_ANY}+ ?b . ?b {_ANY}+ ?c . ?c {_ANY}+ ?d }}", (TIMEOUT,)),
    HostileQuery(
        "path-both-ways",
        f"SELECT * {{ ?a (^{_ANY}|{_ANY})* ?b . ?b (^{_ANY}|{_ANY})* ?c }} ORDER BY ?c",
        (TIMEOUT, MEMORY),
    ),
    HostileQuery("path-in-exists", f"{_COUNT} {{ {_TWO} FILTER EXISTS {{ ?a {_ANY}* ?f }} }}", (TIMEOUT,)),
    HostileQuery("regex-of-data", f"{_COUNT} {{ {_TWO} FILTER(REGEX(STR(?f), STR(?c))) }}", (TIMEOUT,)),
    HostileQuery("not-exists", f"{_COUNT} {{ {_TWO} FILTER NOT EXISTS {{ {_FOUR} FILTER(?i > ?l) }} }}", (TIMEOUT,)),
    HostileQuery("minus", "SELECT * { ?a ?b ?c . ?d ?e ?f MINUS { ?g ?h ?c } } ORDER BY ?a", (TIMEOUT, MEMORY)),
    HostileQuery(
        "optional-of-optional",
        f"{_COUNT} {{ ?a ?b ?c OPTIONAL {{ ?d ?e ?f FILTER(?c != ?f) }} OPTIONAL {{ ?g ?h ?i FILTER(?i != ?f) }} }}",
        (TIMEOUT,),
    ),
    HostileQuery("subqueries", f"{_COUNT} {{ {{ SELECT * {{ {_TWO} }} }} {{ SELECT * {{ ?g ?h ?i }} }} }}", (TIMEOUT,)),
    HostileQuery("union-of-500", f"{_COUNT} {{ {' UNION '.join(['{ ' + _FOUR + ' }'] * 500)} }}", (TIMEOUT,)),
    HostileQuery("offset", f"SELECT * {{ {_FOUR} }} OFFSET 1000000000000 LIMIT 1", (TIMEOUT,)),
    HostileQuery("having", f"SELECT ?a {{ {_FOUR} }} GROUP BY ?a HAVING (COUNT(?f) > 1000000000000)", (TIMEOUT,)),
    HostileQuery("random-numbers", f"SELECT (SUM(RAND()) AS ?n) {{ {_FOUR} }}", (TIMEOUT,)),
    HostileQuery("graphs", f"{_COUNT} {{ GRAPH ?g {{ {_TWO} }} GRAPH ?h {{ ?i ?j ?k }} }}", (TIMEOUT,)),
    HostileQuery("lateral", f"{_COUNT} {{ {_TWO} LATERAL {{ SELECT * {{ ?g ?h ?i }} LIMIT 1000 }} }}", (TIMEOUT,)),
    HostileQuery(
        "product-of-values",
        f"{_COUNT} {{ {' '.join(f'VALUES ?{name} {{ {_NUMBERS} }}' for name in _BINDS)} }}",
        (TIMEOUT,),
    ),
    HostileQuery(
        "triples-of-5000-variables",
        f"ASK {{ {' '.join(f'?a{n} ?b{n} ?a{n + 1} .' for n in range(4000))} }}",
        (TIMEOUT,),
    ),
    HostileQuery(
        "hash-of-everything", f"SELECT (SHA512(GROUP_CONCAT(STR(?c))) AS ?n) {{ {_FOUR} }}", (TIMEOUT, MEMORY)
    ),
    HostileQuery("describe-everything", f"DESCRIBE * {{ {_FOUR} }}", (TIMEOUT, MEMORY, TOO_LARGE)),
)

# What wants more memory than there is: stopped at the one limit or at the other
GREEDY = (
    HostileQuery("order-by-product", f"SELECT * {{ {_FOUR} }} ORDER BY ?i ?a", (TIMEOUT, MEMORY)),
    HostileQuery("distinct-product", f"SELECT DISTINCT ?a ?f {{ {_TWO} }}", (TIMEOUT, MEMORY, TOO_LARGE)),
    HostileQuery(
        "distinct-count", f"SELECT (COUNT(DISTINCT CONCAT(STR(?c), STR(?f))) AS ?n) {{ {_TWO} }}", (TIMEOUT, MEMORY)
    ),
    HostileQuery("group-by-product", f"SELECT ?a ?d (COUNT(*) AS ?n) {{ {_FOUR} }} GROUP BY ?a ?d", (TIMEOUT, MEMORY)),
    HostileQuery(
        "growing-by-concat",
        f"SELECT (STRLEN(?h) AS ?n) {{ BIND('{_LONG}' AS ?a){_growing(_CONCATENATED)} }}",
        (TIMEOUT, MEMORY),
    ),
    HostileQuery(
        "growing-by-replace",
        f"SELECT (STRLEN(?h) AS ?n) {{ BIND('{_LONG}' AS ?a){_growing(_REPLACED)} }}",
        (TIMEOUT, MEMORY),
    ),
)

# What has a result beyond all bounds
LARGE = (
    HostileQuery("all-pairs", f"SELECT * {{ {_TWO} }}", (TOO_LARGE,)),
    HostileQuery("all-pairs-as-xml", f"SELECT * {{ {_TWO} }}", (TOO_LARGE,), "application/sparql-results+xml"),
    HostileQuery("all-pairs-as-csv", f"SELECT * {{ {_TWO} }}", (TOO_LARGE,), "text/csv"),
    HostileQuery("all-pairs-as-tsv", f"SELECT * {{ {_TWO} }}", (TOO_LARGE,), "text/tab-separated-values"),
    HostileQuery("constructed-pairs", f"CONSTRUCT {{ ?a ?e ?f }} {{ {_TWO} }}", (TOO_LARGE,)),
    HostileQuery(
        "constructed-blank-nodes", f"CONSTRUCT {{ [] ?e ?f }} {{ {_TWO} }}", (TOO_LARGE,), "application/ld+json"
    ),
)

# What is no query, or none that anybody wrote by hand
MALFORMED = (
    HostileQuery("nothing", "", (SYNTAX,)),
    HostileQuery("only-a-comment", "# SELECT * {}", (SYNTAX,)),
    HostileQuery("binary", "\x00\x01\x02", (SYNTAX,)),
    HostileQuery("byte-order-mark-within", "ASK \ufeff{}", (SYNTAX,)),
    HostileQuery("two-queries", "ASK {} ASK {}", (SYNTAX,)),
    HostileQuery("query-and-update", "ASK {} ; DROP ALL", (SYNTAX,)),
    HostileQuery("open-string", "ASK { ?s ?p 'abc }", (SYNTAX,)),
    HostileQuery("open-long-string", f"ASK {{ ?s ?p '''{'x' * 50_000} }}", (SYNTAX,)),
    HostileQuery("surrogate", r"ASK { ?s ?p '\uD800' }", (SYNTAX,)),
    HostileQuery("beyond-unicode", r"ASK { ?s ?p '\U00110000' }", (SYNTAX,)),
    HostileQuery("quotes-for-backtracking", "ASK { ?s ?p " + "'" * 50_001, (SYNTAX,)),
    HostileQuery("backslashes-for-backtracking", "ASK { ?s ?p '" + "\\\\" * 40_000, (SYNTAX,)),
    HostileQuery("dots-for-backtracking", "ASK { a:" + "." * 90_000 + " }", (SYNTAX,)),
    HostileQuery("spaces-for-backtracking", "ASK (" + " " * 90_000 + "x", (SYNTAX,)),
    HostileQuery("90000-braces", "ASK " + "{" * 90_000, (TOO_DEEP,)),
    HostileQuery("90000-brackets", "ASK { FILTER(" + "(" * 45_000 + "1" + ")" * 45_000 + ") }", (TOO_DEEP,)),
    HostileQuery("30000-exclamation-marks", "ASK { FILTER(" + "!" * 30_000 + "true) }", (TOO_DEEP,)),
    HostileQuery("30000-carets", "ASK { ?s " + "^" * 30_000 + "a ?o }", (SYNTAX,)),
    HostileQuery("nested-collections", "ASK { ?s ?p " + "(" * 30_000 + "1" + ")" * 30_000 + " }", (TOO_DEEP,)),
    HostileQuery("nested-quoted-triples", "ASK { " + "<<" * 30_000 + " }", (TOO_DEEP,)),
    HostileQuery("nested-subqueries", "SELECT * {" * 9_000 + "}" * 9_000, (TOO_DEEP,)),
    HostileQuery("nested-exists", "ASK " + "{ FILTER EXISTS " * 5_000 + "{}" + "}" * 5_000, (TOO_DEEP,)),
    HostileQuery("longer-than-allowed", "ASK {} #" + "x" * QUERY_BYTES, (TOO_LONG,)),
    HostileQuery("longer-in-bytes-than-allowed", "ASK {} #" + "ü" * (QUERY_BYTES * 2 // 3), (TOO_LONG,)),
    HostileQuery("two-megabytes", "ASK {} #" + "x" * 2_000_000, (TOO_LONG,)),
    HostileQuery("unknown-function", "SELECT (<http://www.w3.org/ns/eval>('1') AS ?x) {}", (NO_FUNCTION,)),
    HostileQuery("aggregate-in-aggregate", "SELECT (SUM(COUNT(?x)) AS ?n) { ?x ?y ?z }", (SYNTAX,)),
)

# What tries to make this service call another
REACHING = (
    HostileQuery("service", "SELECT * { SERVICE <{listener}> { ?s ?p ?o } }", (NO_SERVICE,)),
    HostileQuery("service-silent", "SELECT * { SERVICE SILENT <{listener}> { ?s ?p ?o } }", (NO_SERVICE,)),
    HostileQuery("service-small-letters", "select * { sErViCe sIlEnT <{listener}> { ?s ?p ?o } }", (NO_SERVICE,)),
    HostileQuery("service-without-spaces", "SELECT*{SERVICE<{listener}>{?s ?p ?o}}", (NO_SERVICE,)),
    HostileQuery("service-after-comments", "SELECT * { SERVICE # {\n#>\nSILENT#\r<{listener}> {} }", (NO_SERVICE,)),
    HostileQuery("service-variable", "SELECT * { VALUES ?e { <{listener}> } SERVICE ?e { ?s ?p ?o } }", (NO_SERVICE,)),
    HostileQuery(
        "service-variable-silent", "SELECT * { BIND(<{listener}> AS ?e) SERVICE SILENT $e {} }", (NO_SERVICE,)
    ),
    HostileQuery("service-prefix", "PREFIX l: <{listener}> SELECT * { SERVICE l: {} }", (NO_SERVICE,)),
    HostileQuery("service-prefix-local", "PREFIX l: <{listener}> SELECT * { SERVICE l:sparql {} }", (NO_SERVICE,)),
    HostileQuery("service-base", "BASE <{listener}> SELECT * { SERVICE <sparql> {} }", (NO_SERVICE,)),
    HostileQuery("service-our-prefix", "SELECT * { SERVICE r:sparql {} }", (NO_SERVICE,)),
    HostileQuery("service-escaped-iri", r"SELECT * { SERVICE <\u0068ttp:{path}> {} }", (NO_SERVICE,)),
    HostileQuery("service-escaped-keyword", r"SELECT * { \u0053ERVICE <{listener}> {} }", (SYNTAX,)),
    HostileQuery("service-escaped-brace", r"SELECT * \u007B SERVICE <{listener}> {} }", (SYNTAX,)),
    HostileQuery("service-escaped-quote", r"SELECT * { ?s ?p '\u0027 . SERVICE <{listener}> {} } #' }", (ANSWERED,)),
    HostileQuery("service-in-a-string", "ASK { ?s ?p ''' SERVICE <{listener}> {} ''' }", (ANSWERED,)),
    HostileQuery("service-after-a-string", r"ASK { ?s ?p 'a\\' SERVICE <{listener}> {} }", (NO_SERVICE,)),
    HostileQuery("service-in-subquery", "SELECT * { { SELECT * { SERVICE <{listener}> {} } } }", (NO_SERVICE,)),
    HostileQuery("service-in-exists", "ASK { FILTER EXISTS { SERVICE <{listener}> {} } }", (NO_SERVICE,)),
    HostileQuery("service-in-bind", "ASK { BIND(EXISTS { SERVICE SILENT <{listener}> {} } AS ?x) }", (NO_SERVICE,)),
    HostileQuery(
        "service-in-order-by", "SELECT * { ?s ?p ?o } ORDER BY (EXISTS { SERVICE <{listener}> {} })", (NO_SERVICE,)
    ),
    HostileQuery(
        "service-in-having",
        "SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING (EXISTS { SERVICE <{listener}> {} })",
        (NO_SERVICE,),
    ),
    HostileQuery("service-in-select", "SELECT (EXISTS { SERVICE <{listener}> {} } AS ?x) {}", (NO_SERVICE,)),
    HostileQuery(
        "service-in-minus", "SELECT * { ?s ?p ?o MINUS { SERVICE <{listener}> { ?s ?p ?o } } }", (NO_SERVICE,)
    ),
    HostileQuery(
        "service-in-optional-graph", "ASK { OPTIONAL { GRAPH ?g { SERVICE <{listener}> {} } } }", (NO_SERVICE,)
    ),
    HostileQuery("service-in-service", "ASK { SERVICE <{listener}> { SERVICE <{listener}> {} } }", (NO_SERVICE,)),
    HostileQuery("service-in-lateral", "ASK { ?s ?p ?o LATERAL { SERVICE <{listener}> {} } }", (NO_SERVICE,)),
    HostileQuery("service-in-describe", "DESCRIBE ?s { SERVICE <{listener}> { ?s ?p ?o } }", (NO_SERVICE,)),
    HostileQuery("service-in-construct", "CONSTRUCT { ?s ?p ?o } { SERVICE <{listener}> { ?s ?p ?o } }", (NO_SERVICE,)),
    HostileQuery("from", "SELECT * FROM <{listener}> { ?s ?p ?o }", (NO_GRAPH,)),
    HostileQuery("from-named", "SELECT * FROM NAMED <{listener}> { GRAPH ?g { ?s ?p ?o } }", (NO_GRAPH,)),
    HostileQuery("from-a-file", "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", (NO_GRAPH,)),
    HostileQuery("graph-elsewhere", "ASK { GRAPH <{listener}> { ?s ?p ?o } }", (ANSWERED,)),
    HostileQuery("describe-elsewhere", "DESCRIBE <{listener}>", (ANSWERED,)),
    HostileQuery("load", "LOAD <{listener}>", (NO_UPDATE,)),
    HostileQuery("load-silent", "LOAD SILENT <{listener}> INTO GRAPH <a:b>", (NO_UPDATE,)),
    HostileQuery("load-after-a-prologue", "BASE <{listener}> PREFIX a: <a:> LOAD <x>", (NO_UPDATE,)),
    HostileQuery("load-metadata-service", "LOAD <http://169.254.169.254/latest/meta-data/>", (NO_UPDATE,)),
)

# What tries to change something
CHANGING = tuple(
    HostileQuery(name, update, (NO_UPDATE,))
    for name, update in {
        "insert-data": "INSERT DATA { <a:b> <a:b> <a:b> }",
        "delete-data": "DELETE DATA { <a:b> <a:b> <a:b> }",
        "delete-where": "DELETE WHERE { ?s ?p ?o }",
        "modify": "WITH <a:b> DELETE { ?s ?p ?o } INSERT { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "insert-with-service": "INSERT { ?s ?p ?o } WHERE { SERVICE <{listener}> { ?s ?p ?o } }",
        "clear": "CLEAR ALL",
        "drop": "drop silent graph <a:b>",
        "create": "CREATE GRAPH <a:b>",
        "copy": "COPY DEFAULT TO <a:b>",
        "move": "MOVE DEFAULT TO <a:b>",
        "add": "ADD DEFAULT TO <a:b>",
    }.items()
)

# What looks dangerous and is answered
HARMLESS = (
    HostileQuery("regex-that-explodes-elsewhere", f"ASK {{ FILTER(REGEX('{'a' * 5000}!', '^(a+)+$')) }}", (ANSWERED,)),
    HostileQuery(
        "regex-that-repeats-much", "ASK { FILTER(REGEX('a', '(((a{1,999}){1,999}){1,999}){1,999}')) }", (ANSWERED,)
    ),
    HostileQuery("15000-values", f"{_COUNT} {{ VALUES ?a {{ {' '.join(map(str, range(15_000)))} }} }}", (ANSWERED,)),
    HostileQuery("a-comment-of-90000", "ASK {} #" + "x" * 90_000, (ANSWERED,)),
)

ALL = (*ENDLESS, *GREEDY, *LARGE, *MALFORMED, *REACHING, *CHANGING, *HARMLESS)
