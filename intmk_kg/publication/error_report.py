"""A report of an error, prefilled with what it is about, and where it is sent to."""

import hashlib
from dataclasses import dataclass
from urllib.parse import quote

from intmk_kg.engine.description import Description, Statement
from intmk_kg.publication.tables import date_as_known
from intmk_kg.publication.wording import compact_form
from intmk_kg.settings import Settings
from intmk_kg.vocabulary.prefixes import PREFIXES

_LONGEST_KEY = 60


@dataclass(frozen=True)
class ErrorReport:
    """A report of an error.

    Attributes:
        subject: what it is about, in one line.
        body: all that is known of it.
    """

    subject: str
    body: str

    def address(self, settings: Settings) -> str:
        """Where the report is written: an e-mail with subject and body (RFC 6068), or an issue; "" where none is set.

        `{title}` and `{body}` in the address of an issue form are filled in.
        """
        if settings.report_url:
            title, body = quote(self.subject, safe=""), quote(self.body, safe="")
            return settings.report_url.replace("{title}", title).replace("{body}", body)
        if settings.contact_email:
            # RFC 6068, 5: line breaks in a body are %0D%0A
            subject, body = quote(self.subject, safe=""), quote(self.body.replace("\n", "\r\n"), safe="")
            return f"mailto:{settings.contact_email.removeprefix('mailto:')}?subject={subject}&body={body}"
        return ""


@dataclass(frozen=True)
class ReportedStatement:
    """A statement that may be wrong; the first that fits property and value.

    Attributes:
        predicate: its property.
        value: an IRI or a literal; a date as exactly as it is known, as `2018-03` (ISO 8601).
        statement_sets: those that make it.
        documents: what it rests on.
    """

    predicate: str
    value: str
    statement_sets: tuple[str, ...]
    documents: tuple[str, ...]


def value_key(statement: Statement) -> str:
    """What tells the values of a property apart in an address: an IRI in its compact form, a literal, or its digest."""
    if statement.object.kind == "iri":
        return compact_form(statement.object.value)
    text = statement.object.value
    return text if len(text) <= _LONGEST_KEY else f"sha256-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def reported_statement(description: Description, property_: str, key: str) -> ReportedStatement | None:
    """The statement of a thing with this property and value, adopted or not; None where there is none.

    Args:
        description: of the thing.
        property_: in its compact form, such as `schema:startDate`.
        key: of the value, as `value_key` gives it.
    """
    found = [
        statement
        for statement in (*description.outgoing, *description.contradicted)
        if compact_form(statement.predicate) == property_ and value_key(statement) == key
    ]
    if not found:
        return None
    evidence = [item for statement in found for item in statement.evidence]
    return ReportedStatement(
        found[0].predicate,
        date_as_known(found[0].object.value, PREFIXES["intmk"] + found[0].precision),
        tuple(dict.fromkeys(item.statement_set for item in evidence)),
        tuple(dict.fromkeys(document.iri for item in evidence for document in item.documents)),
    )
