"""Where questions to the graph are answered: SPARQL in workers that can be stopped, pages by looking up quads."""
