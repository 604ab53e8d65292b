"""The addresses: one module for each family of them."""

from intmk_kg.web.routes import (
    assets,
    calendar,
    feed,
    home,
    quality,
    sitemap,
    sparql,
    state,
    tables,
    things,
    vocabulary,
)

ROUTES = (
    home.routes,
    things.routes,
    vocabulary.routes,
    sparql.routes,
    state.routes,
    quality.routes,
    tables.routes,
    calendar.routes,
    feed.routes,
    sitemap.routes,
    assets.routes,
)
