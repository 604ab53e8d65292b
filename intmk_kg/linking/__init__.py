"""Finding things by their names: the search index of a release, and what is asked of it."""
