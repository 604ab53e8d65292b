"""What robots may read: everything but the answers to queries, of which there is no end."""

from intmk_kg.settings import Settings


def robots(settings: Settings) -> str:
    """The rules for robots (RFC 9309, https://www.rfc-editor.org/rfc/rfc9309) and where the sitemap is.

    Only addresses below the root of a host are asked for them; behind a path of `public_url`, its host has to say them.
    """
    return f"User-agent: *\nDisallow: /sparql?\nDisallow: /*?incoming=\n\nSitemap: {settings.public_url}sitemap.xml\n"
