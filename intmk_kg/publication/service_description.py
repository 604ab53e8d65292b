"""The SPARQL endpoint in its own words: languages, formats, graphs, prefixes and limits.

Follows SPARQL 1.1 Service Description (https://www.w3.org/TR/sparql11-service-description/). Limits are
schema:PropertyValue, prepared prefixes sh:PrefixDeclaration; there are no blank nodes. The named graphs, of which there
are as many as statement sets, are counted here and listed in a document of their own.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

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


def service_description(release: Release, settings: Settings, graphs: int, media_type: str) -> bytes:
    """The description of the endpoint.

    Args:
        release: what is asked about.
        settings: the address and the limits.
        graphs: how many named graphs there are.
        media_type: one of `requests.GRAPH_MEDIA_TYPES`.
    """
    endpoint = f"{settings.public_url}sparql"
    return _document(
        (
            *_service(endpoint, settings),
            *_dataset(endpoint, release.manifest.get("quads", {}), graphs),
            *_prefixes(endpoint),
            *_limits(endpoint, settings),
        ),
        media_type,
    )


def graphs_description(settings: Settings, graph_names: Collection[str], media_type: str) -> bytes:
    """The named graphs of the endpoint's dataset.

    Args:
        settings: the address.
        graph_names: their IRIs.
        media_type: one of `requests.GRAPH_MEDIA_TYPES`.
    """
    endpoint = f"{settings.public_url}sparql"
    lines = [
        f"<{endpoint}> a sd:Service ; sd:defaultDataset <{endpoint}#dataset> .",
        f"<{endpoint}#dataset> a sd:Dataset .",
    ]
    for name in sorted(graph_names):
        lines.append(f"<{endpoint}#dataset> sd:namedGraph {_graph(endpoint, name)} .")
        lines.append(f"{_graph(endpoint, name)} a sd:NamedGraph ; sd:name <{name}> .")
    return _document(lines, media_type)


def _document(lines: Iterable[str], media_type: str) -> bytes:
    prefixes = (f"@prefix {prefix}: <{PREFIXES[prefix]}> ." for prefix in _USED)
    return rewritten("\n".join((*prefixes, *lines)), media_type)


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
    yield f"  schema:additionalProperty {_list(_limit(endpoint, name) for name in limits(settings))} ;"
    yield f"  sd:defaultDataset <{endpoint}#dataset> ."


def _dataset(endpoint: str, counts: Mapping[str, Any], graphs: int) -> Iterator[str]:
    yield f"<{endpoint}#dataset> a sd:Dataset ;"
    yield f"  sd:defaultGraph <{endpoint}#default-graph> ;"
    yield f"  rdfs:seeAlso <{endpoint}?graphs> ;"
    yield f"  schema:additionalProperty <{endpoint}#named-graphs> ."
    yield f'<{endpoint}#named-graphs> a schema:PropertyValue ; schema:propertyID "named_graphs" ;'
    yield f'  schema:value {graphs} ; schema:description "statement sets, each a named graph"@en .'
    yield f"<{endpoint}#default-graph> a sd:Graph ;"
    yield '  rdfs:label "Alle übernommenen Aussagen mit Belegen"@de , "All adopted statements with their evidence"@en'
    if "default" in counts:
        yield f"  ; void:triples {int(counts['default']) + int(counts.get('evidence', 0))}"
    yield "  ."


def _prefixes(endpoint: str) -> Iterator[str]:
    for prefix, namespace in PREFIXES.items():
        declaration = f'sh:prefix "{prefix}" ; sh:namespace "{namespace}"^^xsd:anyURI'
        yield f"{_prefix(endpoint, prefix)} a sh:PrefixDeclaration ; {declaration} ."


def _limits(endpoint: str, settings: Settings) -> Iterator[str]:
    for name, limit in limits(settings).items():
        yield f'{_limit(endpoint, name)} a schema:PropertyValue ; schema:propertyID "{name}" ;'
        value = limit["value"]
        values = [f"<{endpoint_}>" for endpoint_ in value] if isinstance(value, tuple) else [str(value)]
        if values:
            yield f"  schema:value {_list(values)} ;"
        yield f'  schema:description "{limit["meaning"]}"@en .'


def _graph(endpoint: str, name: str) -> str:
    return f"<{endpoint}#{quote(name.rpartition('/')[2] or name, safe='')}>"


def _prefix(endpoint: str, prefix: str) -> str:
    return f"<{endpoint}#prefix-{prefix}>"


def _limit(endpoint: str, name: str) -> str:
    return f"<{endpoint}#limit-{name}>"


def _list(nodes: Iterable[str]) -> str:
    return " , ".join(nodes)
