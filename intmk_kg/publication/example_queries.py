"""The example queries whose result is a table."""

from intmk_kg.publication.examples import examples

EXAMPLE_QUERIES = tuple(example for example in examples() if example.form == "SELECT")
