"""The SPARQL endpoint in its own words: languages, formats, graphs, prefixes and limits.

Follows SPARQL 1.1 Service Description (https://www.w3.org/TR/sparql11-service-description/). Limits are
schema:PropertyValue, prepared prefixes sh:PrefixDeclaration; there are no blank nodes.
"""

from collections.abc import Collection, Iterable, Iterator
from urllib.parse import quote

from intmk_kg.engine.guard import NESTING_DEPTH
from intmk_kg.engine.writing import rewritten
from intmk_kg.publication.limits import limits
from intmk_kg.release.directory import Release
from intmk_kg.settings import Settings
from intmk_kg.vocabulary.prefixes import PREFIXES

_FORMATS = "http://www.w3.org/ns/formats/"
_RESULT_FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
    "TriG",
    "N-Quads",
)
_USED = ("dct", "rdfs", "schema", "sd", "sh", "void", "xsd")


def service_description(release: Release, settings: Settings, graph_names: Collection[str], media_type: str) -> bytes:
    """The description of the endpoint.

    Args:
        release: what is asked about.
        settings: the address and the limits.
        graph_names: the IRIs of the named graphs.
        media_type: one of `requests.GRAPH_MEDIA_TYPES`.
    """
    endpoint = f"{settings.public_url}sparql"
    lines = [
        *(f"@prefix {prefix}: <{PREFIXES[prefix]}> ." for prefix in _USED),
        *_service(endpoint, settings),
        *_dataset(endpoint, release, sorted(graph_names)),
        *_prefixes(endpoint),
        *_limits(endpoint, settings),
    ]
    return rewritten("\n".join(lines), media_type)


def _service(endpoint: str, settings: Settings) -> Iterator[str]:
    yield f"<{endpoint}> a sd:Service ;"
    yield '  rdfs:label "SPARQL-Endpunkt"@de , "SPARQL endpoint"@en ;'
    yield f"  sd:endpoint <{endpoint}> ;"
    yield "  sd:supportedLanguage sd:SPARQL11Query ;"
    yield "  dct:conformsTo <https://www.w3.org/TR/sparql11-query/> , <https://www.w3.org/TR/sparql12-query/> ;"
    if settings.service_endpoints:
        yield "  sd:feature sd:BasicFederatedQuery ;"
    yield f"  sd:resultFormat {' , '.join(f'<{_FORMATS}{name}>' for name in _RESULT_FORMATS)} ;"
    yield f"  sh:declare {_list(_prefix(endpoint, prefix) for prefix in PREFIXES)} ;"
    yield f"  schema:additionalProperty {_list(_limit(endpoint, name) for name in _limit_values(settings))} ;"
    yield f"  sd:defaultDataset <{endpoint}#dataset> ."


def _dataset(endpoint: str, release: Release, graph_names: list[str]) -> Iterator[str]:
    counts = release.manifest.get("quads", {})
    yield f"<{endpoint}#dataset> a sd:Dataset ;"
    if graph_names:
        yield f"  sd:namedGraph {_list(_graph(endpoint, name) for name in graph_names)} ;"
    yield f"  sd:defaultGraph <{endpoint}#default-graph> ."
    yield f"<{endpoint}#default-graph> a sd:Graph ;"
    yield '  rdfs:label "Alle übernommenen Aussagen mit Belegen"@de , "All adopted statements with their evidence"@en'
    if "default" in counts:
        yield f"  ; void:triples {int(counts['default']) + int(counts.get('evidence', 0))}"
    yield "  ."
    for name in graph_names:
        yield f"{_graph(endpoint, name)} a sd:NamedGraph ; sd:name <{name}> ."


def _prefixes(endpoint: str) -> Iterator[str]:
    for prefix, namespace in PREFIXES.items():
        declaration = f'sh:prefix "{prefix}" ; sh:namespace "{namespace}"^^xsd:anyURI'
        yield f"{_prefix(endpoint, prefix)} a sh:PrefixDeclaration ; {declaration} ."


def _limits(endpoint: str, settings: Settings) -> Iterator[str]:
    for name, (value, meaning) in _limit_values(settings).items():
        described = f'schema:propertyID "{name}" ; schema:value {value} ; schema:description "{meaning}"@en'
        yield f"{_limit(endpoint, name)} a schema:PropertyValue ; {described} ."


def _limit_values(settings: Settings) -> dict[str, tuple[float, str]]:
    announced = {name: (limit["value"], str(limit["meaning"])) for name, limit in limits(settings).items()}
    numbers = {name: (value, meaning) for name, (value, meaning) in announced.items() if isinstance(value, int | float)}
    return numbers | {"nesting_depth": (NESTING_DEPTH, "brackets of a query that nest deeper are refused")}


def _graph(endpoint: str, name: str) -> str:
    return f"<{endpoint}#{quote(name.rpartition('/')[2] or name, safe='')}>"


def _prefix(endpoint: str, prefix: str) -> str:
    return f"<{endpoint}#prefix-{prefix}>"


def _limit(endpoint: str, name: str) -> str:
    return f"<{endpoint}#limit-{name}>"


def _list(nodes: Iterable[str]) -> str:
    return " , ".join(nodes)
