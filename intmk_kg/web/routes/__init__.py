"""The addresses: one module for each family of them."""

from intmk_kg.web.routes import (
    assets,
    calendar,
    catalog,
    dumps,
    feed,
    home,
    quality,
    sitemap,
    sparql,
    state,
    tables,
    things,
    vocabulary,
    void,
)

ROUTES = (
    home.routes,
    things.routes,
    vocabulary.routes,
    sparql.routes,
    state.routes,
    quality.routes,
    catalog.routes,
    void.routes,
    dumps.routes,
    tables.routes,
    calendar.routes,
    feed.routes,
    sitemap.routes,
    assets.routes,
)
