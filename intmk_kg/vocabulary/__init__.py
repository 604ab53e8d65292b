"""Names: prefixes, the terms of the ontology, the policy of IRIs, the JSON-LD context."""
