"""What robots may read: everything but answers to queries, searches and reports of errors, of which there is no end."""

from intmk_kg.settings import Settings

_ENDLESS = ("/sparql?", "/search", "/report?", "/*?incoming=")


def robots(settings: Settings) -> str:
    """The rules for robots (RFC 9309, https://www.rfc-editor.org/rfc/rfc9309) and where the sitemap is.

    Only addresses below the root of a host are asked for them; behind a path of `public_url`, its host has to say them.
    """
    rules = "".join(f"Disallow: {path}\n" for path in _ENDLESS)
    return f"User-agent: *\n{rules}\nSitemap: {settings.public_url}sitemap.xml\n"
