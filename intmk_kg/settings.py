"""What can be set, with its default and meaning: one frozen table, read once and handed on."""

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields, replace
from typing import Any

from intmk_kg.errors import SettingError

ENVIRONMENT_PREFIX = "INTMK_"


def _setting(default: Any, meaning: str, *, least: float = 0, most: float = 10**12) -> Any:
    return field(default=default, metadata={"meaning": meaning, "least": least, "most": most})


@dataclass(frozen=True)
class Settings:
    """All settings; each can be given as an environment variable, `INTMK_` and its name in capitals."""

    base_iri: str = _setting("https://w3id.org/intmk/", "names things; never changes")
    public_url: str = _setting("http://127.0.0.1:8000/", "where this service answers")
    host: str = _setting("127.0.0.1", "address that the server listens on")
    port: int = _setting(8000, "port that the server listens on", least=1, most=65_535)
    web_threads: int = _setting(16, "threads that answer requests, besides those in which queries wait", least=1)
    workers: int = _setting(2, "processes that answer SPARQL queries", least=1)
    spare_workers: int = _setting(1, "worker processes kept ready to replace a killed one")
    deadline_seconds: float = _setting(10.0, "a query that takes longer is stopped and answered with 504", least=0.1)
    result_rows: int = _setting(100_000, "a result with more rows is refused", least=1)
    result_bytes: int = _setting(50_000_000, "a result with more bytes is refused", least=1)
    worker_memory_bytes: int = _setting(
        1_000_000_000, "memory that a worker may use beyond what it was forked with", least=1
    )
    stack_bytes: int = _setting(
        268_435_456, "stack of a worker; a query that needs more is refused with 503", least=100_000
    )
    queue_length: int = _setting(64, "queries that may wait for a worker; one more is answered with 503")
    queries_per_client: int = _setting(
        8, "queries that one client may have under way; one more is answered with 429", least=1
    )
    query_bytes: int = _setting(100_000, "a longer query is refused with 413", least=1)
    search_seconds: float = _setting(
        1.0, "a search for names that takes longer is stopped and answered with 503", least=0.1
    )
    cache_bytes: int = _setting(64_000_000, "memory for cached answers")
    trusted_proxies: int = _setting(
        0, "proxies in front that each add a client's address to X-Forwarded-For; none by default"
    )
    contributor_id: str = _setting(
        "", "IRI of the list dcat-ap.de/def/contributors that GovData assigned; none by default"
    )
    publisher_name: str = _setting("", "who publishes the data, for portals; by default as data/catalog.ttl says")
    publisher_iri: str = _setting("", "the IRI of who publishes the data; by default as data/catalog.ttl says")
    publisher_type: str = _setting("", "IRI of the publisher's kind in purl.org/adms/publishertype; none by default")
    contact_email: str = _setting("", "where portals send questions about the data; none by default")
    contact_url: str = _setting("", "page with the contact for questions about the data; by default public_url")
    report_url: str = _setting(
        "", "form for reports of errors, {title} and {body} are filled in; by default an e-mail to contact_email"
    )
    operator_name: str = _setting("", "who runs this service, for the imprint; by default publisher_name")
    operator_address: str = _setting("", "postal address of who runs this service, lines separated by ;")
    operator_representative: str = _setting("", "who represents the operator, for the imprint; none by default")
    operator_phone: str = _setting("", "telephone number of the operator, for the imprint; none by default")
    imprint_url: str = _setting("", "the operator's own imprint, to which /imprint leads; none by default")
    privacy_url: str = _setting("", "the operator's own notice on data protection; none by default")
    service_endpoints: tuple[str, ...] = _setting((), "SPARQL endpoints that SERVICE may name; none by default")


def settings_from(environment: Mapping[str, str], **given: Any) -> Settings:
    """The settings of an environment, with those of `given` that are not None in their place.

    Raises:
        SettingError: a value is not of the setting's type or out of its range, or there is no such setting.
    """
    values: dict[str, Any] = {}
    for setting in fields(Settings):
        name = ENVIRONMENT_PREFIX + setting.name.upper()
        if name in environment:
            values[setting.name] = _parse(name, environment[name], setting.default)
    known = {setting.name for setting in fields(Settings)}
    stray = [
        name
        for name in environment
        if name.startswith(ENVIRONMENT_PREFIX) and name.removeprefix(ENVIRONMENT_PREFIX).lower() not in known
    ]
    if stray:
        raise SettingError(f"there is no setting {stray[0]}; `intmk-kg serve --help` lists them")
    settings = replace(Settings(**values), **{name: value for name, value in given.items() if value is not None})
    for setting in fields(Settings):
        _check(setting, getattr(settings, setting.name))
    return settings


def _check(setting: Field[Any], value: Any) -> None:
    least, most = setting.metadata["least"], setting.metadata["most"]
    if isinstance(value, int | float) and not least <= value <= most:
        raise SettingError(
            f"{ENVIRONMENT_PREFIX}{setting.name.upper()} is {value:g}; it has to be a number from {least:g} to {most:g}"
        )


def _parse(name: str, text: str, default: Any) -> Any:
    if isinstance(default, tuple):
        return tuple(text.split())
    try:
        return type(default)(text)
    except ValueError as error:
        raise SettingError(f"{name}={text!r} is not a number") from error
