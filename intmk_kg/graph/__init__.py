"""The graph as it is written: reading TriG, merging files, evidence, one canonical layout, and differences."""
