"""How things are named: the IRI of a local id, of an evidence node, and what a local id may look like."""

import hashlib
import re

from intmk_kg.vocabulary.prefixes import PREFIXES

LOCAL_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_EVIDENCE = PREFIXES["r"] + "evidence-"


def thing_iri(local_id: str) -> str:
    """The IRI of the thing with this local id, e.g. `conference-18`."""
    return PREFIXES["r"] + local_id


def is_local_id(text: str) -> bool:
    """Whether `text` can be a local id: lower-case ASCII letters and digits, single hyphens between them."""
    return LOCAL_ID.fullmatch(text) is not None


def evidence_iri(subject: str, predicate: str, object_: str, statement_set: str) -> str:
    """The IRI of the evidence node of one triple in one statement set, each given in N-Triples form."""
    digest = hashlib.sha256(f"{subject}|{predicate}|{object_}|{statement_set}".encode()).hexdigest()
    return thing_iri(f"evidence-{digest[:16]}")


def is_evidence_iri(iri: str) -> bool:
    """Whether `iri` names an evidence node; nothing else may be named so."""
    return iri.startswith(_EVIDENCE)
