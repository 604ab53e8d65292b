"""A release: an immutable, validated state of the graph in a directory of its own, switched in by one rename."""
