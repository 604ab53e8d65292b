"""The addresses: one module for each family of them."""

from intmk_kg.web.routes import assets, home, quality, sparql, state, things, vocabulary

ROUTES = (home.routes, things.routes, vocabulary.routes, sparql.routes, state.routes, quality.routes, assets.routes)
